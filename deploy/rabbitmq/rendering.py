"""Fill in the broker's configuration: what `rabbitmq.conf` and `definitions.json` of one installation say."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from shared.messaging.definitions import definitions

STRATEGY = "dead-letter-strategy"
PLUGINS = "[rabbitmq_prometheus].\n"
"""The file of the plugins that the broker loads: what shows its queues to those who watch (deploy/watching)."""
FIRST_WITH_STRATEGY = (3, 10)
"""RabbitMQ's release notes: at-least-once dead-lettering came with 3.10 (Ubuntu 22.04 has 3.9)."""


def password_hash(password: str, salt: bytes) -> str:
    """A password as RabbitMQ keeps it: base64 of salt (4 bytes) and SHA-256 of salt and password.

    Source: RabbitMQ documentation, "Credentials and Passwords", computing a password hash.
    """
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode("ascii")


def render_definitions(
    passwords: Mapping[str, str], salts: Mapping[str, bytes], version: tuple[int, int] | None = None
) -> str:
    """The definitions (JSON) for users with these passwords; the topology is `shared.messaging.topology`'s.

    `version` is the broker's (major, minor); one that is not known is taken for a recent one.
    """
    hashes = {user: password_hash(password, salts[user]) for user, password in passwords.items()}
    rendered = definitions(hashes)
    if version is not None and version < FIRST_WITH_STRATEGY:
        rendered = _without_strategy(rendered)
    return json.dumps(rendered, ensure_ascii=False, indent=1, sort_keys=True)


def _without_strategy(definitions: Mapping[str, Any]) -> dict[str, Any]:
    # An older broker refuses to start with a policy it does not know; it dead-letters at most once.
    policies = [
        policy | {"definition": {key: value for key, value in policy["definition"].items() if key != STRATEGY}}
        for policy in definitions["policies"]
    ]
    return {**definitions, "policies": policies}


def render_configuration(
    *, port: int, metrics_port: int, definitions: Path, address: str = "127.0.0.1", memory: float = 0.3
) -> str:
    """`rabbitmq.conf` of a broker that listens there only, and shows its queues to Prometheus there, too.

    `memory` is the share of its machine's, or its container's, above which publishers wait.
    """
    template = Template((Path(__file__).parent / "rabbitmq.conf").read_text(encoding="utf-8"))
    return template.substitute(
        port=port, metrics_port=metrics_port, definitions=definitions, address=address, memory=memory
    )
