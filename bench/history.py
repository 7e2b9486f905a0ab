"""What was sent, accepted and answered: kept outside of the system that is measured, and held against its book."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.errors import BenchError

Key = int | str
"""Of a document: the serial number of a mail, or the submission's id that an upload was answered with."""

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A document that got its yes. All times are seconds since the epoch."""

    key: Key
    begun_at: float
    sent_at: float
    """When its last byte was handed to the kernel."""
    accepted_at: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice that the relay was handed."""

    at: float
    """When the relay had its last byte, in seconds since the epoch."""
    kind: str
    message_id: str
    recipient: str
    submission: str
    number: str
    """Of the transaction; empty before there is one."""
    serial: int | None
    """Of the mail that it answers."""


@dataclass(slots=True)
class History:
    """Everything of one run."""

    accepted: dict[Key, Accepted] = field(default_factory=dict)
    registered: dict[Key, Notice] = field(default_factory=dict)
    """The notice with the number, by document."""
    repeated: list[Notice] = field(default_factory=list)
    """Second notices with a number for one document."""
    kinds: dict[str, int] = field(default_factory=dict)
    """Notices by kind."""

    def take(self, accepted: Accepted) -> None:
        """Note a document that got its yes."""
        self.accepted[accepted.key] = accepted

    def hear(self, notice: Notice) -> None:
        """Note a notice."""
        self.kinds[notice.kind] = self.kinds.get(notice.kind, 0) + 1
        if notice.kind != "registered":
            return
        key: Key = notice.submission if notice.serial is None else notice.serial
        if key in self.registered:
            self.repeated.append(notice)
        else:
            self.registered[key] = notice

    def unanswered(self) -> int:
        """How many documents wait for their number still, as long as nobody else's gets one (`check` finds that)."""
        return len(self.accepted) - len(self.registered)

    def year(self) -> int:
        """Of the book that the numbers are in. Raises `BenchError` when there are none."""
        for notice in self.registered.values():
            return int(notice.number.split("-")[1])
        raise BenchError("nothing was registered")

    def check(self, book: Sequence[tuple[int, str]]) -> None:
        """Hold it against the book: (sequence, number) of every line, in order. Raises `BenchError`.

        Every document that got a yes has exactly one number, of which its sender was told once; the book is 1..n and
        has nothing else.
        """
        problems = [
            *_some("got a yes and no number", self.accepted.keys() - self.registered.keys()),
            *_some("got a number and no yes", self.registered.keys() - self.accepted.keys()),
            *_some("were told their number again", (notice.message_id for notice in self.repeated)),
            *_some("have another one's number", _doubles(notice.number for notice in self.registered.values())),
        ]
        if [sequence for sequence, _ in book] != list(range(1, len(book) + 1)):
            problems.append(f"the book is not 1..{len(book)}")
        numbers = {number for _, number in book}
        told = {notice.number for notice in self.registered.values()}
        problems += _some("stand in the book and were told nobody", numbers - told)
        problems += _some("were told and do not stand in the book", told - numbers)
        if problems:
            raise BenchError("the run is not right: " + "; ".join(problems))


def _doubles(values: Iterable[str]) -> set[str]:
    return {value for value, times in Counter(values).items() if times > 1}


def _some(what: str, which: Iterable[Key]) -> list[str]:
    found = list(which)
    return [f"{len(found)} {what} ({', '.join(map(str, found[:_SHOWN]))})"] if found else []
