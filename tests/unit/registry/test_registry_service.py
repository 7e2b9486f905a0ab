import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.registry.committing import Commits
from services.registry.deciding import Desk
from services.registry.errors import AlreadyDecidedError, UnknownRequestTypeError, UnknownUnitError
from services.registry.model import Matter
from services.registry.service import Registry
from shared.conflicts import CONFLICTS
from shared.contracts import SubmissionReadV1, UnitChangedV1
from shared.errors import NotFoundError, TransientError
from shared.transaction_number import transaction_number
from tests.unit.registry.examples import (
    NOW,
    PERMIT_MAILBOX,
    PERMIT_PAPERS,
    TYPES,
    UNIT,
    asking,
    read,
    routed_event,
    sender,
)
from tests.unit.registry.fake_books import FakeBooks, FakeUnits, HandClock


class Bench:
    """A registry over fakes."""

    def __init__(self, *, max_batch: int = 128) -> None:
        self.books = FakeBooks()
        self.units = FakeUnits("legal-affairs")
        self.clock = HandClock()
        commits = Commits(books=self.books, clock=self.clock, max_batch=max_batch, pace_seconds=0)
        self.registry = Registry(books=self.books, units=self.units, types=lambda: TYPES, commits=commits)
        self.desk = Desk(books=self.books, units=self.units, types=lambda: TYPES, commits=commits)

    def matter(self, submission: SubmissionReadV1) -> Matter:
        return self.books.matters[submission.submission_id]

    def told(self) -> Counter[str]:
        return Counter(type(event).__name__ for event in self.books.events)

    async def together(self, *asked: Coroutine[Any, Any, Any]) -> list[Any]:
        """Ask for everything at once; what fails is answered with its error."""
        return await asyncio.gather(*asked, return_exceptions=True)

    async def registered(self, submission: SubmissionReadV1 | None = None) -> Matter:
        submission = submission or read(*PERMIT_PAPERS)
        await self.registry.submission_read(submission)
        return self.matter(submission)


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_what_waits_is_committed_together_and_numbered_in_order(bench: Bench) -> None:
    submissions = [read(*PERMIT_PAPERS) for _ in range(100)]
    await bench.together(*map(bench.registry.submission_read, submissions))
    assert bench.books.commits == 1
    numbers = [bench.matter(one).number for one in submissions]
    assert numbers == [transaction_number("incoming", 2026, sequence) for sequence in range(1, 101)]
    assert bench.told() == {"SubmissionOpenedV1": 100, "TransactionRegisteredV1": 100}


async def test_an_event_that_is_delivered_many_times_gives_one_number(bench: Bench) -> None:
    submission = read(*PERMIT_PAPERS)
    at_once = await bench.together(*(bench.registry.submission_read(submission) for _ in range(5)))
    await bench.registry.submission_read(submission)
    assert at_once == [None] * 5
    assert len(bench.books.lines) == 1
    assert bench.told() == {"SubmissionOpenedV1": 1, "TransactionRegisteredV1": 1}


async def test_a_matter_and_its_supplement_may_come_in_one_batch(bench: Bench) -> None:
    first = read("passport.pdf")
    rest = read(*PERMIT_PAPERS[1:], supplements=first.submission_id)
    assert (
        await bench.together(bench.registry.submission_read(first), bench.registry.submission_read(rest)) == [None] * 2
    )
    assert bench.books.commits == 1
    assert bench.matter(first).number == transaction_number("incoming", 2026, 1)
    assert bench.told() == {
        "SubmissionOpenedV1": 1,
        "SubmissionIncompleteV1": 1,
        "SubmissionSupplementedV1": 1,
        "TransactionRegisteredV1": 1,
    }
    assert rest.submission_id not in bench.books.matters


async def test_a_supplement_that_overtakes_its_matter_is_tried_again_and_holds_nobody_up(bench: Bench) -> None:
    first, other = read("passport.pdf"), read(*PERMIT_PAPERS)
    rest = read(*PERMIT_PAPERS[1:], supplements=first.submission_id)
    early, fine = await bench.together(bench.registry.submission_read(rest), bench.registry.submission_read(other))
    assert isinstance(early, TransientError)
    assert fine is None
    await bench.registry.submission_read(first)
    await bench.registry.submission_read(rest)
    assert bench.matter(first).state == "registered"


async def test_of_two_clerks_who_decide_at_once_one_is_told_that_it_was_decided(bench: Bench) -> None:
    submission = read(readable=False)
    await bench.registry.submission_read(submission)
    key = submission.submission_id
    registered, again, rejected = await bench.together(
        bench.desk.register(key, asking("one"), request_type="work-permit", unit_id=None),
        bench.desk.register(key, asking("two"), request_type="work-permit", unit_id=None),
        bench.desk.reject(key, asking("three"), reason="no"),
    )
    assert registered.number == transaction_number("incoming", 2026, 1)
    assert isinstance(again, AlreadyDecidedError)
    assert isinstance(rejected, AlreadyDecidedError)
    assert len(bench.books.lines) == 1


async def test_what_happens_in_the_moment_of_a_void_does_not_undo_it(bench: Bench) -> None:
    matter = await bench.registered()
    assert matter.number is not None
    voided, _ = await bench.together(
        bench.desk.void(matter.number, asking(), reason="sent twice"),
        bench.registry.routing_said(routed_event(matter)),
    )
    assert voided.voided_because == "sent twice"
    (line,) = await bench.registry.entries("incoming", 2026, after=0, limit=10)
    assert (line.number, line.voided_because, line.voided_by) == (matter.number, "sent twice", "clerk-1")
    after = bench.books.matters[matter.submission_id]
    assert after.voided_because == "sent twice"
    assert after.routed is not None


async def test_a_route_of_a_matter_that_its_store_does_not_show_yet_is_noted_later(bench: Bench) -> None:
    matter = await bench.registered()
    del bench.books.matters[matter.submission_id]
    with pytest.raises(TransientError):
        await bench.registry.routing_said(routed_event(matter))


async def test_a_matter_that_changed_meanwhile_is_decided_again(bench: Bench) -> None:
    first = read("passport.pdf")
    await bench.registry.submission_read(first)

    def somebody_else() -> None:
        there = bench.matter(first)
        bench.books.matters[first.submission_id] = replace(there, version=there.version + 1, subject="newer")

    bench.books.before_commit.append(somebody_else)
    rest = read(*PERMIT_PAPERS[1:], supplements=first.submission_id)
    await bench.registry.submission_read(rest)
    assert (bench.matter(first).subject, bench.matter(first).state) == ("newer", "registered")
    assert [line.sequence for line in bench.books.lines.values()] == [1]


async def test_a_matter_that_keeps_changing_is_tried_again_later(bench: Bench) -> None:
    first = read("passport.pdf")
    await bench.registry.submission_read(first)

    def somebody_else() -> None:
        there = bench.matter(first)
        bench.books.matters[first.submission_id] = replace(there, version=there.version + 1)

    bench.books.before_commit += [somebody_else] * CONFLICTS
    with pytest.raises(TransientError):
        await bench.desk.reject(first.submission_id, asking(), reason="no")
    assert bench.matter(first).state == "incomplete"


async def test_one_bad_command_fails_alone(bench: Bench) -> None:
    submissions = [read(*PERMIT_PAPERS) for _ in range(3)]
    good_1, bad, good_2, good_3 = await bench.together(
        bench.registry.submission_read(submissions[0]),
        bench.desk.register(uuid4(), asking(), request_type="work-permit", unit_id=None),
        *map(bench.registry.submission_read, submissions[1:]),
    )
    assert isinstance(bad, NotFoundError)
    assert (good_1, good_2, good_3) == (None, None, None)
    assert sorted(sequence for _, _, sequence in bench.books.lines) == [1, 2, 3]


async def test_what_is_committed_is_not_told_to_have_failed_when_the_rest_fails(bench: Bench) -> None:
    submission = read(readable=False)
    await bench.registry.submission_read(submission)

    def fail() -> None:
        raise RuntimeError("the store is broken")

    bench.books.before_commit += [lambda: None, fail]
    registered, routed = await bench.together(
        bench.desk.register(submission.submission_id, asking(), request_type="work-permit", unit_id=None),
        bench.registry.routing_said(routed_event(bench.matter(submission))),
    )
    assert registered.state == "registered"
    assert isinstance(routed, TransientError)


async def test_a_number_in_the_subject_counts_only_from_the_sender_of_its_matter(bench: Bench) -> None:
    mine = await bench.registered(read(*PERMIT_PAPERS, requester=sender(address="Salim@Example.om")))
    assert mine.number is not None
    reply = read("more.pdf", mentions=(mine.number,), requester=sender(address="salim@example.om"))
    stranger = read(*PERMIT_PAPERS, mentions=(mine.number,), requester=sender(address="other@example.om"))
    nobody = read(*PERMIT_PAPERS, mentions=(mine.number,), requester=sender(address=None))
    for submission in (reply, stranger, nobody):
        await bench.registry.submission_read(submission)
    assert bench.books.matters[mine.submission_id].supplements == (reply.submission_id,)
    assert reply.submission_id not in bench.books.matters
    assert {stranger.submission_id, nobody.submission_id} <= bench.books.matters.keys()


async def test_a_number_that_nobody_gave_opens_a_matter(bench: Bench) -> None:
    submission = read(*PERMIT_PAPERS, mentions=(transaction_number("incoming", 2026, 99),))
    await bench.registry.submission_read(submission)
    assert bench.matter(submission).state == "registered"


async def test_a_clerk_registers_for_a_unit_that_there_is(bench: Bench) -> None:
    submission = read(mailbox="documents@diwan.example")
    await bench.registry.submission_read(submission)
    with pytest.raises(UnknownUnitError):
        await bench.desk.register(submission.submission_id, asking(), request_type="work-permit", unit_id="nowhere")
    with pytest.raises(UnknownRequestTypeError):
        await bench.desk.register(submission.submission_id, asking(), request_type="nothing", unit_id=None)
    matter = await bench.desk.register(
        submission.submission_id, asking(), request_type="work-permit", unit_id="legal-affairs"
    )
    assert (matter.unit_id, matter.registered_at) == ("legal-affairs", NOW)


async def test_a_unit_is_known_once_directory_told_of_it(bench: Bench) -> None:
    event = UnitChangedV1(occurred_at=NOW, unit=UNIT, version=1, time_zone="Asia/Muscat", weekend=(5, 6))
    assert not await bench.units.exists(UNIT.unit_id)
    await bench.registry.unit_changed(event)
    assert await bench.units.exists(UNIT.unit_id)


async def test_what_a_clerk_returns_without_a_type_keeps_the_type_that_it_has(bench: Bench) -> None:
    submission = read("passport.pdf", "scan1.pdf", "scan2.pdf", mailbox=PERMIT_MAILBOX)
    await bench.registry.submission_read(submission)
    returned = await bench.desk.return_to_requester(
        submission.submission_id, asking(), request_type=None, missing=["passport"], remark="please"
    )
    assert (returned.request_type, returned.missing, returned.state) == ("work-permit", ("passport",), "incomplete")


async def test_later_numbers_are_of_a_later_time(bench: Bench) -> None:
    await bench.registered()
    bench.clock.forward(hours=-5)
    await bench.registered()
    bench.clock.forward(hours=6)
    await bench.registered()
    lines = await bench.registry.entries("incoming", 2026, after=0, limit=10)
    assert [line.registered_at - NOW for line in lines] == [timedelta(0), timedelta(0), timedelta(hours=1)]


async def test_a_batch_is_no_larger_than_it_may_be() -> None:
    bench = Bench(max_batch=10)
    await bench.together(*(bench.registry.submission_read(read(*PERMIT_PAPERS)) for _ in range(25)))
    assert bench.books.commits == 3


async def test_urgent_submissions_are_numbered_before_those_that_wait() -> None:
    bench = Bench(max_batch=5)
    ordinary = [read(*PERMIT_PAPERS) for _ in range(20)]
    urgent = read(*PERMIT_PAPERS, urgent_because="urgent-words")
    await bench.together(*(bench.registry.submission_read(one) for one in [*ordinary, urgent]))
    assert bench.matter(urgent).sequence == 1
