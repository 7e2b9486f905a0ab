"""The oracle of `make fuzz` finds each promise that is broken, and nothing where none is."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from tests.fuzz.history import History
from tests.fuzz.letters import DOCUMENTS, Letter
from tests.fuzz.notices import Notice
from tests.fuzz.oracle import Record, verdict


def letter(number: int = 1, *, sender: str = "a@fuzz.example", answer: str = "must") -> Letter:
    return Letter(
        number=number,
        kind="good",
        sender=sender,
        recipients=(DOCUMENTS,),
        wire=b"Subject: %d\r\n" % number,
        answer="never" if answer == "never" else "must",
    )


def submission(one: Letter, name: str = "s1") -> dict[str, object]:
    return {"_id": name, "sha256": one.sha256, "mailbox": DOCUMENTS, "envelope_sender": one.sender, "state": "read"}


@dataclass
class World:
    """One letter that was sent, taken, registered and answered; each test breaks one thing."""

    history: History = field(default_factory=History)
    kept: list[dict[str, object]] = field(default_factory=list)
    decided: list[dict[str, object]] = field(default_factory=list)
    notices: Counter[Notice] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    damaged: str = ""

    def __post_init__(self) -> None:
        one = letter()
        self.sent(one, yes=1)
        self.kept = [submission(one)]
        self.decided = [{"_id": "s1", "state": "registered", "readable": True, "supplements": [], "history": []}]
        self.notices = Counter([Notice("a@fuzz.example", "received", "s1")])

    def sent(self, one: Letter, *, yes: int, maybe: int = 0) -> None:
        self.history.note(one.number, one.kind, [one], yes=yes, maybe=maybe, answers=())

    def submissions(self) -> Sequence[Record]:
        return self.kept

    def matters(self) -> Sequence[Record]:
        return self.decided

    def blob(self, name: str) -> str:
        return self.damaged or name

    def dead_letters(self) -> Counter[str]:
        return self.dead

    def tracebacks(self) -> Iterator[str]:
        return iter(self.said)

    def verdict(self) -> list[str]:
        return verdict(self.history, self, self.notices)


def lost(world: World) -> None:
    world.kept.clear()


def twice(world: World) -> None:
    world.kept.append(submission(letter(), "s2"))
    world.decided.append({**world.decided[0], "_id": "s2"})


def invented(world: World) -> None:
    world.kept.append(submission(letter(2), "s2"))
    world.decided.append({**world.decided[0], "_id": "s2"})


def taken_after_a_no(world: World) -> None:
    invented(world)
    world.sent(letter(2), yes=0)


def unread(world: World) -> None:
    world.kept[0]["state"] = "received"


def forgotten(world: World) -> None:
    world.decided.clear()


def unforeseen(world: World) -> None:
    step = {"what": "undecided", "why": "unreadable: crashed"}
    world.decided[0] |= {"readable": False, "state": "undecided", "history": [step]}


def answered_automatic_mail(world: World) -> None:
    invented(world)
    world.sent(letter(2, sender="robot@fuzz.example", answer="never"), yes=1)
    world.notices[Notice("robot@fuzz.example", "received", "s2")] += 1


def answered_the_from_address(world: World) -> None:
    world.notices[Notice("third@party.example", "registered", "s1")] += 1


def answered_a_null_return_path(world: World) -> None:
    world.kept[0]["envelope_sender"] = ""


def told_twice(world: World) -> None:
    world.notices[Notice("a@fuzz.example", "received", "s1")] += 1


def told_nobody(world: World) -> None:
    world.notices.clear()


def damaged(world: World) -> None:
    world.damaged = "0" * 64


def dead(world: World) -> None:
    world.dead["registry.intake.submission-read.v1"] += 1


def traceback(world: World) -> None:
    world.said.append("intake: smtp session failed")


BROKEN = (
    lost, twice, invented, taken_after_a_no, unread, forgotten, unforeseen, answered_automatic_mail, answered_the_from_address,
    answered_a_null_return_path, told_twice, told_nobody, damaged, dead, traceback,
)  # fmt: skip


def test_nothing_is_found_where_every_promise_is_kept() -> None:
    assert World().verdict() == []


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_promise_is_found(broken: Callable[[World], None]) -> None:
    world = World()
    broken(world)
    assert world.verdict()


def test_a_letter_whose_answer_was_not_heard_may_be_there_or_not() -> None:
    for there in (True, False):
        world = World()
        world.sent(letter(2), yes=0, maybe=1)
        if there:
            invented(world)
            world.notices[Notice("a@fuzz.example", "received", "s2")] += 1
        assert world.verdict() == []


def test_other_peoples_notices_are_none_of_its_business() -> None:
    world = World()
    world.notices[Notice("somebody@company.example", "received", "s9")] += 2
    assert world.verdict() == []
