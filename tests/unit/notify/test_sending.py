"""From this process's hands to the relay: order, failures, and what is written down."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import NAMESPACE_DNS, uuid5

import pytest

from services.notify.enclosing import Enclosing
from services.notify.errors import DeferredError, RefusedError, StaleConnectionError
from services.notify.model.delivery import NoticeRecord, RetrySchedule
from services.notify.outbound import Outbound
from services.notify.sending import Sender
from services.notify.service import Notify
from tests.unit.notify.examples import opened, requester
from tests.unit.notify.fakes import FakeNotices, FakeRelay, MovableClock, until


@pytest.fixture
def relay() -> FakeRelay:
    return FakeRelay()


@pytest.fixture
def sender(
    relay: FakeRelay, notices: FakeNotices, outbound: Outbound, enclosing: Enclosing, clock: MovableClock
) -> Sender:
    return Sender(
        outbound=outbound,
        relay=relay,
        notices=notices,
        enclosing=enclosing,
        schedule=RetrySchedule(first=timedelta(seconds=5), longest=timedelta(minutes=15)),
        clock=clock,
        chance=lambda: 0.5,
        connections=2,
        margin=timedelta(seconds=30),
        probe_seconds=(0.001, 0.002),
    )


@pytest.fixture
async def running(sender: Sender) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(sender.run())
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def hear(notify: Notify, name: str, *, urgent: bool = False) -> None:
    event = opened(
        submission_id=uuid5(NAMESPACE_DNS, name),
        requester=requester(address=f"{name}@example.com"),
        urgent=urgent,
    )
    await notify.hear(event)


def only(notices: FakeNotices) -> NoticeRecord:
    (record,) = notices.kept.values()
    return record


async def test_a_notice_is_sent_once_and_written_down(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
    outbound: Outbound,
    clock: MovableClock,
) -> None:
    await hear(notify, "ahmed")
    await until(lambda: only(notices).state == "sent")
    assert relay.taken == ["ahmed@example.com"]
    assert (only(notices).reply, only(notices).sent_at) == ("250 taken", clock.now())
    await until(lambda: outbound.room(urgent=False) == 3)


async def test_urgent_notices_go_first(sender: Sender, notify: Notify, relay: FakeRelay, notices: FakeNotices) -> None:
    for name in ("a", "b", "c"):
        await hear(notify, name)
    await hear(notify, "police", urgent=True)
    task = asyncio.create_task(sender.run())
    await until(lambda: all(record.state == "sent" for record in notices.kept.values()))
    task.cancel()
    assert relay.taken[0] == "police@example.com"


async def test_an_urgent_notice_does_not_wait_for_an_ordinary_one_that_hangs(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    notify: Notify,
    relay: FakeRelay,
) -> None:
    relay.gate.clear()
    await hear(notify, "a")
    await hear(notify, "b")
    await until(lambda: len(relay.offered) == 1)
    await hear(notify, "police", urgent=True)
    await until(lambda: len(relay.offered) == 2)
    assert relay.offered[1] == "police@example.com"
    relay.gate.set()
    await until(lambda: len(relay.taken) == 3)


async def test_a_passing_failure_is_tried_again_later_with_the_relays_words_kept(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
    clock: MovableClock,
) -> None:
    relay.answers = [DeferredError("451 4.3.0 later")]
    await hear(notify, "ahmed")
    await until(lambda: only(notices).attempts == 1)
    record = only(notices)
    assert (record.state, record.last_error) == ("pending", "451 4.3.0 later")
    assert record.next_attempt_at == clock.now() + timedelta(seconds=5)


async def test_a_failure_after_all_patience_is_the_last(
    sender: Sender, notify: Notify, notices: FakeNotices, relay: FakeRelay, outbound: Outbound, clock: MovableClock
) -> None:
    relay.answers = [DeferredError("451 still not")]
    await hear(notify, "ahmed")
    letter = outbound.take(urgent_only=False)
    assert letter is not None
    clock.moment = letter.give_up_at
    connection = relay.connection()
    await sender._deliver(connection, letter)
    await until(lambda: only(notices).state == "given-up")
    assert only(notices).last_error == "451 still not"


async def test_what_the_relay_will_never_take_is_given_up_at_once(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
) -> None:
    relay.answers = [RefusedError("550 5.1.1 no such person")]
    await hear(notify, "ahmed")
    await until(lambda: only(notices).state == "given-up")
    assert only(notices).last_error == "550 5.1.1 no such person"
    assert relay.taken == []


async def test_a_connection_that_went_stale_costs_no_attempt(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
) -> None:
    relay.answers = [StaleConnectionError("closed meanwhile")]
    await hear(notify, "ahmed")
    await until(lambda: only(notices).state == "sent")
    assert only(notices).attempts == 1


async def test_a_relay_that_is_away_costs_no_notice_an_attempt(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    sender: Sender,
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
) -> None:
    relay.away = 10
    for name in ("a", "b", "c"):
        await hear(notify, name)
    await until(lambda: relay.opened > 2)
    assert sender.stalled
    await until(lambda: [record.state for record in notices.kept.values()] == ["sent"] * 3)
    assert not sender.stalled
    assert {record.attempts for record in notices.kept.values()} == {1}


async def test_a_notice_whose_lease_ends_soon_is_left_to_whoever_claims_it(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
    outbound: Outbound,
    clock: MovableClock,
) -> None:
    relay.gate.clear()
    await hear(notify, "a")
    await until(lambda: relay.offered == ["a@example.com"])
    await hear(notify, "b")
    clock.move(seconds=31)
    relay.gate.set()
    await until(lambda: outbound.room(urgent=False) == 3)
    assert relay.taken == ["a@example.com"]
    assert [record.state for record in notices.kept.values()] == ["sent", "pending"]


async def test_a_defect_in_one_notice_does_not_stop_the_others(
    running: asyncio.Task[None],
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
) -> None:
    relay.answers = [ValueError("surprise")]
    await hear(notify, "a")
    await until(lambda: only(notices).attempts == 1)
    await hear(notify, "b")
    await until(lambda: relay.taken == ["b@example.com"])
    assert not running.done()
    assert "surprise" in next(iter(notices.kept.values())).last_error


async def test_a_service_that_stops_finishes_the_mail_that_it_is_handing_over(
    sender: Sender, notify: Notify, notices: FakeNotices, relay: FakeRelay
) -> None:
    task = asyncio.create_task(sender.run())
    relay.gate.clear()
    await hear(notify, "ahmed")
    await until(lambda: relay.offered != [])
    task.cancel()
    await asyncio.sleep(0)
    relay.gate.set()
    await asyncio.gather(task, return_exceptions=True)
    assert only(notices).state == "sent"


async def test_a_result_is_written_down_however_long_the_store_is_away(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
) -> None:
    relay.gate.clear()
    await hear(notify, "ahmed")
    await until(lambda: relay.offered != [])
    notices.down = 1
    relay.gate.set()
    await until(lambda: only(notices).state == "sent")
    assert relay.taken == ["ahmed@example.com"]


async def test_a_process_that_ends_hands_over_what_it_has_and_takes_nothing_more(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    sender: Sender,
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
    outbound: Outbound,
) -> None:
    relay.gate.clear()
    for name in ("a", "b"):
        await hear(notify, name)
    draining = asyncio.create_task(sender.drain())
    await until(lambda: not outbound.room(urgent=False))
    await hear(notify, "c")
    relay.gate.set()
    await asyncio.wait_for(draining, 5)
    assert sorted(relay.taken) == ["a@example.com", "b@example.com"]
    assert sorted(record.state for record in notices.kept.values()) == ["pending", "sent", "sent"]


async def test_a_process_that_ends_does_not_wait_for_a_relay_that_is_away(
    running: asyncio.Task[None],  # noqa: ARG001 - it runs
    sender: Sender,
    notify: Notify,
    notices: FakeNotices,
    relay: FakeRelay,
) -> None:
    relay.away = 1_000_000
    await hear(notify, "a")
    await until(lambda: sender.stalled)
    await asyncio.wait_for(sender.drain(), 5)
    assert only(notices).state == "pending"
