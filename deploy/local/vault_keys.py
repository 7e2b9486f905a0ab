"""Who may do what in the S3 bucket: the identities of SeaweedFS."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from deploy.local.credentials import Account, Credentials
from deploy.local.services import SERVICES, Service

BUCKET = "diwan-vault"
ADMINISTRATOR = "admin"
BACKUP = "backup"
"""It reads everything and writes nothing."""
RESTORE = "restore"
"""It puts back what a backup has; nothing of it is deleted by restoring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An S3 access key and its secret."""

    access: str
    secret: str


def vault_key(credentials: Credentials, identity: str) -> Key:
    """The key of one identity: a service's name, or `admin`, which makes the bucket."""
    return key_of(credentials.account("s3", identity))


def key_of(account: Account) -> Key:
    """The key that belongs to an account."""
    return Key(access=f"diwan-{account.name}", secret=account.password)


def render_identities(credentials: Credentials, beside: Mapping[str, Key] | None = None) -> str:
    """The identities file (JSON) of `weed`: what services may do with the one bucket; storage alone deletes.

    `beside` has for each identity another key that is accepted, too, while keys are exchanged.
    """

    def identity(name: str, rights: dict[str, list[str]]) -> dict[str, object]:
        keys = [vault_key(credentials, name), *([beside[name]] if beside else [])]
        return {
            "name": name,
            "credentials": [{"accessKey": key.access, "secretKey": key.secret} for key in keys],
            **rights,
        }

    policies = [{"name": name, "content": json.dumps(policy)} for name, policy in POLICIES.items()]
    identities = [
        identity(ADMINISTRATOR, {"actions": ["Admin"]}),
        *(identity(name, {"policyNames": [policy]}) for name, policy in RIGHTS.items()),
    ]
    return json.dumps({"identities": identities, "policies": policies}, indent=1)


def _right(service: Service) -> str:
    if service.deletes:
        return "disposer"
    return "keeper" if service.vault else "reader"


RIGHTS: Mapping[str, str] = {
    **{service.name: _right(service) for service in SERVICES if service.vault or service.reads_vault},
    BACKUP: "reader",
    RESTORE: "keeper",
}
"""Service, or operators' command, with a key → the name of its policy."""


def _may(*actions: str) -> dict[str, object]:
    resources = [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"]
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": resources}],
    }


_READ = ("s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation")

# Policies, because SeaweedFS's own word `Write` includes deleting; what is not allowed here is denied.
_KEEP = (*_READ, "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")
POLICIES: Mapping[str, dict[str, object]] = {
    "keeper": _may(*_KEEP),
    "disposer": _may(*_KEEP, "s3:DeleteObject"),
    "reader": _may(*_READ),
}
"""Name → policy (IAM), the same in every S3."""
