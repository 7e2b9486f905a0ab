"""Who may do what in the S3 bucket: the identities of SeaweedFS."""

import json
from dataclasses import dataclass

from deploy.local.credentials import Credentials
from deploy.local.services import SERVICES

BUCKET = "diwan-vault"
ADMINISTRATOR = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An S3 access key and its secret."""

    access: str
    secret: str


def vault_key(credentials: Credentials, identity: str) -> Key:
    """The key of one identity: a service's name, or `admin`, which makes the bucket."""
    return Key(access=f"diwan-{identity}", secret=credentials.token(f"s3-{identity}"))


def render_identities(credentials: Credentials) -> str:
    """The identities file (JSON) of `weed`: services may read, list and write the one bucket, nothing else."""

    def identity(name: str, actions: list[str]) -> dict[str, object]:
        key = vault_key(credentials, name)
        return {
            "name": name,
            "credentials": [{"accessKey": key.access, "secretKey": key.secret}],
            "actions": actions,
        }

    rights = [f"{action}:{BUCKET}" for action in ("Read", "Write", "List", "Tagging")]
    services = [identity(service.name, rights) for service in SERVICES if service.vault]
    return json.dumps({"identities": [identity(ADMINISTRATOR, ["Admin"]), *services]}, indent=1)
