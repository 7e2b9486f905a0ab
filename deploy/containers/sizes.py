"""What each workload asks of its node, from what was measured (docs/scaling.md, bench/results)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What one process asks for, and what it may take at most."""

    cpu: str
    """Asked for: what 50 documents a second take."""
    most_cpu: str
    """A process of Python works on one core; where it has helpers (readers, printings, drawings, passwords), on two."""
    memory: str
    """Asked for: what it had at the end of 29,339 documents."""
    most_memory: str
    """The same with all that its settings allow at a time: mail in hand, documents in mails, printings, drawings."""


SIZES: Mapping[str, Size] = {
    "directory": Size(cpu="50m", most_cpu="2", memory="160Mi", most_memory="512Mi"),
    # holds up to 512 MiB of mail in hand
    "intake": Size(cpu="200m", most_cpu="2", memory="256Mi", most_memory="1Gi"),
    "registry": Size(cpu="75m", most_cpu="1", memory="192Mi", most_memory="512Mi"),
    "routing": Size(cpu="50m", most_cpu="2", memory="192Mi", most_memory="768Mi"),
    # four connections with 10 MiB of documents each, five times in memory
    "notify": Size(cpu="100m", most_cpu="1", memory="192Mi", most_memory="512Mi"),
    "storage": Size(cpu="50m", most_cpu="1", memory="192Mi", most_memory="512Mi"),
    "portal": Size(cpu="100m", most_cpu="2", memory="192Mi", most_memory="768Mi"),
    "gateway": Size(cpu="50m", most_cpu="1", memory="64Mi", most_memory="256Mi"),
    "relay": Size(cpu="10m", most_cpu="1", memory="64Mi", most_memory="256Mi"),
    # commands that run once
    "prepare": Size(cpu="50m", most_cpu="1", memory="128Mi", most_memory="256Mi"),
    "retire": Size(cpu="50m", most_cpu="1", memory="128Mi", most_memory="256Mi"),
    "migrate": Size(cpu="100m", most_cpu="1", memory="128Mi", most_memory="512Mi"),
    "contract": Size(cpu="100m", most_cpu="1", memory="128Mi", most_memory="512Mi"),
    "backup": Size(cpu="100m", most_cpu="1", memory="256Mi", most_memory="1Gi"),
    "restore": Size(cpu="100m", most_cpu="1", memory="256Mi", most_memory="1Gi"),
}

FEWEST, MOST = 2, 6
"""Processes of each service where they are scaled: two for the loss of one, six for load."""
BUSY_PERCENT = 70
"""Of the processor time asked for; above it another process is started."""
