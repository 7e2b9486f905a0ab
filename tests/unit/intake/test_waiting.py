"""Every accepted mail is read: from the bytes in hand, or later from the vault."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from services.intake.model import READING_TIME, Submission
from services.intake.reading.model import ReadMail
from services.intake.unpacking import Unpacking
from services.intake.waiting import Waiting
from shared.contracts import SubmissionReadV1
from tests.unit.intake.fakes import NOW, RULES, FakeClock, World
from tests.unit.intake.test_accepting_mail import RAW, mail

LATER = NOW + READING_TIME


class Reader:
    """Finds the same in every mail, once it is let."""

    def __init__(self) -> None:
        self.allowed = asyncio.Event()
        self.allowed.set()

    async def read(self, _raw: bytes) -> ReadMail:
        await self.allowed.wait()
        return ReadMail(subject="read")


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def make(world: World, reader: Reader, clock: FakeClock) -> Callable[..., Waiting]:
    """Make what is tested, with limits of its own."""
    unpacking = Unpacking(
        submissions=world.submissions,
        vault=world.vault,
        reader=reader,
        urgent_reader=Reader(),
        mailboxes=world.mailboxes,
        urgency_rules=RULES,
        clock=clock,
    )
    return partial(
        Waiting,
        submissions=world.submissions,
        unpacking=unpacking,
        clock=clock,
        poll_seconds=0.001,
        pauses_seconds=(0.001, 0.001),
    )


@pytest.fixture
def waiting(make: Callable[..., Waiting]) -> Waiting:
    return make()


def subjects(world: World) -> list[str]:
    return [event.subject for event in world.submissions.events if isinstance(event, SubmissionReadV1)]


async def accepted(world: World, more: bytes = b"", *, sender: str = "a@b.example") -> Submission:
    return await world.intake.accept_mail(mail(RAW + more, sender=sender))


async def read(world: World, count: int) -> None:
    """Wait until so many were read in all, and everything that can end has ended."""
    async with asyncio.timeout(10):
        while len(subjects(world)) < count:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.001)
    await asyncio.sleep(0.01)
    assert len(subjects(world)) == count


async def ended() -> None:
    """Wait until nothing else is under way."""
    async with asyncio.timeout(10):
        while len(asyncio.all_tasks()) > 1:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.001)


async def test_an_accepted_mail_is_read_from_the_bytes_in_hand(world: World, waiting: Waiting) -> None:
    submission = await accepted(world)
    world.vault.blobs.clear()
    waiting.read_soon(submission, RAW)
    await read(world, 1)


async def test_what_a_dead_process_left_is_read_from_the_vault(
    world: World, waiting: Waiting, clock: FakeClock
) -> None:
    await accepted(world)
    assert await waiting.read_left(urgent=False) == 0
    clock.time = LATER
    assert await waiting.read_left(urgent=False) == 1
    assert subjects(world) == ["read"]
    assert await waiting.read_left(urgent=False) == 0


async def test_a_store_that_is_down_for_a_moment_is_tried_again(world: World, waiting: Waiting) -> None:
    submission = await accepted(world)
    world.submissions.down = True
    waiting.read_soon(submission, RAW)
    await asyncio.sleep(0)
    world.submissions.down = False
    await read(world, 1)


async def test_a_store_that_stays_down_leaves_the_mail_to_be_claimed(
    world: World, waiting: Waiting, clock: FakeClock
) -> None:
    submission = await accepted(world)
    world.submissions.down = True
    waiting.read_soon(submission, RAW)
    await ended()
    assert await waiting.read_left(urgent=False) == 0
    world.submissions.down = False
    clock.time = LATER
    assert await waiting.read_left(urgent=False) == 1
    assert subjects(world) == ["read"]


async def test_more_than_can_be_in_hand_waits_in_the_vault(
    world: World, make: Callable[..., Waiting], reader: Reader, clock: FakeClock
) -> None:
    waiting = make(most_in_hand=2)
    reader.allowed.clear()
    for turn in range(5):
        raw = RAW + b"%d" % turn
        waiting.read_soon(await accepted(world, b"%d" % turn), raw)
    reader.allowed.set()
    await ended()
    assert len(subjects(world)) == 2
    clock.time = LATER
    assert await waiting.read_left(urgent=False) == 3
    assert len(subjects(world)) == 5


async def test_large_mails_fill_the_hand_before_it_has_many(
    world: World, make: Callable[..., Waiting], reader: Reader
) -> None:
    waiting = make(bytes_in_hand=100)
    reader.allowed.clear()
    for turn in range(3):
        waiting.read_soon(await accepted(world, b"%d" % turn), b"x" * 60)
    reader.allowed.set()
    await ended()
    assert len(subjects(world)) == 1


async def test_ordinary_mails_in_hand_do_not_hold_up_urgent_ones(
    world: World, make: Callable[..., Waiting], reader: Reader
) -> None:
    waiting = make(most_in_hand=1)
    reader.allowed.clear()
    waiting.read_soon(await accepted(world), RAW)
    waiting.read_soon(await accepted(world, b"urgent", sender="minister@mol.gov.om"), RAW)
    await read(world, 1)
    (told,) = world.submissions.events
    assert told.urgent
    reader.allowed.set()
    await read(world, 2)


async def test_it_looks_for_what_is_left_until_it_is_ended_and_leaves_what_is_in_hand(
    world: World, waiting: Waiting, reader: Reader, clock: FakeClock
) -> None:
    running = asyncio.create_task(waiting.run())
    await accepted(world)
    await accepted(world, b"urgent", sender="minister@mol.gov.om")
    clock.time = LATER
    await read(world, 2)
    reader.allowed.clear()
    waiting.read_soon(await accepted(world, b"more"), RAW)
    await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    reader.allowed.set()
    await ended()
    assert len(subjects(world)) == 2
    clock.time = LATER + timedelta(minutes=1)
    assert await waiting.read_left(urgent=False) == 1
