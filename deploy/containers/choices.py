"""What an installation chooses, and what is written down for it when it chooses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

PORT = 8000
"""Of every service, in its own container."""
SMTP_PORT = 2525
GATEWAY_PORT = 8080
READINESS_PORT = 8081
RELAY_PORT = 2500
"""Of the relay that catches mail."""
REPLICA_SET = "rs0"
ANYWHERE = "0.0.0.0"  # noqa: S104 - a container's only address; network policies say who reaches it
TEMPORARY = "/tmp"  # noqa: S108 - the container's own, which nobody else sees


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of the installation, by its name in `CHOICES`."""

    key: str

    @property
    def variable(self) -> str:
        """Its name in the environment: that of the local stack, where it has the same choice."""
        return f"DIWAN_{self.key.replace('-', '_').upper()}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A secret, by the object that holds it and its key there."""

    holder: str
    key: str

    @property
    def variable(self) -> str:
        """Its name in the environment that the compose file is read with."""
        return f"DIWAN_KEY_{self.holder}_{self.key}".replace("-", "_").upper()


Value = tuple[str | Chosen | Kept, ...]
"""The value of an environment variable, in parts."""

CHOICES: Mapping[str, Value] = {
    "public-url": ("http://localhost:", Chosen("http-port")),
    "http-port": ("8080",),
    "smtp-port": ("2525",),
    "mail-domain": ("diwan.example",),
    "issuer": (Chosen("public-url"),),
    "jwks-url": (f"http://directory:{PORT}/api/v1/jwks",),
    "sign-in": ("true",),
    "mongo-hosts": ("mongodb:27017",),
    "s3-endpoint": ("http://s3:9000",),
    "s3-bucket": ("diwan-vault",),
    "s3-users": ("minio",),
    "relay-host": ("relay",),
    "relay-port": (str(RELAY_PORT),),
    "log-level": ("INFO",),
    "otlp-endpoint": ("",),
    "audit-url": ("",),
}
"""Choice → what it is in the compose file unless told. On a cluster each overlay says them all."""

OF_THE_HOST = ("http-port", "smtp-port")
"""Choices about the machine that the compose file runs on; a cluster has no use for them."""
