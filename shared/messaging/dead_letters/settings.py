"""Settings of the operator's commands, read from `DIWAN_OPERATOR_…`."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the commands need to know."""

    model_config = SettingsConfigDict(
        env_prefix="DIWAN_OPERATOR_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    amqp_url: SecretStr = Field(description="AMQP URL of the broker, with the user `operator`.")
