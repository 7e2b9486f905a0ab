"""What each service finds in its environment: its own addresses and its own secrets, nobody else's."""

from importlib import import_module
from urllib.parse import urlunsplit

from deploy.local.credentials import Account, Credentials
from deploy.local.layout import Layout
from deploy.local.ports import Ports
from deploy.local.services import Service
from deploy.local.settings import Settings
from deploy.local.vault_keys import BUCKET, vault_key
from shared.messaging import topology

REPLICA_SET = "rs0"


CONNECTIONS = ("MONGO_URL", "AMQP_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY")
"""The variables, without a service's prefix, that hold what it signs in to the stores with."""


def mongo_url(settings: Settings, account: Account, database: str) -> str:
    """The connection string of one user of one database."""
    members = ",".join(settings.ports.at(name) for name in settings.mongods)
    query = f"replicaSet={REPLICA_SET}&authSource={database}"
    return urlunsplit(("mongodb", f"{account.name}:{account.password}@{members}", f"/{database}", query, ""))


def amqp_url(ports: Ports, user: str, password: str) -> str:
    """The broker's address for one user."""
    return urlunsplit(("amqp", f"{user}:{password}@{ports.at('rabbitmq')}", f"/{topology.VHOST}", "", ""))


def service_environment(settings: Settings, credentials: Credentials, service: Service) -> dict[str, str]:
    """The environment variables of one service: those that its settings have, and no others."""
    ports = settings.ports
    name = service.name
    values = {
        "MONGO_URL": mongo_url(settings, credentials.account("mongo", name), service.database),
        "MONGO_DATABASE": service.database,
        "AMQP_URL": amqp_url(ports, name, credentials.token(f"amqp-{name}")),
        "PUBLIC_URL": settings.url,
        "MAIL_DOMAIN": settings.mail_domain,
        "ISSUER": settings.issuer or settings.url,
        "JWKS_URL": settings.jwks_url or f"http://{settings.inside('directory')}/api/v1/jwks",
        "CONFIG_DIR": str(settings.config),
        "LOG_LEVEL": settings.log_level,
        "OTLP_ENDPOINT": settings.otlp_endpoint,
        "AUDIT_URL": settings.audit_url,
        **(_vault(ports, credentials, name) if service.vault or service.reads_vault else {}),
        **_own(settings, credentials, name),
    }
    known = import_module(f"services.{name}.settings").Settings.model_fields
    given = {service.prefix + key: value for key, value in values.items() if key.lower() in known}
    return given | dict(settings.overrides.get(name, {}))


def _vault(ports: Ports, credentials: Credentials, name: str) -> dict[str, str]:
    key = vault_key(credentials, name)
    return {
        "S3_ENDPOINT": f"http://{ports.at('s3')}",
        "S3_ACCESS_KEY": key.access,
        "S3_SECRET_KEY": key.secret,
        "S3_BUCKET": BUCKET,
    }


def _own(settings: Settings, credentials: Credentials, name: str) -> dict[str, str]:
    if name == "intake":
        tls = {"TLS_CERT": settings.tls_cert, "TLS_KEY": settings.tls_key} if settings.tls_cert else {}
        shared = {"SMTP_REUSE_PORT": "true"} if settings.replicas > 1 else {}
        return {"SMTP_HOST": settings.smtp_host, "SMTP_PORT": str(settings.smtp_port), **shared, **tls}
    if name == "notify":
        return {"RELAY_HOST": settings.relay_host, "RELAY_PORT": str(settings.relay_port)}
    if name == "directory":
        return {
            # Another issuer takes its place in signing people in, not in knowing units and people.
            "SIGN_IN": "false" if settings.issuer else "true",
            "SIGNING_KEY_FILE": str(credentials.signing_key_file()),
            "SEED_DIR": str(settings.config / "seed"),
            "DEMO_ACCOUNTS_FILE": str(Layout(settings.data).demo_accounts),
        }
    if name == "portal":
        return {
            **{
                f"{other.upper()}_URL": f"http://{settings.inside(other)}"
                for other in ("registry", "intake", "directory", "routing", "notify", "storage")
            },
            "FORM_SECRET": credentials.token("portal-forms"),
            "SESSION_SECRET": credentials.token("portal-sessions"),
        }
    return {}
