"""Settings of notify, read from `DIWAN_NOTIFY_…`."""

from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, StringConstraints, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from services.notify.rendering import SmsBody
from services.notify.rendering.renderer import MOST_ENCLOSED
from shared.settings import LEGAL_TIME_ZONE, MailDomain, PublicUrl, ServiceSettings, TimeZone
from shared.vault import VaultSettings

CallingCode = Annotated[str, StringConstraints(pattern="^[1-9][0-9]{0,3}$")]
_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(ServiceSettings, VaultSettings):
    """What notify needs to know."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_NOTIFY_", frozen=True, extra="ignore")

    mail_domain: MailDomain
    public_url: PublicUrl
    time_zone: TimeZone = LEGAL_TIME_ZONE
    relay_host: str = Field(description="The mail server that takes notices and delivers them.")
    relay_port: int = Field(default=25, ge=1, le=65535, description="Its SMTP port.")
    relay_tls: Literal["none", "starttls", "tls"] = Field(
        default="none", description="How the connection is encrypted: not, by STARTTLS, or from its first byte."
    )
    relay_ca_file: Path | None = Field(default=None, description="Certificates to trust; the system's when unset.")
    relay_username: str = Field(default="", description="Name to sign in with; empty: without signing in.")
    relay_password: SecretStr | None = Field(default=None, description="Password to sign in with.")
    relay_seconds: float = Field(default=30, gt=0, description="Longest time to hand over one notice.")
    connections: int = Field(
        default=4, ge=1, le=64, description="Connections to the relay; of two or more, one is for urgent notices only."
    )
    idle_seconds: float = Field(default=60, gt=0, description="A connection unused for longer is opened anew.")

    organisation_ar: str = Field(default="ديوان – سجل الوثائق", description="Who writes, in Arabic.")
    organisation_en: str = Field(default="Diwan – Documents Registry", description="Who writes, in English.")
    mailbox: str = Field(default="documents", description="Local part of the address that notices come from.")

    most_enclosed_bytes: int = Field(
        default=MOST_ENCLOSED,
        ge=0,
        description="Bytes of documents that one mail carries; what is larger is only linked to. While such a mail is "
        "handed over, it takes about five times as much memory per connection.",
    )

    queue_capacity: int = Field(default=1000, ge=1, description="Notices per lane that wait in memory, at most.")
    lease_seconds: float = Field(
        default=60, gt=0, description="How long a notice is one process's to send; after that any may take it over."
    )
    poll_seconds: float = Field(default=2, gt=0, description="How often due notices are looked for.")
    first_retry_seconds: float = Field(default=5, gt=0, description="Pause after a first failure; it doubles.")
    longest_retry_seconds: float = Field(default=900, gt=0, description="Longest pause between two attempts.")
    give_up_hours: float = Field(
        default=48, gt=0, description="A failure later than this after the first attempt was due is the last one."
    )
    reminders_gather_seconds: float = Field(
        default=1800,
        ge=0,
        description="How long the first reminder of a person's day waits for others of the same mail.",
    )
    received_per_hour: int = Field(
        default=2_000,
        ge=1,
        description="Acknowledgements of receipt to one address within an hour and process; more are withheld, "
        "because a forged sender must not be flooded.",
    )

    telephone: Literal["off", "sms", "call"] = Field(
        default="off",
        description="How requesters without a mail address are told: not at all; by short messages, and calls where a line takes none; by "
        "calls alone, which wait in a list for agents and clerks.",
    )
    telephone_countries: Annotated[tuple[CallingCode, ...], NoDecode] = Field(
        default=("968",),
        description="Calling codes of the countries that are called or written to, with commas between them; others have nobody to send to.",
    )
    telephone_per_hour: int = Field(
        default=10,
        ge=1,
        description="Messages and calls to one number within an hour and process; more are withheld, because anybody may give "
        "another one's number.",
    )
    sms_url: str = Field(
        default="", description="Where short messages are handed over, by POST; HTTPS, or this very machine."
    )
    sms_body: str = Field(
        default='{"to": "$to", "text": "$text", "id": "$id"}',
        description="The request's body: a JSON object with `$to`, `$text` and `$id`, which is the same for a repeated message.",
    )
    sms_form: Literal["json", "form"] = Field(
        default="json", description="Whether the body is sent as JSON or as the fields of a form."
    )
    sms_header: str = Field(
        default="Authorization", pattern="^[A-Za-z0-9-]{1,60}$", description="The header that the secret is sent in."
    )
    sms_secret: SecretStr | None = Field(default=None, description="Its whole value, such as `Bearer …`.")
    sms_seconds: float = Field(default=10, gt=0, description="Longest time to hand over one short message.")
    sms_connections: int = Field(
        default=2,
        ge=1,
        le=16,
        description="Short messages handed over at a time; of two or more, one is for urgent ones only.",
    )

    @field_validator("telephone_countries", mode="before")
    @classmethod
    def _codes(cls, given: object) -> object:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _messages(self) -> Self:
        SmsBody(self.sms_body, self.sms_form)
        url = urlsplit(self.sms_url)
        safe = url.scheme == "https" or (url.scheme == "http" and url.hostname in _THIS_MACHINE)
        if (self.sms_url or self.telephone == "sms") and not (safe and url.hostname):
            # What is written to people, and the secret, go to nobody in between.
            raise ValueError("sms_url must be an HTTPS address, or one of this machine")
        if self.lease_seconds < 2 * self.sms_seconds:
            raise ValueError("lease_seconds must be at least twice sms_seconds")
        return self

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.lease_seconds < 2 * self.relay_seconds:
            # Otherwise another process could take over what this one is just handing to the relay.
            raise ValueError("lease_seconds must be at least twice relay_seconds")
        if self.relay_username and self.relay_tls == "none":
            raise ValueError("a password is never sent unencrypted: set relay_tls to starttls or tls")
        return self
