"""Where the vault is."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class VaultSettings(BaseSettings):
    """Where the vault is. A service's own class adds its prefix."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    s3_endpoint: str = Field(description="URL of the S3 server, such as http://127.0.0.1:9000.")
    s3_access_key: str = Field(description="Access key of the service's own identity.")
    s3_secret_key: SecretStr = Field(description="Secret key of the service's own identity.")
    s3_bucket: str = Field(default="diwan-vault", description="Bucket of the blobs.")
    s3_region: str = Field(default="us-east-1", description="Region that requests are signed for.")
