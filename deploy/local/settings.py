"""What can be chosen about a local stack, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from deploy.local.errors import StackError
from deploy.local.ports import BLOCK, Claim, Ports, free_port_block
from deploy.local.ports import OFFSETS as INTERNAL
from deploy.local.services import MOST_REPLICAS, SERVICES, replicas

MONGO_MEMBERS = ("mongod", "mongod2", "mongod3")
"""The processes that can be members of MongoDB's replica set."""

REPOSITORY = Path(__file__).resolve().parents[2]
"""The checkout this runs from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One local stack: where its data are, where it listens, how it is limited."""

    data: Path
    """Folder of everything the stack keeps (DIWAN_DATA)."""
    http_port: int = 8080
    """The gateway's port (DIWAN_HTTP_PORT)."""
    smtp_port: int = 2525
    """The port that mail comes in by (DIWAN_SMTP_PORT)."""
    port_base: int = 18000
    """The first of the internal ports (DIWAN_PORT_BASE)."""
    http_host: str = "127.0.0.1"
    """The address the gateway listens on (DIWAN_HTTP_HOST); 0.0.0.0 opens it to the network."""
    smtp_host: str = "127.0.0.1"
    """The address mail comes in by (DIWAN_SMTP_HOST)."""
    mongo_members: int = 1
    """Members of MongoDB's replica set, 1 or 3 (DIWAN_MONGO_MEMBERS); with 3 it goes on when any one of them is lost."""
    replicas: int = 1
    """Processes of every service, 1 or 2 (DIWAN_REPLICAS); with 2 one answers while the other is restarted."""
    smtp_relay: str = ""
    """host:port of the server that takes outgoing mail (DIWAN_SMTP_RELAY); empty: a local one, into a Maildir."""
    public_url: str = ""
    """Where people reach the gateway (DIWAN_PUBLIC_URL); empty: this machine."""
    mail_domain: str = "diwan.example"
    """Domain of the registry's addresses (DIWAN_MAIL_DOMAIN)."""
    tls_cert: str = ""
    """PEM certificate chain for HTTPS and STARTTLS (DIWAN_TLS_CERT)."""
    tls_key: str = ""
    """Its private key (DIWAN_TLS_KEY)."""
    issuer: str = ""
    """Another OpenID Connect issuer in place of directory (DIWAN_ISSUER)."""
    jwks_url: str = ""
    """The public keys of that issuer (DIWAN_JWKS_URL)."""
    log_level: str = "INFO"
    """Of all services (DIWAN_LOG_LEVEL)."""
    otlp_endpoint: str = ""
    """Where traces go; empty: nowhere (DIWAN_OTLP_ENDPOINT)."""
    audit_url: str = ""
    """Where people's deeds are sent on; empty: nowhere (DIWAN_AUDIT_URL)."""
    client_rate: int = 300
    """Requests per second that one client address may make (DIWAN_CLIENT_RATE)."""
    client_connections: int = 100
    """Connections that one client address may hold (DIWAN_CLIENT_CONNECTIONS)."""
    token_rate: int = 120
    """Sign-ins per minute from one client address (DIWAN_TOKEN_RATE)."""
    config: Path = REPOSITORY / "config"
    """Request types, rules and demo data (DIWAN_CONFIG)."""
    overrides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Further environment per service, by its name: a service's own settings (DIWAN_<SERVICE>_…)."""

    def __post_init__(self) -> None:
        if self.mongo_members not in (1, len(MONGO_MEMBERS)):
            raise StackError("DIWAN_MONGO_MEMBERS must be 1 or 3: of two, neither is a majority without the other")
        if not 1 <= self.replicas <= MOST_REPLICAS:
            raise StackError(f"DIWAN_REPLICAS must be a whole number from 1 to {MOST_REPLICAS}")
        if bool(self.tls_cert) != bool(self.tls_key):
            raise StackError("DIWAN_TLS_CERT and DIWAN_TLS_KEY belong together: set both or none")
        if bool(self.issuer) != bool(self.jwks_url):
            raise StackError("DIWAN_ISSUER and DIWAN_JWKS_URL belong together: set both or none")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the `DIWAN_…` variables; raises `StackError` when one makes no sense."""

        def text(name: str, default: str = "") -> str:
            return environment.get(f"DIWAN_{name}", "") or default

        def number(name: str, default: int, highest: int = 10**9) -> int:
            value = text(name, str(default))
            if not value.isascii() or not value.isdecimal() or not 1 <= int(value) <= highest:
                raise StackError(f"DIWAN_{name} must be a whole number from 1 to {highest}, not {value!r}")
            return int(value)

        def file(name: str) -> str:
            value = text(name)
            if value and not Path(value).is_file():
                raise StackError(f"DIWAN_{name} names no file: {value}")
            return str(Path(value).resolve()) if value else ""

        return cls(
            data=Path(text("DATA", "var")).resolve(),
            http_port=number("HTTP_PORT", 8080, 65535),
            smtp_port=number("SMTP_PORT", 2525, 65535),
            port_base=number("PORT_BASE", 18000, 65535 - BLOCK),
            http_host=text("HTTP_HOST", "127.0.0.1"),
            smtp_host=text("SMTP_HOST", "127.0.0.1"),
            mongo_members=number("MONGO_MEMBERS", 1, len(MONGO_MEMBERS)),
            replicas=number("REPLICAS", 1, MOST_REPLICAS),
            smtp_relay=_relay(text("SMTP_RELAY")),
            public_url=text("PUBLIC_URL").rstrip("/"),
            mail_domain=text("MAIL_DOMAIN", "diwan.example"),
            tls_cert=file("TLS_CERT"),
            tls_key=file("TLS_KEY"),
            issuer=text("ISSUER"),
            jwks_url=text("JWKS_URL"),
            log_level=text("LOG_LEVEL", "INFO").upper(),
            otlp_endpoint=text("OTLP_ENDPOINT"),
            audit_url=text("AUDIT_URL"),
            client_rate=number("CLIENT_RATE", 300),
            client_connections=number("CLIENT_CONNECTIONS", 100),
            token_rate=number("TOKEN_RATE", 120),
            config=Path(text("CONFIG", str(REPOSITORY / "config"))).resolve(),
            overrides={service.name: _of_service(service.prefix, environment) for service in SERVICES},
        )

    @classmethod
    def private(cls, data: Path) -> Self:
        """A stack of its own in that folder, on ports nobody uses, without limits per client: for tests and benches."""
        base = free_port_block(BLOCK + 2)
        unlimited = 1_000_000
        return cls(
            data=data,
            port_base=base,
            http_port=base + BLOCK,
            smtp_port=base + BLOCK + 1,
            client_rate=unlimited,
            client_connections=60_000,
            token_rate=unlimited,
        )

    def with_overrides(self, service: str, **variables: str) -> Self:
        """The same with further environment for one service (names without its prefix, in lower case)."""
        mine = dict(self.overrides.get(service, {}))
        mine |= {f"DIWAN_{service.upper()}_{name.upper()}": value for name, value in variables.items()}
        return replace(self, overrides={**self.overrides, service: mine})

    @property
    def ports(self) -> Ports:
        """The internal ports."""
        return Ports(self.port_base)

    @property
    def mongods(self) -> tuple[str, ...]:
        """The processes that are members of MongoDB's replica set."""
        return MONGO_MEMBERS[: self.mongo_members]

    def processes(self, service: str) -> tuple[str, ...]:
        """The processes of one service."""
        return replicas(service, self.replicas)

    def inside(self, service: str) -> str:
        """`host:port` where other services find this one: itself, or the gateway's inner door when there are several."""
        return self.ports.at(service if self.replicas == 1 else f"{service} inside")

    @property
    def scheme(self) -> str:
        """It is https when there is a certificate."""
        return "https" if self.tls_cert else "http"

    @property
    def url(self) -> str:
        """Where people reach the gateway."""
        return self.public_url or f"{self.scheme}://localhost:{self.http_port}"

    @property
    def relay_host(self) -> str:
        """The server that takes outgoing mail."""
        return self.smtp_relay.rpartition(":")[0].strip("[]") or "127.0.0.1"

    @property
    def relay_port(self) -> int:
        """Its port."""
        return int(self.smtp_relay.rpartition(":")[2] or self.ports.of("relay"))

    def claims(self) -> list[Claim]:
        """Every port this stack will listen on."""
        return [
            Claim("the gateway", self.http_host, self.http_port, "DIWAN_HTTP_PORT"),
            Claim("incoming mail", self.smtp_host, self.smtp_port, "DIWAN_SMTP_PORT"),
            *(Claim(name, "127.0.0.1", self.ports.of(name), "DIWAN_PORT_BASE") for name in INTERNAL),
        ]


def _of_service(prefix: str, environment: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(prefix)}


def _relay(value: str) -> str:
    host, _, port = value.rpartition(":")
    if value and not (host and port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):  # noqa: PLR2004 - ports
        raise StackError(f"DIWAN_SMTP_RELAY must be host:port, not {value!r}")
    return value
