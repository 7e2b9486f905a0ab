"""Settings of storage, read from `DIWAN_STORAGE_…`."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import LEGAL_TIME_ZONE, AuditSettings, ConfigDir, ServiceSettings, TimeZone
from shared.vault import VaultSettings

MEGABYTE = 1024 * 1024


class Settings(ServiceSettings, VaultSettings, AuditSettings):
    """What storage needs to know."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_STORAGE_", frozen=True, extra="ignore")

    max_file_bytes: int = Field(default=25 * MEGABYTE, ge=1, description="Largest file that is put into the vault.")
    config_dir: ConfigDir
    time_zone: TimeZone = LEGAL_TIME_ZONE
    set_aside_days: float = Field(
        default=7,
        gt=0,
        description="Days for which bytes that were deleted stay set aside before they are erased for good.",
    )
    disposal_poll_seconds: float = Field(
        default=30, gt=0, description="Seconds between looks for what was confirmed, and for what was set aside."
    )
