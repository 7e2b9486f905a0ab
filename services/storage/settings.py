"""Settings of storage, read from `DIWAN_STORAGE_…`."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings
from shared.vault import VaultSettings

MEGABYTE = 1024 * 1024


class Settings(ServiceSettings, VaultSettings):
    """What storage needs to know."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_STORAGE_", frozen=True, extra="ignore")

    max_file_bytes: int = Field(default=25 * MEGABYTE, ge=1, description="Largest file that is put into the vault.")
