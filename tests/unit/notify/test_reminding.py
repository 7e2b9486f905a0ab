"""Staff are reminded by one mail a working day: to whom, of what, in which words, and never twice."""

import os
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from faststream.rabbit import TestRabbitBroker
from hypothesis import given
from hypothesis import strategies as st

from services.notify.composing import outgoing_again
from services.notify.consumers import subscribe
from services.notify.model.delivery import Classification, NoticeRecord
from services.notify.model.reminders import MOST_LINES, Box, Digest, digest, waits_until
from services.notify.model.staff import Colleague, reminded_of
from services.notify.reminding import Reminding
from services.notify.rendering import Renderer
from services.notify.service import Notify
from shared.contracts import HolderRemindedV1, PersonChangedV1
from shared.errors import TransientError
from shared.language import OneLanguage
from shared.messaging.broker import EventBroker
from shared.messaging.topology import queue_name
from tests.unit.notify.examples import MOMENT
from tests.unit.notify.fakes import FakeBoxes, FakeClassifications, FakeNotices, FakeStaff, MovableClock
from tests.unit.notify.reminders_contract import DAY, colleague, line
from tests.unit.notify.test_notice_message import Page, part, read

ZONE = ZoneInfo("Asia/Muscat")
GATHER = timedelta(minutes=30)
GOLDEN = Path(__file__).parent / "golden"
TODAY = MOMENT.astimezone(ZONE).date()
TOMORROW = TODAY + timedelta(days=1)
OFFICER, MANAGER = colleague("p-3"), colleague("p-4", roles=frozenset({"manager"}), cleared=True, language="ar")
LAWYER = colleague("p-9", units=frozenset({"legal"}))


def due(place: int = 1, **changes: Any) -> HolderRemindedV1:
    facts: dict[str, Any] = {
        "id": UUID(int=place),
        "occurred_at": MOMENT,
        "submission_id": UUID(int=1000 + place),
        "number": f"IN-2026-{place:06}-0",
        "branch_id": UUID(int=2000 + place),
        "unit_id": "permits",
        "stage": "today",
        "due_on": TODAY,
        "on": TODAY,
        "next_working_day": TOMORROW,
        "subject": f"Matter {place}",
    }
    return HolderRemindedV1(**(facts | changes))


@pytest.fixture
def staff() -> FakeStaff:
    return FakeStaff(OFFICER, MANAGER, LAWYER)


@pytest.fixture
def boxes() -> FakeBoxes:
    return FakeBoxes()


@pytest.fixture
def reminding(
    notify: Notify, staff: FakeStaff, boxes: FakeBoxes, classifications: FakeClassifications, clock: MovableClock
) -> Reminding:
    return Reminding(
        notify=notify,
        staff=staff,
        boxes=boxes,
        classifications=classifications,
        clock=clock,
        zone=ZONE,
        gather=GATHER,
        poll_seconds=1,
    )


def body(record: NoticeRecord) -> Digest:
    assert record.origin is not None
    return Digest.model_validate_json(record.origin.body)


def sent(notices: FakeNotices) -> dict[str, list[str]]:
    """Who is told of which numbers."""
    told = [body(record) for record in notices.kept.values()]
    return {one.person_id: [each.number for each in one.lines] for one in told}


@pytest.mark.parametrize(
    ("stage", "person_id", "whom"),
    [
        ("soon", None, {"p-3", "p-4", "p-5"}),
        ("soon", "p-3", {"p-3"}),
        ("today", "p-3", {"p-3", "p-4"}),
        ("late", "p-5", {"p-4", "p-5"}),
        # Who is no longer in the unit is its manager's concern.
        ("late", "p-9", {"p-4"}),
    ],
)
def test_the_holder_is_reminded_and_from_the_due_date_on_the_manager(
    stage: str, person_id: str | None, whom: set[str]
) -> None:
    unit = [OFFICER, MANAGER, LAWYER, colleague("p-5", roles=frozenset({"clerk"})), colleague("p-6", roles=frozenset())]
    found = reminded_of(due(stage=stage, person_id=person_id), unit)
    assert {one.person_id for one in found} == whom


@pytest.mark.parametrize("changes", [{"address": ""}, {"wanted": False}, {"active": False}])
def test_who_does_not_want_it_or_cannot_be_reached_is_not_reminded(changes: dict[str, Any]) -> None:
    assert not reminded_of(due(), [colleague("p-3", **changes)])


def test_what_is_confidential_is_told_to_those_with_clearance_alone() -> None:
    assert [one.person_id for one in reminded_of(due(confidential=True), [OFFICER, MANAGER])] == ["p-4"]


def test_an_address_that_is_none_is_none() -> None:
    event = PersonChangedV1(
        occurred_at=MOMENT,
        person_id="p-1",
        version=1,
        units=("permits",),
        roles=("officer",),
        address="a@b\r\nBcc: c@d",
    )
    assert Colleague.of(event).address == ""


async def test_what_comes_within_half_an_hour_is_one_mail_overdue_first(
    reminding: Reminding, notices: FakeNotices, clock: MovableClock
) -> None:
    await reminding.holder_reminded(due(1))
    clock.move(minutes=15)
    await reminding.holder_reminded(due(2, stage="late", due_on=TODAY - timedelta(days=3)))
    await reminding.poll()
    assert not notices.kept
    clock.move(minutes=15)
    await reminding.poll()
    both = ["IN-2026-000002-0", "IN-2026-000001-0"]
    assert sent(notices) == {"p-3": both, "p-4": both}


async def test_what_is_heard_again_and_again_is_told_once(
    reminding: Reminding, notices: FakeNotices, clock: MovableClock
) -> None:
    for _ in range(3):
        await reminding.holder_reminded(due())
        clock.move(minutes=30)
        await reminding.poll()
    assert [len(one) for one in sent(notices).values()] == [1, 1]


async def test_what_comes_behind_the_mail_of_a_day_goes_with_the_next_one(
    reminding: Reminding, notices: FakeNotices, clock: MovableClock
) -> None:
    await reminding.holder_reminded(due(1, person_id="p-3", stage="soon"))
    clock.move(minutes=30)
    await reminding.poll()
    await reminding.holder_reminded(due(2, person_id="p-3", stage="soon"))
    clock.move(minutes=30)
    await reminding.poll()
    assert len(notices.kept) == 1
    clock.move(days=1)
    await reminding.poll()
    assert [[one.number for one in body(record).lines] for record in notices.kept.values()] == [
        ["IN-2026-000001-0"],
        ["IN-2026-000002-0"],
    ]


async def test_a_mail_that_was_broken_off_is_gone_on_with_and_sent_once(
    reminding: Reminding, notices: FakeNotices, boxes: FakeBoxes, clock: MovableClock
) -> None:
    await reminding.holder_reminded(due(1, person_id="p-3", stage="soon"))
    clock.move(minutes=30)
    boxes.broken = True
    with pytest.raises(TransientError):
        await reminding.poll()
    await reminding.holder_reminded(due(2, person_id="p-3", stage="soon"))
    await reminding.poll()
    assert sent(notices) == {"p-3": ["IN-2026-000001-0"]}
    assert [one.key for one in boxes.kept["p-3"].lines] == [UUID(int=2)]


async def test_whoever_turned_it_off_meanwhile_gets_nothing(
    reminding: Reminding, notices: FakeNotices, staff: FakeStaff, clock: MovableClock
) -> None:
    await reminding.holder_reminded(due(1, person_id="p-3", stage="soon"))
    off = {"occurred_at": MOMENT, "person_id": "p-3", "version": 9, "units": ("permits",), "roles": ("officer",)}
    await reminding.person_changed(PersonChangedV1(**off, address="p-3@ministry.example", reminders=False))
    clock.move(minutes=30)
    await reminding.poll()
    assert (sent(notices), staff.kept["p-3"].wanted) == ({}, False)


async def test_what_became_confidential_meanwhile_is_a_number_for_some_and_nothing_for_others(
    reminding: Reminding, notices: FakeNotices, classifications: FakeClassifications, clock: MovableClock
) -> None:
    await reminding.holder_reminded(due(1))
    await classifications.note(Classification(submission_id=UUID(int=1001), confidential=True, version=4))
    clock.move(minutes=30)
    await reminding.poll()
    (record,) = notices.kept.values()
    told = body(record)
    assert (told.person_id, told.lines[0].subject, told.confidential) == ("p-4", "", True)
    # Whoever lists notices without clearance does not learn that there was one.
    assert await classifications.confidential_of([record.notice_id]) == {record.notice_id}


async def test_what_is_heard_on_the_wire_reaches_those_who_are_stated_there(
    reminding: Reminding, notify: Notify, staff: FakeStaff, boxes: FakeBoxes
) -> None:
    new = PersonChangedV1(
        occurred_at=MOMENT,
        person_id="p-7",
        version=1,
        units=("permits",),
        roles=("officer",),
        clearance="confidential",
        address="p-7@ministry.example",
        language="en",
    )
    broker = EventBroker("amqp://broker", "notify")
    subscribe(broker, notify, reminding)
    async with TestRabbitBroker(broker.faststream) as connected:
        for event in (new, due(confidential=True, stage="soon")):
            queue = queue_name("notify", type(event))
            await connected.publish(event.model_dump_json().encode(), queue, content_type="application/json")
    assert staff.kept["p-7"] == colleague("p-7", version=1, cleared=True)
    assert {one: [each.subject for each in box.lines] for one, box in boxes.kept.items()} == {"p-4": [""], "p-7": [""]}


async def test_a_kept_mail_is_the_same_when_it_is_made_again(
    reminding: Reminding, notices: FakeNotices, renderer: Renderer, clock: MovableClock
) -> None:
    await reminding.holder_reminded(due(1, person_id="p-3", stage="soon"))
    clock.move(minutes=30)
    await reminding.poll()
    (record,) = notices.kept.values()
    again = outgoing_again(renderer, record)
    assert again.message == renderer.render(body(record).notice)
    assert (record.kind, record.number, record.recipient) == ("reminder", None, "p-3@ministry.example")


def test_of_very_many_the_longest_due_are_listed_and_the_others_counted() -> None:
    lines = tuple(line(place, due_on=DAY - timedelta(days=place)) for place in range(1, MOST_LINES + 6))
    box = Box(person_id="p-3", lines=lines)
    made = digest(box, {one.key for one in lines}, DAY, OFFICER, (), MOMENT)
    assert made is not None
    assert (len(made.lines), made.more, made.lines[0].number) == (MOST_LINES, 5, "IN-2026-000105-0")


days = st.integers(0, 20).map(lambda ahead: DAY + timedelta(days=ahead))


@given(st.lists(st.tuples(days, st.integers(1, 4)), min_size=1, max_size=5), st.none() | days, days)
def test_a_box_waits_for_a_later_day_or_goes_today(
    said: list[tuple[date, int]], last_on: date | None, today: date
) -> None:
    lines = tuple(line(place, on=on, next_working_day=on + timedelta(days=off)) for place, (on, off) in enumerate(said))
    until = waits_until(Box(person_id="p-3", lines=lines, last_on=last_on), today)
    if until is None:
        assert last_on is None or last_on < today
        assert any(one.on >= today or one.next_working_day <= today for one in lines)
    else:
        assert until > today


def a_digest(language: OneLanguage, **changes: Any) -> Digest:
    made = {
        "person_id": "p-3",
        "recipient": "p-3@ministry.example",
        "language": language,
        "on": DAY,
        "at": datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
        "lines": (
            line(1, due_on=date(2026, 11, 18), subject="تصريح عمل <لنجار>"),
            line(2, subject="", confidential=True),
            line(3, due_on=date(2026, 11, 24), subject="Work permit"),
        ),
        "more": 3,
    }
    return Digest(**(made | changes))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_words_are_those_we_agreed_on(renderer: Renderer, language: OneLanguage) -> None:
    message: EmailMessage = read(renderer.render(a_digest(language).notice))
    words = f"Subject: {message['subject']}\n\n{part(message, 'plain')}".replace("\r\n", "\n").rstrip() + "\n"
    golden = GOLDEN / f"reminder-{language}.txt"
    if os.environ.get("DIWAN_WRITE_GOLDEN"):
        golden.write_text(words, encoding="utf-8")
        pytest.fail("golden text written: read it, then run again without DIWAN_WRITE_GOLDEN")
    assert words == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "start"), [("ar", "https://diwan.example"), ("en", "https://diwan.example/en")])
def test_the_page_leads_to_every_transaction_and_to_the_inbox(
    renderer: Renderer, language: OneLanguage, start: str
) -> None:
    page = Page(part(read(renderer.render(a_digest(language).notice)), "html"))
    assert page.open == []
    links = [facts["href"] for tag, facts in page.seen if tag == "a"]
    numbers = [f"{start}/matters/IN-2026-00000{place}-0" for place in (1, 2, 3)]
    assert links == [*numbers, f"{start}/inbox", f"{start}/inbox"]
