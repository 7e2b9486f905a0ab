"""Settings that every service has. Read once from the environment, frozen, and no default for a secret."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# Settings that several services have, but not all.
PublicUrl = Annotated[str, Field(description="Where people reach the gateway, without a slash at the end.")]
MailDomain = Annotated[str, Field(description="The domain of the registry's addresses, such as diwan.example.")]
ConfigDir = Annotated[Path, Field(description="Folder of request types, routing rules and urgency rules.")]
TimeZone = Annotated[str, Field(description="The register's legal time zone (IANA name).")]
OtherIssuerName = Annotated[
    str,
    Field(description="Another OpenID Connect issuer that staff may sign in with, as it names itself; empty: none."),
]
OtherClientId = Annotated[str, Field(description="What the portal is called there (`client_id`).")]
LEGAL_TIME_ZONE = "Asia/Muscat"


class AuditSettings(BaseSettings):
    """Where a service that keeps deeds sends them, beside keeping them."""

    audit_url: str = Field(
        default="",
        description="Where deeds are sent on, in order: `syslog://host:port`, `syslog+tls://host:port`, or the base address "
        "(`http://` or `https://`) of an OTLP collector; empty: nowhere.",
    )
    audit_ca_file: Path | None = Field(
        default=None,
        description="PEM file of the authority that signed the receiver's certificate; empty: the system's.",
    )


class WebSettings(BaseSettings):
    """What everything that answers HTTP needs to know."""

    # A start that fails for one setting must not log the others, with their passwords.
    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    otlp_endpoint: str = Field(
        default="", description="Base address of an OTLP/HTTP collector for traces; empty: tracing is off."
    )
    drain_seconds: float = Field(
        default=20,
        ge=1,
        le=60,
        description="How long the process may take from SIGTERM until what is still under way is broken off; "
        "it is gone at most 8 seconds later.",
    )
    linger_seconds: float = Field(
        default=0,
        ge=0,
        description="How much of that it still takes connections while `/readyz` says 503 already: as long as whoever "
        "spreads the work needs to notice.",
    )

    @classmethod
    def from_environment(cls) -> Self:
        """Read the settings; raises `pydantic.ValidationError` naming what is missing."""
        # mypy knows the fields, not that the environment fills them.
        return cls.model_validate({})


class ServiceSettings(WebSettings):
    """What a service with a store, events and rights needs to know; its own class adds its prefix and its own settings."""

    mongo_url: SecretStr = Field(description="MongoDB connection string with the service's own user.")
    mongo_database: str = Field(description="The service's own database.")
    amqp_url: SecretStr = Field(description="AMQP URL of the broker, with the service's own user and vhost.")
    issuer: str = Field(description="The OpenID Connect issuer whose tokens are accepted.")
    jwks_url: str = Field(description="Where the issuer's public keys are.")
    audience: str = Field(default="diwan", description="The audience that a token must name.")
    prefetch: int = Field(
        default=16,
        ge=1,
        description="Messages taken from each queue before they are acknowledged; each brings up to 16 events.",
    )
