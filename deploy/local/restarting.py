"""A rolling restart: the services' processes one after another, each when the one before is ready again.

What is in files is read anew by it: certificates, and what the services sign in with.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deploy.local import certificate
from deploy.local.errors import StackError
from deploy.local.services import NAMES
from deploy.local.stack import Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted:
    """How one process went and came."""

    process: str
    exit_status: int
    seconds_to_end: float
    seconds_to_ready: float

    def __str__(self) -> str:
        """The same as a line."""
        return (
            f"{self.process:<10} ended after {self.seconds_to_end:4.1f} s, ready after {self.seconds_to_ready:4.1f} s"
        )


def restart(stack: Stack, processes: Sequence[str] = ()) -> Iterator[Restarted]:
    """Restart these processes in turn, or those of all services; says of each how it went when it is ready again.

    At the end the gateway shows the certificate that lies there now. Raises `StackError` when that cannot be used, and
    when a process does not come back; those after it run on as they are.
    """
    certificate.check(stack.settings)
    everything = (process for name in NAMES for process in stack.settings.processes(name))
    for process in processes or everything:
        yield _restarted(stack, process)
    if stack.settings.tls_cert:
        stack.read_anew("nginx", lambda: certificate.probe(stack.settings))


def _restarted(stack: Stack, process: str) -> Restarted:
    began = time.monotonic()
    stack.stop_process(process)
    ended = time.monotonic()
    status = stack.exit_status(process)
    stack.start_process(process)
    if status != 0:
        raise StackError(f"{process} did not end in good order (status {status}); see {stack.layout.log(process)}")
    return Restarted(
        process=process,
        exit_status=status,
        seconds_to_end=ended - began,
        seconds_to_ready=time.monotonic() - ended,
    )
