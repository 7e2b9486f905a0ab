"""When each process of the stack is ready."""

import http.client
import ssl
from collections.abc import Mapping
from functools import partial

from deploy.local.credentials import Credentials
from deploy.local.servers import rabbit, replica_set, weed
from deploy.local.servers.waiting import NotReadyError, Probe, accepts_connections
from deploy.local.settings import Settings
from deploy.local.vault_keys import ADMINISTRATOR, vault_key


def server_probes(settings: Settings, credentials: Credentials) -> Mapping[str, Probe]:
    """Process → how to see that it is ready."""
    ports = settings.ports
    return {
        "epmd": accepts_connections(ports.of("epmd")),
        **{name: partial(replica_set.probe, settings, name) for name in settings.mongods},
        "rabbitmq": lambda: rabbit.probe(ports),
        "weed": lambda: weed.probe(ports, vault_key(credentials, ADMINISTRATOR)),
        "relay": accepts_connections(ports.of("relay")),
        "nginx": accepts_connections(settings.http_port),
    }


def service_probe(settings: Settings, name: str) -> Probe:
    """A service is ready when it says so."""
    return lambda: _expect_ok("127.0.0.1", settings.ports.of(name), secure=False)


def gateway_probe(settings: Settings) -> Probe:
    """The gateway says 200 when every service is ready."""
    return lambda: _expect_ok("127.0.0.1", settings.http_port, secure=bool(settings.tls_cert))


def _expect_ok(host: str, port: int, *, secure: bool) -> None:
    if secure:
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host,
            port,
            timeout=5,
            context=ssl._create_unverified_context(),  # noqa: S323, SLF001 - made for the public name; this asks by address
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        body = answer.read(2000).decode("utf-8", "replace")
    except http.client.HTTPException as error:
        raise NotReadyError(f"{type(error).__name__} {error}") from error
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise NotReadyError(f"HTTP {answer.status}: {body}")
