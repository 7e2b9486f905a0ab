"""From an event to a durable notice in this process's hands."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from faststream.rabbit import TestRabbitBroker

from services.notify.consumers import subscribe
from services.notify.model import Stated
from services.notify.outbound import Outbound
from services.notify.reminding import Reminding
from services.notify.service import Notify
from shared.contracts import HolderRemindedV1, PersonChangedV1
from shared.contracts.registry import MatterClassifiedV1, SubmissionOpenedV1
from shared.errors import TransientError
from shared.messaging.broker import EventBroker
from shared.messaging.topology import HEARD, queue_name
from tests.unit.notify.examples import (
    answered,
    asked,
    closed,
    incomplete,
    opened,
    rejected,
    requester,
    routed,
    supplemented,
)
from tests.unit.notify.fakes import FakeBoxes, FakeClassifications, FakeNotices, FakeStaff, MovableClock

FOR_STAFF = {HolderRemindedV1, PersonChangedV1}


def _nobody(notify: Notify) -> Reminding:
    """Reminders of a house without staff."""
    return Reminding(
        notify=notify,
        staff=FakeStaff(),
        boxes=FakeBoxes(),
        classifications=FakeClassifications(),
        clock=MovableClock(),
        zone=ZoneInfo("Asia/Muscat"),
        gather=timedelta(),
        poll_seconds=1,
    )


def letter(number: int, **changes: object) -> SubmissionOpenedV1:
    return opened(submission_id=f"00000000-0000-0000-0000-{number:012}", **changes)


def to(address: str, number: int) -> SubmissionOpenedV1:
    return letter(number, requester=requester(address=address))


def states(notices: FakeNotices) -> list[str]:
    return [record.state for record in notices.kept.values()]


async def test_a_notice_is_durable_and_handed_over_under_a_lease(
    notify: Notify, notices: FakeNotices, outbound: Outbound, clock: MovableClock
) -> None:
    await notify.hear(opened())
    (record,) = notices.kept.values()
    taken = outbound.take(urgent_only=False)
    assert taken is not None
    assert taken.notice_id == record.notice_id
    assert taken.lease_until == record.next_attempt_at
    assert record.next_attempt_at is not None
    assert (record.next_attempt_at - clock.now()).total_seconds() == 60
    assert record.message_id.encode() in taken.message


async def test_an_event_heard_twice_is_told_once(notify: Notify, notices: FakeNotices, outbound: Outbound) -> None:
    await notify.hear(opened())
    await notify.hear(opened())
    assert len(notices.kept) == 1
    assert outbound.take(urgent_only=False) is not None
    assert outbound.take(urgent_only=False) is None


async def test_an_event_heard_again_after_it_was_settled_takes_no_place(
    notify: Notify, notices: FakeNotices, outbound: Outbound
) -> None:
    await notify.hear(opened())
    outbound.take(urgent_only=False)
    (record,) = notices.kept.values()
    outbound.release(record.notice_id, urgent=False)
    await notify.hear(opened())
    assert outbound.room(urgent=False) == 3
    assert outbound.take(urgent_only=False) is None


async def test_nobody_to_tell_leaves_no_trace(notify: Notify, notices: FakeNotices) -> None:
    await notify.hear(opened(requester=requester(answerable=False)))
    assert not notices.kept


async def test_what_finds_no_room_is_due_at_once_for_whoever_has_room(
    notify: Notify, notices: FakeNotices, outbound: Outbound, clock: MovableClock
) -> None:
    for number in range(4):
        await notify.hear(to(f"p{number}@example.com", number))
    assert outbound.room(urgent=False) == 0
    due = [record.next_attempt_at for record in notices.kept.values()]
    assert due.count(clock.now()) == 1


async def test_ordinary_notices_take_no_room_from_urgent_ones(notify: Notify, outbound: Outbound) -> None:
    for number in range(4):
        await notify.hear(to(f"p{number}@example.com", number))
    await notify.hear(letter(9, urgent=True, requester=requester(address="police@example.com")))
    taken = outbound.take(urgent_only=True)
    assert taken is not None
    assert taken.notice.recipient == "police@example.com"


async def test_without_the_store_nothing_is_acknowledged_and_no_place_is_kept(
    notify: Notify, notices: FakeNotices, outbound: Outbound
) -> None:
    notices.down = 1
    with pytest.raises(TransientError):
        await notify.hear(opened())
    assert outbound.room(urgent=False) == 3
    await notify.hear(opened())
    assert states(notices) == ["pending"]


async def test_a_flood_in_anothers_name_is_withheld_and_can_be_seen(
    notify: Notify, notices: FakeNotices, clock: MovableClock
) -> None:
    for number in range(5):
        await notify.hear(to("Victim@example.com" if number % 2 else "victim@example.com", number))
    await notify.hear(to("someone@example.com", 8))
    assert states(notices) == ["pending"] * 3 + ["withheld"] * 2 + ["pending"]
    clock.move(hours=2)
    await notify.hear(to("victim@example.com", 9))
    assert states(notices)[-1] == "pending"


async def test_tries_without_the_store_and_repeated_events_do_not_count_as_a_flood(
    notify: Notify, notices: FakeNotices
) -> None:
    notices.down = 10
    for _ in range(10):
        with pytest.raises(TransientError):
            await notify.hear(to("somebody@example.com", 1))
    for _ in range(10):
        await notify.hear(to("somebody@example.com", 1))
    await notify.hear(to("somebody@example.com", 2))
    assert states(notices) == ["pending"] * 2


async def test_only_acknowledgements_are_limited(notify: Notify, notices: FakeNotices) -> None:
    for number in range(5):
        await notify.hear(routed(submission_id=f"00000000-0000-0000-0000-{number:012}"))
    assert set(states(notices)) == {"pending"}


async def test_every_event_that_notify_hears_of_requesters_is_told(notify: Notify, notices: FakeNotices) -> None:
    events: list[Stated] = [opened(urgent=True), incomplete(), supplemented(), rejected(), routed(), asked()]
    events += [closed(), answered()]
    assert {type(event) for event in events} == set(HEARD["notify"]) - {MatterClassifiedV1, *FOR_STAFF}
    broker = EventBroker("amqp://broker", "notify")
    subscribe(broker, notify, _nobody(notify))
    async with TestRabbitBroker(broker.faststream) as connected:
        for event in events:
            queue = queue_name("notify", type(event), urgent=event.urgent)
            await connected.publish(event.model_dump_json().encode(), queue, content_type="application/json")
    kinds = [record.kind for record in notices.kept.values()]
    assert kinds == [
        "received",
        "incomplete",
        "supplemented",
        "rejected",
        "registered",
        "question",
        "closed",
        "answered",
    ]
