"""Settings of the portal, read from `DIWAN_PORTAL_…`."""

from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from shared.settings import (
    LEGAL_TIME_ZONE,
    MailDomain,
    OtherClientId,
    OtherIssuerName,
    PublicUrl,
    TimeZone,
    WebSettings,
)

MEGABYTE = 1024 * 1024


class Settings(WebSettings):
    """What the portal needs to know. It keeps sessions of staff and nothing else; it has no broker."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_PORTAL_", frozen=True, extra="ignore")

    public_url: PublicUrl
    mail_domain: MailDomain
    time_zone: TimeZone = LEGAL_TIME_ZONE
    registry_url: str = Field(description="Where registry answers, without a slash at the end.")
    intake_url: str = Field(description="Where intake answers, without a slash at the end.")
    directory_url: str = Field(description="Where directory answers, without a slash at the end.")
    routing_url: str = Field(description="Where routing answers, without a slash at the end.")
    notify_url: str = Field(description="Where notify answers, without a slash at the end.")
    storage_url: str = Field(description="Where storage answers, without a slash at the end.")
    mongo_url: SecretStr = Field(description="MongoDB connection string with the portal's own user; for sessions.")
    mongo_database: str = Field(description="The portal's own database.")
    session_secret: SecretStr = Field(
        description="Seals the tokens of sessions; the same for every process. Another one signs everybody out."
    )
    form_secret: SecretStr = Field(description="Signs forms and receipts; the same for every process of the portal.")
    accepted_session_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Opens what `session_secret` does not, while it is changed: first the next one, then the former.",
    )
    accepted_form_secret: SecretStr = Field(
        default=SecretStr(""), description="The same beside `form_secret` (docs/operations/rotate-keys.md)."
    )

    organisation_ar: str = Field(default="ديوان – سجل الوثائق", description="Whose portal it is, in Arabic.")
    organisation_en: str = Field(default="Diwan – Documents Registry", description="Whose portal it is, in English.")
    mailbox: str = Field(default="documents", description="Local part of the address that takes everything by e-mail.")

    other_issuer: OtherIssuerName = ""
    other_client_id: OtherClientId = ""
    other_client_secret: SecretStr = Field(
        default=SecretStr(""), description="The portal's secret there; empty for a public client, which has PKCE alone."
    )
    other_scope: str = Field(default="openid profile", description="What is asked of the other issuer.")
    other_name_ar: str = Field(default="حساب الجهة", description="What people call the other issuer, in Arabic.")
    other_name_en: str = Field(default="your organisation account", description="The same in English.")

    max_file_bytes: int = Field(default=25 * MEGABYTE, description="Largest file; at most what intake takes.")
    max_total_bytes: int = Field(default=50 * MEGABYTE, description="All files of a form; at most what intake takes.")
    max_files: int = Field(default=40, description="Most files in one form; at most what intake takes.")

    ask_seconds: float = Field(default=10, gt=0, description="How long another service may take to answer a question.")
    send_seconds: float = Field(default=110, gt=0, description="How long intake may take to keep what was handed in.")
    types_seconds: float = Field(default=5, gt=0, description="How long the list of request types is remembered.")
    live_seconds: float = Field(default=3, gt=0, description="How often an open page's matter is looked at.")
    most_live: int = Field(default=200, ge=0, description="Open pages that are told of changes at a time, at most.")

    drawings: int = Field(default=2, ge=1, description="Pages of PDFs that are drawn at a time, each by a process.")
    most_shown_bytes: int = Field(default=30 * MEGABYTE, ge=1, description="Largest document that is shown in a page.")
    most_kept_bytes: int = Field(
        default=64 * MEGABYTE, ge=0, description="Documents that are held for their next pages, at most ten minutes."
    )
    most_pages: int = Field(default=30, ge=1, description="Pages of a PDF that are shown.")

    @model_validator(mode="after")
    def _knows_the_other_issuer(self) -> Self:
        if bool(self.other_issuer) != bool(self.other_client_id):
            raise ValueError("other_issuer and other_client_id belong together")
        return self
