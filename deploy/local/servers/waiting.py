"""Wait for a process to be ready, and say why not when it is not."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

from deploy.local.errors import StackError
from deploy.local.supervision.control import Supervisor

Probe = Callable[[], None]
"""Returns when ready; raises `NotReadyError` (or `OSError`) when not yet."""

FAILING = frozenset({"BACKOFF", "FATAL", "EXITED"})
SECONDS_OF_FAILING = 8.0
"""A process that supervisor has been unable to keep alive for so long will not come."""
PAUSE_SECONDS = 0.1


class NotReadyError(Exception):
    """Not ready yet; the message says what was answered."""


def wait_until_ready(name: str, probe: Probe, *, supervisor: Supervisor, log: Path, seconds: float = 120) -> float:
    """Wait for one process; returns the seconds it took, raises `StackError` with the tail of its log."""
    began = time.monotonic()
    failing_since: float | None = None
    while True:
        try:
            probe()
        except (NotReadyError, OSError) as error:
            answer = str(error)
        else:
            return time.monotonic() - began
        now = time.monotonic()
        state = supervisor.status(name).state
        if state in FAILING:
            failing_since = failing_since or now
        elif state == "RUNNING":  # STARTING is only the next attempt
            failing_since = None
        keeps_ending = state in FAILING and failing_since is not None and now - failing_since > SECONDS_OF_FAILING
        if keeps_ending or now - began > seconds:
            what = "keeps ending" if keeps_ending else f"is not ready after {now - began:.0f} s"
            raise StackError(f"{name} {what} ({answer}). The end of {log}:\n{tail(log)}")
        time.sleep(PAUSE_SECONDS)


def tail(log: Path, lines: int = 15, width: int = 400) -> str:
    """The last lines of a log."""
    try:
        text = log.read_bytes()[-64_000:].decode("utf-8", "replace")
    except OSError as error:
        return f"    ({error})"
    return "\n".join("    " + line[:width] for line in text.splitlines()[-lines:])


def accepts_connections(port: int) -> Probe:
    """A probe: something listens on that port of this machine."""

    def probe() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            pass

    return probe
