"""RabbitMQ: its files before it starts, and when it is ready."""

import secrets
import socket

from deploy.local.credentials import Credentials, write_private
from deploy.local.environment import amqp_url
from deploy.local.installed import rabbitmq_version
from deploy.local.layout import Layout
from deploy.local.ports import Ports
from deploy.local.servers.waiting import NotReadyError
from deploy.rabbitmq.rendering import PLUGINS, render_configuration, render_definitions
from shared.messaging.topology import BACKUP, HEARD, OPERATOR

PROTOCOL_HEADER = b"AMQP\x00\x00\x09\x01"
METHOD_FRAME = b"\x01"


def write_configuration(ports: Ports, credentials: Credentials, layout: Layout) -> None:
    """Write what the broker reads as it starts: how to listen, and the users, queues and policies it shall have."""
    users = (OPERATOR, BACKUP, *HEARD)
    passwords = {user: credentials.token(f"amqp-{user}") for user in users}
    definitions = layout.run / "definitions.json"
    salts = {user: secrets.token_bytes(4) for user in users}
    write_private(definitions, render_definitions(passwords, salts, rabbitmq_version()))
    write_private(
        layout.run / "rabbitmq.conf",
        render_configuration(
            port=ports.of("rabbitmq"), metrics_port=ports.of("rabbitmq metrics"), definitions=definitions
        ),
    )
    write_private(layout.of("rabbitmq") / "enabled_plugins", PLUGINS)


def operator_url(ports: Ports, credentials: Credentials) -> str:
    """The broker's address for the operator's commands."""
    return amqp_url(ports, OPERATOR, credentials.token(f"amqp-{OPERATOR}"))


def probe(ports: Ports) -> None:
    """Ready when it greets as AMQP does: it listens only after everything, its definitions too, is loaded."""
    with socket.create_connection(("127.0.0.1", ports.of("rabbitmq")), timeout=2) as connection:
        connection.sendall(PROTOCOL_HEADER)
        if connection.recv(1) != METHOD_FRAME:
            raise NotReadyError("the broker does not greet yet")
