"""Which process listens where. Everything internal is `DIWAN_PORT_BASE` plus a number from the one table here."""

import random
import socket
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deploy.local.errors import StackError
from deploy.local.services import NAMES, replicas

OFFSETS: Mapping[str, int] = {
    "mongod": 0,
    "rabbitmq": 1,
    "rabbitmq distribution": 2,
    "epmd": 3,
    "s3": 4,
    "s3 grpc": 5,
    "weed master": 6,
    "weed master grpc": 7,
    "weed volume": 8,
    "weed volume grpc": 9,
    "weed filer": 10,
    "weed filer grpc": 11,
    "relay": 12,
    "mongod2": 13,
    "mongod3": 14,
    "gateway readiness": 15,
    "rabbitmq metrics": 16,
    # one per service, in the order of the table of services
    **{name: 20 + index for index, name in enumerate(NAMES)},
    **{replicas(name)[1]: 30 + index for index, name in enumerate(NAMES)},
    # where services find each other when there are several processes of each
    **{f"{name} inside": 40 + index for index, name in enumerate(NAMES)},
}
"""Process (or one of its doors) → what is added to the base."""

BLOCK = 50
"""How many ports from the base on belong to one stack."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The internal ports of one stack."""

    base: int

    def of(self, name: str) -> int:
        """The port of a process or of one of its doors, by its name in `OFFSETS`."""
        return self.base + OFFSETS[name]

    def at(self, name: str) -> str:
        """`127.0.0.1:port` of a process."""
        return f"127.0.0.1:{self.of(name)}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A port the stack is about to use, and the variable that would move it."""

    purpose: str
    host: str
    port: int
    variable: str


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens on that port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # as the servers do: connections that are only lingering do not count
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
        return True


def refuse_taken(claims: Iterable[Claim]) -> None:
    """Raise `StackError` naming every port that is taken or meant twice, with the variable that changes it."""
    claims = list(claims)
    uses = Counter(claim.port for claim in claims)
    unusable = [claim for claim in claims if uses[claim.port] > 1 or not is_free(claim.port, claim.host)]
    if not unusable:
        return
    lines = ["ports that Diwan would use are taken by another program, or meant for two things at once:"]
    for variable in dict.fromkeys(claim.variable for claim in unusable):
        ports = ", ".join(f"{claim.port} ({claim.purpose})" for claim in unusable if claim.variable == variable)
        lines.append(f"  {ports}: set {variable} to use another")
    raise StackError("\n".join(lines))


def free_port_block(n: int = BLOCK + 2) -> int:
    """Find `n` consecutive ports on 127.0.0.1 that nobody listens on; returns the first.

    Below the range the kernel hands out for outgoing connections, so that they stay free until they are used.
    """
    dice = random.SystemRandom()
    for _ in range(200):
        base = dice.randrange(20000, 32000 - n)
        if all(is_free(port) for port in range(base, base + n)):
            return base
    raise StackError(f"no {n} consecutive free ports between 20000 and 32000")
