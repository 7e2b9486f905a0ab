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
    """The identities file (JSON) of `weed`: services may read, list and write the one bucket, and delete nothing."""

    def identity(name: str, rights: dict[str, list[str]]) -> dict[str, object]:
        key = vault_key(credentials, name)
        return {
            "name": name,
            "credentials": [{"accessKey": key.access, "secretKey": key.secret}],
            **rights,
        }

    keeper = {"policyNames": ["keeper"]}
    services = [identity(service.name, keeper) for service in SERVICES if service.vault]
    policies = [{"name": "keeper", "content": json.dumps(_KEEPER)}]
    identities = [identity(ADMINISTRATOR, {"actions": ["Admin"]}), *services]
    return json.dumps({"identities": identities, "policies": policies}, indent=1)


# A policy, because SeaweedFS's own word `Write` includes deleting; what is not allowed here is denied.
_KEEPER = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                *("s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:GetBucketLocation"),
                *("s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"),
            ],
            "Resource": [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"],
        }
    ],
}
