"""What each container finds in its environment: the variables of its service's settings, and no others."""

from collections.abc import Mapping
from importlib import import_module

from deploy.containers.choices import ANYWHERE, PORT, REPLICA_SET, SMTP_PORT, Chosen, Kept, Value
from deploy.local.servers.mongo_users import OPERATORS
from deploy.local.services import SERVICES, Service
from deploy.local.vault_keys import RIGHTS
from shared.messaging import topology

CONFIG = "/app/config"
"""Where the image has request types, rules and first people; a volume may take its place."""
KEYS = "/run/diwan/keys"
ACCOUNTS = "/run/diwan/accounts"


def service_variables(service: Service) -> dict[str, Value]:
    """Variable → value, for one service."""
    name = service.name
    values: dict[str, Value] = {
        "MONGO_URL": mongo_url(service),
        "MONGO_DATABASE": (service.database,),
        "AMQP_URL": (f"amqp://{name}:", Kept(name, "amqp-password"), f"@rabbitmq:5672/{topology.VHOST}"),
        "PUBLIC_URL": (Chosen("public-url"),),
        "MAIL_DOMAIN": (Chosen("mail-domain"),),
        "ISSUER": (Chosen("issuer"),),
        "JWKS_URL": (Chosen("jwks-url"),),
        "CONFIG_DIR": (CONFIG,),
        "LOG_LEVEL": (Chosen("log-level"),),
        "OTLP_ENDPOINT": (Chosen("otlp-endpoint"),),
        "AUDIT_URL": (Chosen("audit-url"),),
        **(_vault(name) if service.vault or service.reads_vault else {}),
        **_own(name),
    }
    known = import_module(f"services.{name}.settings").Settings.model_fields
    return {service.prefix + key: value for key, value in values.items() if key.lower() in known}


def stores_variables() -> dict[str, Value]:
    """Variable → value for what works on every database: its own prefix and connection string per service."""
    stores = [service for service in SERVICES if service.store]
    return {service.prefix + "MONGO_URL": mongo_url(service) for service in stores} | {
        service.prefix + "MONGO_DATABASE": (service.database,) for service in stores
    }


def prepare_variables() -> dict[str, Value]:
    """Variable → value for the command that makes users, bucket and keys."""
    stores = (*(service.name for service in SERVICES if service.store), *OPERATORS)
    return {
        "DIWAN_PREPARE_MONGO_HOSTS": (Chosen("mongo-hosts"),),
        "DIWAN_PREPARE_MONGO_PASSWORD": (Kept("mongodb", "admin-password"),),
        "DIWAN_PREPARE_S3_ENDPOINT": (Chosen("s3-endpoint"),),
        "DIWAN_PREPARE_S3_BUCKET": (Chosen("s3-bucket"),),
        "DIWAN_PREPARE_S3_USERS": (Chosen("s3-users"),),
        "DIWAN_PREPARE_S3_ACCESS_KEY": (Kept("s3", "access-key"),),
        "DIWAN_PREPARE_S3_SECRET_KEY": (Kept("s3", "secret-key"),),
        **{f"DIWAN_PREPARE_MONGO_{name.upper()}": _mongo_account(name) for name in stores},
        **{
            f"DIWAN_PREPARE_S3_{name.upper()}": (Kept(name, "s3-access-key"), ":", Kept(name, "s3-secret-key"))
            for name in RIGHTS
        },
    }


def backup_variables() -> dict[str, Value]:
    """Variable → value for backing up; where to, an installation says itself."""
    return _of_backups("backup", broker_user=topology.BACKUP)


def restore_variables() -> dict[str, Value]:
    """The same for restoring, by users that may write."""
    return _of_backups("restore", broker_user=topology.OPERATOR)


def _of_backups(holder: str, *, broker_user: str) -> dict[str, Value]:
    query = f"/?replicaSet={REPLICA_SET}&authSource=admin"
    values: dict[str, Value] = {
        "MONGO_URL": ("mongodb://", *_mongo_account(holder), "@", Chosen("mongo-hosts"), query),
        "AMQP_URL": (f"amqp://{broker_user}:", Kept(holder, "amqp-password"), f"@rabbitmq:5672/{topology.VHOST}"),
        **_vault(holder),
    }
    return {f"DIWAN_BACKUP_{name}": value for name, value in values.items()}


def mongo_url(service: Service) -> Value:
    """The connection string of a service's own user."""
    query = f"?replicaSet={REPLICA_SET}&authSource={service.database}"
    account = _mongo_account(service.name)
    return ("mongodb://", *account, "@", Chosen("mongo-hosts"), f"/{service.database}{query}")


def _mongo_account(holder: str) -> Value:
    return (Kept(holder, "mongo-user"), ":", Kept(holder, "mongo-password"))


def _vault(name: str) -> Mapping[str, Value]:
    return {
        "S3_ENDPOINT": (Chosen("s3-endpoint"),),
        "S3_ACCESS_KEY": (Kept(name, "s3-access-key"),),
        "S3_SECRET_KEY": (Kept(name, "s3-secret-key"),),
        "S3_BUCKET": (Chosen("s3-bucket"),),
    }


def _own(name: str) -> Mapping[str, Value]:
    if name == "intake":
        return {"SMTP_HOST": (ANYWHERE,), "SMTP_PORT": (str(SMTP_PORT),)}
    if name == "notify":
        return {"RELAY_HOST": (Chosen("relay-host"),), "RELAY_PORT": (Chosen("relay-port"),)}
    if name == "directory":
        return {
            "SIGN_IN": (Chosen("sign-in"),),
            "SIGNING_KEY_FILE": (f"{KEYS}/signing-key.pem",),
            "SEED_DIR": (f"{CONFIG}/seed",),
            "DEMO_ACCOUNTS_FILE": (f"{ACCOUNTS}/accounts",),
        }
    if name == "portal":
        others = ("registry", "intake", "directory", "routing", "notify", "storage")
        return {
            **{f"{other.upper()}_URL": (f"http://{other}:{PORT}",) for other in others},
            "FORM_SECRET": (Kept("portal", "form-secret"),),
            "SESSION_SECRET": (Kept("portal", "session-secret"),),
        }
    return {}
