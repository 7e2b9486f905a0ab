"""Settings of directory, read from `DIWAN_DIRECTORY_…`."""

import json
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from shared.settings import AuditSettings, OtherClientId, OtherIssuerName, PublicUrl, ServiceSettings


class Settings(ServiceSettings, AuditSettings):
    """What directory needs to know."""

    model_config = SettingsConfigDict(env_prefix="DIWAN_DIRECTORY_", frozen=True, extra="ignore")

    public_url: PublicUrl
    sign_in: bool = Field(
        default=True, description="Whether people sign in here; false when another issuer gives the tokens."
    )
    signing_key_file: Path | None = Field(
        default=None, description="EC P-256 private key (PEM) that tokens are signed with; needed for sign_in."
    )
    retired_key_files: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(),
        description="Other signing keys (PEM) that are published, too, with commas between them: earlier ones whose tokens "
        "may still be valid, and the next one before it is used (docs/operations/rotate-keys.md).",
    )
    seed_dir: Path | None = Field(
        default=None, description="Folder of units.yaml and people.yaml, which are put in where they are missing."
    )
    demo_accounts_file: Path | None = Field(
        default=None, description="Lines `login password` for people who have no password yet; may be absent."
    )
    keep_sign_ins_days: int = Field(default=400, ge=1, description="Days that the record of a sign-in is kept.")
    other_issuer: OtherIssuerName = ""
    other_client_id: OtherClientId = ""
    other_login_claim: str = Field(
        default="preferred_username",
        description="The claim of the other issuer's ID tokens that has a person's login; never one that people can "
        "change themselves.",
    )
    password_checks: int = Field(
        default=2, ge=1, description="Passwords that are checked at a time; each takes 64 MiB and a core."
    )

    @field_validator("retired_key_files", mode="before")
    @classmethod
    def _paths(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        # A JSON array is what it had to be before.
        return json.loads(value) if value.startswith("[") else [path for path in value.split(",") if path]

    @model_validator(mode="after")
    def _has_key(self) -> Self:
        if self.sign_in and self.signing_key_file is None:
            raise ValueError("signing_key_file is needed unless sign_in is false")
        if bool(self.other_issuer) != bool(self.other_client_id):
            raise ValueError("other_issuer and other_client_id belong together")
        return self
