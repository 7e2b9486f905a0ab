"""What letters cost, by process."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.figures import growth, per_document
from bench.letters import Copy
from bench.million.database import connected
from bench.million.feeding import feed
from bench.processes import stack_processes, usage
from deploy.local.stack import Stack


@dataclass(slots=True)
class Cost:
    """What so many documents have cost one stack, round by round, and what its processes hold."""

    documents: int = 0
    cpu_ms: Counter[str] = field(default_factory=Counter)
    rounds: list[float] = field(default_factory=list)
    """CPU milliseconds a document."""
    memory_mb: Mapping[str, float] = field(default_factory=dict)

    def per_document(self) -> Mapping[str, float]:
        """CPU milliseconds a document, in total and by process."""
        return per_document(self.cpu_ms, self.documents)


def measure(stacks: Mapping[str, Stack], letters: Callable[[int], Sequence[Copy]], rounds: int) -> Mapping[str, Cost]:
    """Feed each stack the same letters in each round; who begins changes with every round, so that no one is favoured.

    `letters` are those of a round by its number.
    """
    costs = {name: Cost() for name in stacks}
    names = list(stacks)
    for round_ in range(rounds):
        for name in names:
            _feed(stacks[name], letters(round_), costs[name])
        names.reverse()
    return costs


def _feed(stack: Stack, mails: Sequence[Copy], cost: Cost) -> None:
    """Everything that a letter causes counts, also writing it to the data files, which MongoDB does once a minute."""
    _checkpoint(stack)
    before = _cpu(stack)
    feed(stack, mails)
    _checkpoint(stack)
    used = growth(before, _cpu(stack))
    cost.documents += len(mails)
    cost.cpu_ms.update(used)
    cost.rounds.append(round(sum(used.values()) / len(mails), 2))
    cost.memory_mb = memory(stack)


def memory(stack: Stack) -> Mapping[str, float]:
    """Resident megabytes by process."""
    return {name: round(used.memory_mb, 1) for name, used in usage(stack_processes(stack)).items()}


def _cpu(stack: Stack) -> Mapping[str, float]:
    return {name: used.cpu_ms for name, used in usage(stack_processes(stack)).items()}


def _checkpoint(stack: Stack) -> None:
    with connected(stack) as client:
        client.admin.command("fsync")
