"""Settings of routing, read from `DIWAN_ROUTING_…`."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import LEGAL_TIME_ZONE, AuditSettings, ConfigDir, PublicUrl, ServiceSettings, TimeZone
from shared.vault import VaultSettings


class Settings(ServiceSettings, VaultSettings, AuditSettings):
    """What routing needs to know."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_ROUTING_", frozen=True, extra="ignore")

    config_dir: ConfigDir
    public_url: PublicUrl
    organisation_ar: str = Field(default="ديوان – سجل الوثائق", description="Whose letters they are, in Arabic.")
    organisation_en: str = Field(
        default="Diwan – Documents Registry", description="Whose letters they are, in English."
    )
    printings: int = Field(default=2, ge=1, le=16, description="Letters that are printed at a time.")
    time_zone: TimeZone = LEGAL_TIME_ZONE
    remind_before_days: int = Field(
        default=2, ge=0, le=30, description="Working days before the due date that a holder is reminded; 0 for not."
    )
    remind_late_every_days: int = Field(
        default=5, ge=1, le=100, description="Working days between two reminders of what is late, after the first."
    )
    remind_from_hour: int = Field(
        default=6, ge=0, le=23, description="Hour of a unit's working day from which on its reminders are stated."
    )
    remind_poll_seconds: float = Field(default=30.0, gt=0, description="How often is looked for what comes due.")
    units_poll_seconds: float = Field(
        default=10.0,
        gt=0,
        description="How long news of a unit that another replica heard may go unnoticed. "
        "Due dates follow a changed calendar after twice this time, once it has come to all of them.",
    )
