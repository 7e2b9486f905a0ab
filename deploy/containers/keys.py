"""The secrets of an installation in containers: made once, then handed out as files, as environment and as Secrets."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from deploy.containers.choices import Kept
from deploy.containers.pods import NAMESPACE, Json, labels, secret_name
from deploy.local.credentials import Credentials, write_private
from deploy.local.services import SERVICES, Service
from deploy.local.vault_keys import ADMINISTRATOR, RESTORE, render_identities, vault_key
from deploy.rabbitmq.rendering import render_definitions
from shared.messaging.topology import BACKUP, HEARD, OPERATOR, VHOST

Secrets = Mapping[str, Mapping[str, str]]
"""Holder → key → value."""

READABLE = 0o444
"""Files for containers, whose users are nobody of this machine; their folder lets nobody else of this machine in."""


MONGO = ("mongo-user", "mongo-password")
S3 = ("s3-access-key", "s3-secret-key")


def _keys_of(service: Service) -> tuple[str, ...]:
    return (
        *(MONGO if service.store else ()),
        *(("amqp-password",) if service.events else ()),
        *(S3 if service.vault or service.reads_vault else ()),
        *(("signing-key.pem",) if service.name == "directory" else ()),
        *(("form-secret", "session-secret") if service.name == "portal" else ()),
    )


HELD: Mapping[str, tuple[str, ...]] = {
    **{service.name: _keys_of(service) for service in SERVICES},
    "mongodb": ("admin-password", "keyfile"),
    "rabbitmq": ("definitions.json", "operator-url"),
    "s3": ("access-key", "secret-key", "identities.json"),
    "accounts": ("accounts",),
    # operators' commands, which have users of their own
    BACKUP: (*MONGO, "amqp-password", *S3),
    RESTORE: (*MONGO, "amqp-password", *S3),
}
"""Holder → its keys: what an installation has to have, wherever it keeps it."""


def make_keys(folder: Path) -> None:
    """Make what is missing under `made/`, and write what containers read: `compose.env`, `files/`, `secrets.yaml`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    kept = all_secrets(Credentials(folder / "made", folder / "accounts.txt"))
    write_private(folder / "compose.env", render_environment(kept))
    write_private(folder / "secrets.yaml", render_manifests(kept))
    files = folder / "files"
    files.mkdir(exist_ok=True)
    for name, text in files_of(kept).items():
        write_private(files / name, text)
        (files / name).chmod(READABLE)


def exchange_keys(folder: Path) -> None:
    """Give everybody another user in MongoDB, another key to the vault, another password at the broker; the rest stays.

    The administrators of MongoDB and of the vault are not among them: they are who makes the others.
    """
    credentials = Credentials(folder / "made", folder / "accounts.txt")
    for holder, keys in HELD.items():
        for store in [name for name, pair in (("mongo", MONGO), ("s3", S3)) if set(pair) <= set(keys)]:
            credentials.next_account(store, holder)
            credentials.take_next(store, holder)
    for user in (OPERATOR, BACKUP, *HEARD):
        credentials.renew(f"amqp-{user}")
    make_keys(folder)


def all_secrets(credentials: Credentials) -> Secrets:
    """Every secret of `HELD`."""
    passwords = {user: credentials.token(f"amqp-{user}") for user in (OPERATOR, BACKUP, *HEARD)}
    administrator = vault_key(credentials, ADMINISTRATOR)
    made: Mapping[str, Callable[[str], str]] = {
        "mongo-user": lambda holder: credentials.account("mongo", holder).name,
        "mongo-password": lambda holder: credentials.account("mongo", holder).password,
        # restoring publishes and purges, which is the operator's right
        "amqp-password": lambda holder: passwords[OPERATOR if holder == RESTORE else holder],
        "s3-access-key": lambda holder: vault_key(credentials, holder).access,
        "s3-secret-key": lambda holder: vault_key(credentials, holder).secret,
        "signing-key.pem": lambda _: credentials.signing_key_file().read_text(encoding="ascii"),
        "form-secret": lambda _: credentials.token("portal-forms"),
        "session-secret": lambda _: credentials.token("portal-sessions"),
        "admin-password": lambda _: credentials.token("mongo-admin"),
        "keyfile": lambda _: credentials.mongo_key_file().read_text(encoding="ascii"),
        "definitions.json": lambda _: render_definitions(
            passwords, {user: _salt(password) for user, password in passwords.items()}
        ),
        "operator-url": lambda _: f"amqp://{OPERATOR}:{passwords[OPERATOR]}@rabbitmq.{NAMESPACE}.svc:5672/{VHOST}",
        "access-key": lambda _: administrator.access,
        "secret-key": lambda _: administrator.secret,
        "identities.json": lambda _: render_identities(credentials),
        "accounts": lambda _: "".join(f"{name} {word}\n" for name, word in credentials.demo_accounts().items()),
    }
    return {holder: {key: made[key](holder) for key in keys} for holder, keys in HELD.items()}


def render_environment(kept: Secrets) -> str:
    """The secrets that the compose file puts into environments, `NAME=value` a line; those of several lines are files."""
    lines = (
        f"{Kept(holder, key).variable}={value}"
        for holder, keys in kept.items()
        for key, value in keys.items()
        if "\n" not in value
    )
    return "".join(f"{line}\n" for line in lines)


def references() -> list[Json]:
    """An ExternalSecret for each holder: where the body's own vault has what `render_manifests` would write."""
    return [
        {
            "apiVersion": "external-secrets.io/v1",
            "kind": "ExternalSecret",
            "metadata": {"name": secret_name(holder), "labels": labels(secret_name(holder), "secret")},
            "spec": {
                "refreshInterval": "1h",
                "secretStoreRef": {"kind": "ClusterSecretStore", "name": "diwan"},
                "target": {"name": secret_name(holder), "creationPolicy": "Owner"},
                "data": [{"secretKey": key, "remoteRef": {"key": f"diwan/{holder}", "property": key}} for key in keys],
            },
        }
        for holder, keys in HELD.items()
    ]


def render_manifests(kept: Secrets) -> str:
    """The Secrets of a cluster (YAML)."""
    objects = [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": secret_name(holder), "namespace": NAMESPACE},
            "stringData": dict(keys),
        }
        for holder, keys in kept.items()
    ]
    return yaml.safe_dump_all(objects, sort_keys=False)


def files_of(kept: Secrets) -> Mapping[str, str]:
    """What containers of the compose file read as files: name → text."""
    return {
        "mongo.key": kept["mongodb"]["keyfile"],
        "definitions.json": kept["rabbitmq"]["definitions.json"],
        "identities.json": kept["s3"]["identities.json"],
        "signing-key.pem": kept["directory"]["signing-key.pem"],
        "accounts": kept["accounts"]["accounts"],
    }


def _salt(password: str) -> bytes:
    # Of the password, which is random: the same definitions every time, so that nothing changes when nothing did.
    return hashlib.sha256(b"salt" + password.encode()).digest()[:4]
