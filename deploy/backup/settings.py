"""Settings of backing up and restoring, read from `DIWAN_BACKUP_…`."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.release import VERSION


class TargetSettings(BaseSettings):
    """Where backups are kept, and the keys to them."""

    model_config = SettingsConfigDict(
        env_prefix="DIWAN_BACKUP_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    target: str = Field(description="Where backups are kept: a folder, or `s3://bucket/prefix`.")
    target_s3_endpoint: str = Field(default="", description="URL of the S3 server of an `s3://` target.")
    target_s3_access_key: str = Field(default="", description="Access key there.")
    target_s3_secret_key: SecretStr = Field(default=SecretStr(""), description="Secret key there.")
    target_s3_region: str = Field(default="us-east-1", description="Region that requests there are signed for.")
    recipients: str = Field(
        default="",
        description="Public keys (`age1…`), separated by commas: backups are encrypted for each of them. Empty: they are not.",
    )
    identity_file: Path | None = Field(
        default=None,
        description="File of private keys (`AGE-SECRET-KEY-1…`, one a line), to restore or verify what is encrypted.",
    )

    @classmethod
    def from_environment(cls) -> Self:
        """Read the settings; raises `pydantic.ValidationError` naming what is missing."""
        return cls.model_validate({})


class Settings(TargetSettings):
    """What is backed up, or restored to, as well."""

    mongo_url: SecretStr = Field(
        description="MongoDB, as the user `backup` (reads) or, to restore, `restore` (writes)."
    )
    mongo_database_prefix: str = Field(default="diwan_", description="What the names of all databases begin with.")
    amqp_url: SecretStr = Field(description="The broker, as the user `backup` or, to restore, `operator`.")
    s3_endpoint: str = Field(description="URL of the vault's S3 server.")
    s3_access_key: str = Field(description="Access key of the identity `backup` (reads) or `restore` (writes).")
    s3_secret_key: SecretStr = Field(description="Its secret key.")
    s3_bucket: str = Field(default="diwan-vault", description="Bucket of the blobs.")
    s3_region: str = Field(default="us-east-1", description="Region that requests are signed for.")
    keep_last: int = Field(
        default=3, ge=1, description="So many of the newest backups are kept, whenever they were made."
    )
    keep_days: int = Field(default=14, ge=0, description="And the newest one of each of so many days.")
    metrics_file: Path | None = Field(
        default=None,
        description="File that gets figures of the last good backup, as Prometheus' textfile collector reads them.",
    )
    release: str = Field(default=VERSION, description="What is noted in a backup as the release that it was made by.")
