"""Settings of the registry, read from `DIWAN_REGISTRY_…`."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import LEGAL_TIME_ZONE, AuditSettings, ConfigDir, MailDomain, ServiceSettings, TimeZone


class Settings(ServiceSettings, AuditSettings):
    """What the registry needs to know."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_REGISTRY_", frozen=True, extra="ignore")

    config_dir: ConfigDir
    mail_domain: MailDomain
    time_zone: TimeZone = LEGAL_TIME_ZONE
    duplicate_days: int = Field(
        default=30,
        ge=0,
        le=3650,
        description="Days back in which a submission is looked for that it may repeat; 0: never.",
    )
    max_batch: int = Field(default=128, ge=1, le=1000, description="Most decisions that one transaction commits.")
