"""What is due is found, claimed and handed over."""

import asyncio
from datetime import timedelta

import pytest

from services.notify.enclosing import Enclosing
from services.notify.model.delivery import Origin, RetrySchedule
from services.notify.outbound import Outbound
from services.notify.polling import Poller
from services.notify.rendering import Renderer
from services.notify.sending import Sender
from services.notify.service import Notify
from tests.unit.notify.contract import record
from tests.unit.notify.examples import opened, requester
from tests.unit.notify.fakes import FakeNotices, FakeRelay, MovableClock, until


@pytest.fixture
def sender(notices: FakeNotices, outbound: Outbound, enclosing: Enclosing, clock: MovableClock) -> Sender:
    return Sender(
        outbound=outbound,
        relay=FakeRelay(),
        notices=notices,
        enclosing=enclosing,
        schedule=RetrySchedule(first=timedelta(seconds=5), longest=timedelta(minutes=15)),
        clock=clock,
        chance=lambda: 0.5,
        connections=1,
        margin=timedelta(seconds=30),
    )


@pytest.fixture
def poller(notices: FakeNotices, outbound: Outbound, sender: Sender, renderer: Renderer, clock: MovableClock) -> Poller:
    return Poller(
        notices=notices,
        outbound=outbound,
        sender=sender,
        renderer=renderer,
        clock=clock,
        lease=timedelta(seconds=60),
        seconds=0.001,
    )


async def test_what_a_dead_process_had_taken_is_sent_after_its_lease_the_same_to_the_byte(
    poller: Poller, notify: Notify, notices: FakeNotices, outbound: Outbound, clock: MovableClock
) -> None:
    await notify.hear(opened())
    before = outbound.take(urgent_only=False)
    assert before is not None
    outbound.release(before.notice_id, urgent=False)
    await poller.poll()
    assert outbound.take(urgent_only=False) is None
    clock.move(seconds=60)
    await poller.poll()
    again = outbound.take(urgent_only=False)
    assert again is not None
    assert (again.message, again.notice) == (before.message, before.notice)
    assert again.lease_until == notices.kept[again.notice_id].next_attempt_at == clock.now() + timedelta(seconds=60)


async def test_what_this_process_still_holds_is_not_handed_over_twice(
    poller: Poller, notify: Notify, outbound: Outbound, clock: MovableClock
) -> None:
    await notify.hear(opened())
    clock.move(seconds=61)
    await poller.poll()
    assert outbound.take(urgent_only=False) is not None
    assert outbound.take(urgent_only=False) is None


async def test_no_more_is_claimed_than_there_is_room_for(
    poller: Poller, notify: Notify, notices: FakeNotices, outbound: Outbound, clock: MovableClock
) -> None:
    for number in range(5):
        person = requester(address=f"p{number}@example.com")
        await notify.hear(opened(submission_id=f"00000000-0000-0000-0000-{number:012}", requester=person))
    taken = [letter.notice_id for letter in (outbound.take(urgent_only=False) for _ in range(3)) if letter]
    assert len(taken) == 3
    await poller.poll()
    assert outbound.take(urgent_only=False) is None
    outbound.release(taken[0], urgent=False)
    await poller.poll()
    assert outbound.room(urgent=False) == 0
    assert outbound.take(urgent_only=False) is not None
    still_due = [one for one in notices.kept.values() if one.next_attempt_at == clock.now()]
    assert len(still_due) == 1


@pytest.mark.parametrize(
    "origin",
    [
        None,
        Origin(topic="registry.submission-shredded.v1", body="{}"),
        Origin(topic="registry.submission-opened.v1", body="{}"),
        Origin(topic="registry.submission-opened.v1", body=opened().model_dump_json()),
        Origin(
            topic="registry.submission-opened.v1",
            body=opened(requester=requester(answerable=False)).model_dump_json(),
        ),
    ],
)
async def test_what_no_longer_makes_a_notice_is_given_up_visibly(
    poller: Poller, notices: FakeNotices, outbound: Outbound, origin: Origin | None
) -> None:
    broken = record(origin=origin)
    await notices.add(broken)
    await poller.poll()
    kept = notices.kept[broken.notice_id]
    assert kept.state == "given-up"
    assert kept.last_error
    assert outbound.room(urgent=False) == 3


async def test_a_store_that_is_away_only_delays_what_is_due(
    poller: Poller, notices: FakeNotices, outbound: Outbound, notify: Notify, clock: MovableClock
) -> None:
    await notify.hear(opened())
    letter = outbound.take(urgent_only=False)
    assert letter is not None
    outbound.release(letter.notice_id, urgent=False)
    clock.move(seconds=60)
    notices.down = 3
    task = asyncio.create_task(poller.run())
    await until(lambda: outbound.room(urgent=False) == 2)
    assert not task.done()
    task.cancel()
