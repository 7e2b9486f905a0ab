"""What was said to the door, and what it answered: the driver's own record, beside everything that is under test."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from tests.fuzz.letters import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One session's letters, how many got a yes, and how many more may have been taken without one being heard."""

    number: int
    kind: str
    identities: frozenset[str]
    yes: int
    maybe: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What is remembered of a letter once it was sent."""

    number: int
    kind: str
    sender: str
    mailboxes: frozenset[str]
    identity: str
    answer: str


@dataclass(slots=True)
class History:
    """Everything that was done. Its methods may be called from any thread."""

    deliveries: list[Delivery] = field(default_factory=list)
    sent: dict[str, list[Sent]] = field(default_factory=dict)
    """By the hash of what has to be kept."""
    findings: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def note(
        self, number: int, kind: str, letters: Sequence[Letter], *, yes: int, maybe: int, answers: Iterable[str]
    ) -> None:
        """Remember a session."""
        with self._lock:
            self.kinds[kind] += 1
            self.answers.update(answers)
            identities = frozenset(one.identity for one in letters)
            self.deliveries.append(Delivery(number=number, kind=kind, identities=identities, yes=yes, maybe=maybe))
            for one in letters:
                sent = Sent(
                    number=number,
                    kind=kind,
                    sender=one.sender,
                    mailboxes=one.mailboxes,
                    identity=one.identity,
                    answer=one.answer,
                )
                self.sent.setdefault(one.sha256, []).append(sent)

    def found(self, finding: str) -> None:
        """Remember that something is not as it must be."""
        with self._lock:
            self.findings.append(finding)
