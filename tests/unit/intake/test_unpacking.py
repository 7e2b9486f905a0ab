"""What reading costs, and what becomes of a mail that cannot be told."""

import asyncio
from dataclasses import replace

import pytest

from services.intake.reading.model import ReadMail
from services.intake.unpacking import Unpacking
from services.intake.urgency import load_urgency_rules
from shared.contracts import SubmissionReadV1
from tests.unit.intake.fakes import CONFIG, FakeClock, World
from tests.unit.intake.test_accepting_mail import RAW, mail


class SlowReader:
    """A reader that takes its time, and what it was given meanwhile."""

    def __init__(self) -> None:
        self.release = asyncio.Event()
        self.reading = 0

    async def read(self, raw: bytes) -> ReadMail:
        self.reading += 1
        await self.release.wait()
        return ReadMail(subject=str(len(raw)))


class ReaderOf:
    """A reader that finds this."""

    def __init__(self, found: ReadMail) -> None:
        self.found = found

    async def read(self, _raw: bytes) -> ReadMail:
        return self.found


def unpacking(world: World, reader: SlowReader | ReaderOf, room: int = 1000) -> Unpacking:
    return Unpacking(
        submissions=world.submissions,
        vault=world.vault,
        reader=reader,
        urgent_reader=reader,
        mailboxes=world.mailboxes,
        urgency_rules=load_urgency_rules(CONFIG / "urgency.yaml"),
        clock=FakeClock(),
        room=room,
    )


async def test_a_thousand_large_mails_that_wait_to_be_read_are_not_all_in_memory(world: World) -> None:
    reader = SlowReader()
    waiting = [await world.intake.accept_mail(mail(RAW + b"%03d" % number + b"x" * 300)) for number in range(20)]
    at_once = unpacking(world, reader, room=1000)
    reads = [asyncio.create_task(at_once.unpack(one)) for one in waiting]
    await asyncio.sleep(0.01)
    assert reader.reading == 2
    reader.release.set()
    await asyncio.gather(*reads)
    assert sum(isinstance(event, SubmissionReadV1) for event in world.submissions.events) == 20


async def test_ordinary_mails_leave_urgent_ones_their_own_room(world: World) -> None:
    reader = SlowReader()
    lanes = unpacking(world, reader, room=10)
    ordinary = await world.intake.accept_mail(mail(RAW))
    urgent = replace(await world.intake.accept_mail(mail(RAW + b"more")), urgent_because="urgent-words")
    reads = [asyncio.create_task(lanes.unpack(one)) for one in (ordinary, urgent)]
    await asyncio.sleep(0.01)
    assert reader.reading == 2
    reader.release.set()
    await asyncio.gather(*reads)


@pytest.mark.parametrize("found", [ReadMail(subject="half a character: \ud83d"), ReadMail(message_id="\udcff")])
async def test_what_fits_into_no_event_still_comes_to_a_clerk(world: World, found: ReadMail) -> None:
    await unpacking(world, ReaderOf(found)).unpack(await world.intake.accept_mail(mail(RAW)))
    told = world.submissions.events[-1]
    assert isinstance(told, SubmissionReadV1)
    assert not told.readable
    assert told.unreadable_because == "unforeseen"
