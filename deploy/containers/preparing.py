"""What fresh stores need before services use them: MongoDB's set and users, the bucket, and keys of MinIO.

All of it can be done again at any time: what is there stays, and passwords become those that are given. The broker needs
nothing of it: it reads its definitions itself.
"""

import json
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
from deploy.local.credentials import Account, other_name
from deploy.local.servers.mongo_users import OPERATORS, Client, ensure_users, remove_former_users
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
    mongo_accounts: Mapping[str, Account]
    """Service, or operators' command → its user."""
    s3_endpoint: str
    s3_bucket: str
    s3_access_key: str
    s3_secret_key: str
    s3_accounts: Mapping[str, Account]
    """Service, or operators' command → its access key, by name, and secret key."""
    s3_users: bool = True
    """Whether S3 is MinIO, whose users are made here; elsewhere they are given by whoever runs it."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the `DIWAN_PREPARE_…` variables; raises `KeyError` naming one that is missing."""

        def value(name: str) -> str:
            return environment[PREFIX + name]

        def account(name: str) -> Account:
            user, _, password = value(name).partition(":")
            return Account(name=user, password=password)

        users = (*(service.name for service in SERVICES if service.store), *OPERATORS)
        return cls(
            mongo_hosts=tuple(value("MONGO_HOSTS").split(",")),
            mongo_password=value("MONGO_PASSWORD"),
            mongo_accounts={name: account(f"MONGO_{name.upper()}") for name in users},
            s3_endpoint=value("S3_ENDPOINT"),
            s3_bucket=value("S3_BUCKET"),
            s3_access_key=value("S3_ACCESS_KEY"),
            s3_secret_key=value("S3_SECRET_KEY"),
            s3_accounts={name: account(f"S3_{name.upper()}") for name in RIGHTS},
            s3_users=value("S3_USERS") == "minio",
        )


def prepare_mongo(preparation: Preparation) -> None:
    """Make the set of these members, and a user per service. Raises `PyMongoError`, `DifferentMembersError`."""
    hosts = preparation.mongo_hosts
    with MongoClient(hosts[0], directConnection=True, **_administrator(preparation)) as first:
        _form_set(first, hosts)
    with _mongo(preparation) as client:
        ensure_users(client, preparation.mongo_accounts.__getitem__)


def retire_mongo(preparation: Preparation) -> None:
    """Remove whoever took turns with the users of now. Raises `PyMongoError`."""
    with _mongo(preparation) as client:
        remove_former_users(client, preparation.mongo_accounts.__getitem__)


def _mongo(preparation: Preparation) -> Client:
    hosts, account = list(preparation.mongo_hosts), _administrator(preparation)
    return MongoClient(hosts, replicaSet=REPLICA_SET, w="majority", journal=True, **account)


def _administrator(preparation: Preparation) -> Mapping[str, Any]:
    return {"username": ADMINISTRATOR, "password": preparation.mongo_password}


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
    """Make the bucket, and on MinIO the users with their rights.

    Raises `MinioException`, `MinioAdminException`, `HTTPError`.
    """
    url, keys = urlsplit(preparation.s3_endpoint), _vault_keys(preparation)
    client = Minio(url.netloc, *keys, secure=url.scheme == "https", region="us-east-1", http_client=_asking_once())
    if not client.bucket_exists(preparation.s3_bucket):
        client.make_bucket(preparation.s3_bucket)
    if not preparation.s3_users:
        return
    admin = _minio(preparation)
    for name, policy in POLICIES.items():
        admin.policy_add(f"diwan-{name}", policy=policy)
    for name, right in RIGHTS.items():
        account = preparation.s3_accounts[name]
        admin.user_add(account.name, account.password)
        admin.policy_set(f"diwan-{right}", user=account.name)


def retire_vault(preparation: Preparation) -> None:
    """Remove whoever took turns with MinIO's users of now. Raises `MinioAdminException`, `HTTPError`."""
    if not preparation.s3_users:
        return
    admin = _minio(preparation)
    there = json.loads(admin.user_list())
    for account in preparation.s3_accounts.values():
        if (former := other_name(account.name)) in there:
            admin.user_remove(former)


def _minio(preparation: Preparation) -> MinioAdmin:
    url = urlsplit(preparation.s3_endpoint)
    credentials = StaticProvider(*_vault_keys(preparation))
    return MinioAdmin(
        endpoint=url.netloc,
        credentials=credentials,
        secure=url.scheme == "https",
        region="us-east-1",
        http_client=_asking_once(),
    )


def _asking_once() -> PoolManager:
    return PoolManager(timeout=VAULT_SECONDS, retries=False)


def _vault_keys(preparation: Preparation) -> tuple[str, str]:
    return preparation.s3_access_key, preparation.s3_secret_key
