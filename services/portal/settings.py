"""Settings of the portal, read from `DIWAN_PORTAL_…`."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import LEGAL_TIME_ZONE, MailDomain, PublicUrl, TimeZone, WebSettings

MEGABYTE = 1024 * 1024


class Settings(WebSettings):
    """What the portal needs to know. It keeps nothing: there is no database and no broker."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_PORTAL_", frozen=True, extra="ignore")

    public_url: PublicUrl
    mail_domain: MailDomain
    time_zone: TimeZone = LEGAL_TIME_ZONE
    registry_url: str = Field(description="Where registry answers, without a slash at the end.")
    intake_url: str = Field(description="Where intake answers, without a slash at the end.")
    form_secret: SecretStr = Field(description="Signs forms and receipts; the same for every process of the portal.")

    organisation_ar: str = Field(default="ديوان – سجل الوثائق", description="Whose portal it is, in Arabic.")
    organisation_en: str = Field(default="Diwan – Documents Registry", description="Whose portal it is, in English.")
    mailbox: str = Field(default="documents", description="Local part of the address that takes everything by e-mail.")

    max_file_bytes: int = Field(default=25 * MEGABYTE, description="Largest file; at most what intake takes.")
    max_total_bytes: int = Field(default=50 * MEGABYTE, description="All files of a form; at most what intake takes.")
    max_files: int = Field(default=40, description="Most files in one form; at most what intake takes.")

    ask_seconds: float = Field(default=10, gt=0, description="How long another service may take to answer a question.")
    send_seconds: float = Field(default=110, gt=0, description="How long intake may take to keep what was handed in.")
    types_seconds: float = Field(default=60, gt=0, description="How long the list of request types is remembered.")
    live_seconds: float = Field(default=3, gt=0, description="How often an open page's matter is looked at.")
    most_live: int = Field(default=200, ge=0, description="Open pages that are told of changes at a time, at most.")
