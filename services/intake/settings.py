"""Settings of intake, read from `DIWAN_INTAKE_…`."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import ConfigDir, MailDomain, PublicUrl, ServiceSettings
from shared.vault import VaultSettings

MEGABYTE = 1024 * 1024


class Settings(ServiceSettings, VaultSettings):
    """What intake needs to know."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_INTAKE_", frozen=True, extra="ignore")

    config_dir: ConfigDir
    mail_domain: MailDomain
    public_url: PublicUrl
    smtp_host: str = Field(default="127.0.0.1", description="Address that the SMTP door listens on.")
    smtp_port: int = Field(default=2525, description="Port of the SMTP door.")
    smtp_reuse_port: bool = Field(
        default=False, description="Several processes of one machine listen on the port (SO_REUSEPORT)."
    )
    tls_cert: Path | None = Field(default=None, description="Certificate chain (PEM); with it STARTTLS is offered.")
    tls_key: Path | None = Field(default=None, description="Private key of the certificate (PEM).")
    general_mailbox: str = Field(default="documents", description="Local part of the address that takes everything.")
    max_mail_bytes: int = Field(default=50 * MEGABYTE, description="Largest mail; SIZE of RFC 1870.")
    max_file_bytes: int = Field(default=25 * MEGABYTE, description="Largest uploaded file.")
    max_files: int = Field(default=50, description="Most files in one upload.")
    max_connections: int = Field(default=200, description="SMTP connections at a time; more are answered 421.")
    max_connections_per_client: int = Field(default=100, description="SMTP connections of one address at a time.")
    max_bytes_in_hand: int = Field(
        default=512 * MEGABYTE, description="Mail that is held in memory at a time; more is answered 452."
    )
    free_space_floor_mb: int = Field(
        default=512,
        ge=0,
        description="Megabytes. While the disk of the database has less free, MAIL FROM is answered 452 and an upload 503.",
    )
    max_started_files: int = Field(
        default=200,
        description="Files of one address that are sent in parts and not forgotten yet; more are answered 429.",
    )
    max_started_mb_per_client: int = Field(
        default=512, description="Megabytes of such files of one address, as their senders announce them."
    )
    max_started_mb: int = Field(
        default=4096, description="Megabytes of such files in all; they lie in the database. More are answered 503."
    )
    started_hours: float = Field(
        default=6, gt=0, description="How long a file that is sent in parts is kept until it is handed in."
    )
    max_recipients: int = Field(default=20, description="Recipients of one mail; more are answered 452.")
    max_commands: int = Field(default=2000, description="Calls of one SMTP command in a session.")
    idle_seconds: float = Field(
        default=300.0, description="An SMTP session that says nothing is closed (RFC 5321, 4.5.3.2)."
    )
    telephone_region: str = Field(
        default="OM",
        pattern="^[A-Z]{2}$",
        description="Country (ISO 3166) of telephone numbers that are written without a country code.",
    )
    readers: int = Field(default=1, description="Processes that parse ordinary mail; urgent mail has one of its own.")
