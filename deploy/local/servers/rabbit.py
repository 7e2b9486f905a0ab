"""RabbitMQ: its files before it starts, when it is ready, and new passwords while it runs."""

import os
import secrets
import socket
import subprocess
from pathlib import Path

from deploy.local.credentials import Credentials, write_private
from deploy.local.environment import amqp_url
from deploy.local.errors import StackError
from deploy.local.installed import rabbitmq_server, rabbitmq_version
from deploy.local.layout import Layout
from deploy.local.ports import Ports
from deploy.local.programs import broker_environment
from deploy.local.servers.waiting import NotReadyError
from deploy.local.settings import Settings
from deploy.rabbitmq.rendering import PLUGINS, render_configuration, render_definitions
from shared.messaging.topology import BACKUP, HEARD, OPERATOR

PROTOCOL_HEADER = b"AMQP\x00\x00\x09\x01"
METHOD_FRAME = b"\x01"
USERS = (OPERATOR, BACKUP, *HEARD)
SECONDS_TO_IMPORT = 120


def write_configuration(ports: Ports, credentials: Credentials, layout: Layout) -> None:
    """Write what the broker reads as it starts: how to listen, and the users, queues and policies it shall have."""
    definitions = write_definitions(credentials, layout)
    write_private(
        layout.run / "rabbitmq.conf",
        render_configuration(
            port=ports.of("rabbitmq"), metrics_port=ports.of("rabbitmq metrics"), definitions=definitions
        ),
    )
    write_private(layout.of("rabbitmq") / "enabled_plugins", PLUGINS)


def write_definitions(credentials: Credentials, layout: Layout) -> Path:
    """Write the users, queues and policies that it shall have; returns the path of the file, which holds no password."""
    passwords = {user: credentials.token(f"amqp-{user}") for user in USERS}
    salts = {user: secrets.token_bytes(4) for user in USERS}
    path = layout.run / "definitions.json"
    write_private(path, render_definitions(passwords, salts, rabbitmq_version()))
    return path


def exchange_passwords(settings: Settings, credentials: Credentials, layout: Layout) -> None:
    """Give every user another password. Connections that are open stay so. Raises `StackError` when the broker refuses."""
    for user in USERS:
        credentials.renew(f"amqp-{user}")
    command = [str(Path(rabbitmq_server()).with_name("rabbitmqctl")), "import_definitions"]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*command, str(write_definitions(credentials, layout))],
        env=environment | broker_environment(settings, layout),
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_IMPORT,
        check=False,
    )
    if done.returncode:
        raise StackError(f"RabbitMQ took no new passwords: {done.stdout}{done.stderr}")


def operator_url(ports: Ports, credentials: Credentials) -> str:
    """The broker's address for the operator's commands."""
    return amqp_url(ports, OPERATOR, credentials.token(f"amqp-{OPERATOR}"))


def probe(ports: Ports) -> None:
    """Ready when it greets as AMQP does: it listens only after everything, its definitions too, is loaded."""
    with socket.create_connection(("127.0.0.1", ports.of("rabbitmq")), timeout=2) as connection:
        connection.sendall(PROTOCOL_HEADER)
        if connection.recv(1) != METHOD_FRAME:
            raise NotReadyError("the broker does not greet yet")
