"""What fresh stores need before services use them: MongoDB's set and users, the bucket, and keys of MinIO.

All of it can be done again at any time: what is there stays, and passwords become those that are given. The broker needs
nothing of it: it reads its definitions itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from minio import Minio, MinioAdmin
from minio.credentials.providers import StaticProvider
from pymongo import MongoClient
from pymongo.errors import OperationFailure
from urllib3 import PoolManager

from deploy.containers.choices import REPLICA_SET
from deploy.local.servers.mongo_users import OPERATORS, Client, ensure_users
from deploy.local.services import SERVICES
from deploy.local.vault_keys import POLICIES, RIGHTS

ADMINISTRATOR = "admin"
NOT_A_SET_YET = 94
"""MongoDB's error NotYetInitialized."""
PREFIX = "DIWAN_PREPARE_"
VAULT_SECONDS = 10.0
"""For one answer of S3. Unless told, its client waits five minutes for each of six; what is not up yet is asked again."""


class DifferentMembersError(Exception):
    """The set has other members than were named; an operator has to say which of them is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """Where the stores are, who administers them, and which keys services shall have there."""

    mongo_hosts: tuple[str, ...]
    """host:port of every member; the first one has the administrator from its start."""
    mongo_password: str
    mongo_passwords: Mapping[str, str]
    """Service, or operators' command → password."""
    s3_endpoint: str
    s3_bucket: str
    s3_access_key: str
    s3_secret_key: str
    s3_keys: Mapping[str, str]
    """Service, or operators' command → secret key."""
    s3_users: bool = True
    """Whether S3 is MinIO, whose users are made here; elsewhere they are given by whoever runs it."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the `DIWAN_PREPARE_…` variables; raises `KeyError` naming one that is missing."""

        def value(name: str) -> str:
            return environment[PREFIX + name]

        users = (*(service.name for service in SERVICES if service.store), *OPERATORS)
        return cls(
            mongo_hosts=tuple(value("MONGO_HOSTS").split(",")),
            mongo_password=value("MONGO_PASSWORD"),
            mongo_passwords={name: value(f"MONGO_{name.upper()}") for name in users},
            s3_endpoint=value("S3_ENDPOINT"),
            s3_bucket=value("S3_BUCKET"),
            s3_access_key=value("S3_ACCESS_KEY"),
            s3_secret_key=value("S3_SECRET_KEY"),
            s3_keys={name: value(f"S3_{name.upper()}") for name in RIGHTS},
            s3_users=value("S3_USERS") == "minio",
        )


def prepare_mongo(preparation: Preparation) -> None:
    """Make the set of these members, and a user per service. Raises `PyMongoError`, `DifferentMembersError`."""
    hosts = preparation.mongo_hosts
    account: Mapping[str, Any] = {"username": ADMINISTRATOR, "password": preparation.mongo_password}
    with MongoClient(hosts[0], directConnection=True, **account) as first:
        _form_set(first, hosts)
    with MongoClient(list(hosts), replicaSet=REPLICA_SET, w="majority", journal=True, **account) as client:
        ensure_users(client, preparation.mongo_passwords.__getitem__)


def _form_set(first: Client, hosts: tuple[str, ...]) -> None:
    members = [{"_id": position, "host": host} for position, host in enumerate(hosts)]
    try:
        known = first.admin.command("replSetGetConfig")["config"]["members"]
    except OperationFailure as error:
        if error.code != NOT_A_SET_YET:
            raise
        first.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        return
    if {member["host"] for member in known} != set(hosts):
        there = ", ".join(member["host"] for member in known)
        raise DifferentMembersError(f"MongoDB's set consists of {there}, and not of {', '.join(hosts)}")


def prepare_vault(preparation: Preparation) -> None:
    """Make the bucket, and on MinIO the users with their rights. Raises `MinioException`, `HTTPError`."""
    url = urlsplit(preparation.s3_endpoint)
    keys = (preparation.s3_access_key, preparation.s3_secret_key)
    secure = url.scheme == "https"
    http = PoolManager(timeout=VAULT_SECONDS, retries=False)
    client = Minio(url.netloc, *keys, secure=secure, region="us-east-1", http_client=http)
    if not client.bucket_exists(preparation.s3_bucket):
        client.make_bucket(preparation.s3_bucket)
    if not preparation.s3_users:
        return
    provider = StaticProvider(*keys)
    admin = MinioAdmin(endpoint=url.netloc, credentials=provider, secure=secure, region="us-east-1", http_client=http)
    for name, policy in POLICIES.items():
        admin.policy_add(f"diwan-{name}", policy=policy)
    for name, right in RIGHTS.items():
        admin.user_add(f"diwan-{name}", preparation.s3_keys[name])
        admin.policy_set(f"diwan-{right}", user=f"diwan-{name}")
