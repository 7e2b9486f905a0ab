"""What every adapter of the ports `Staff` and `Boxes` must do: run against fakes here, and against MongoDB in integration."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.notify.model.reminders import Box, Line
from services.notify.model.staff import Colleague
from services.notify.ports import Boxes, Staff
from tests.unit.notify.examples import MOMENT

DAY = date(2026, 11, 22)
SOON = MOMENT + timedelta(minutes=30)


def colleague(person_id: str = "p-0003", **changes: Any) -> Colleague:
    """An officer of permits, who is reminded in English."""
    facts: dict[str, Any] = {
        "version": 3,
        "units": frozenset({"permits"}),
        "roles": frozenset({"officer"}),
        "cleared": False,
        "active": True,
        "address": f"{person_id}@ministry.example",
        "language": "en",
        "wanted": True,
    }
    return Colleague(person_id=person_id, **(facts | changes))


def line(place: int = 1, **changes: Any) -> Line:
    """That a transaction comes due on that Sunday."""
    facts: dict[str, Any] = {
        "key": UUID(int=place),
        "submission_id": UUID(int=1000 + place),
        "number": f"IN-2026-{place:06}-0",
        "due_on": DAY,
        "on": DAY,
        "next_working_day": DAY + timedelta(days=1),
        "subject": f"Matter {place}",
    }
    return Line(**(facts | changes))


class StaffContract:
    """Needs a fixture `staff`."""

    async def test_somebody_is_found_by_unit_as_last_told(self, staff: Staff) -> None:
        both = frozenset({"permits", "legal"})
        for one in (colleague("p-2", units=both), colleague("p-1"), colleague("p-3", units=frozenset({"legal"}))):
            await staff.note(one)
        assert [one.person_id for one in await staff.of_unit("permits")] == ["p-1", "p-2"]
        assert await staff.get("p-2") == colleague("p-2", units=both)
        assert await staff.get("nobody") is None
        assert list(await staff.of_unit("nowhere")) == []

    async def test_older_news_change_nothing_in_whatever_order_they_come(self, staff: Staff) -> None:
        newest = colleague(version=5, address="", wanted=False, language="ar")
        await asyncio.gather(*(staff.note(one) for one in (newest, colleague(version=2), colleague(version=4))))
        assert await staff.get("p-0003") == newest
        await staff.note(newest)
        assert await staff.get("p-0003") == newest


class BoxesContract:
    """Needs a fixture `boxes`."""

    async def test_what_is_put_in_is_there_once_however_often_it_comes(self, boxes: Boxes) -> None:
        lines = [line(each) for each in range(1, 6)]
        await asyncio.gather(*(boxes.put("p-1", one, look_at=SOON) for one in lines * 4))
        (box,) = await boxes.due(SOON, 9)
        assert (box.person_id, box.last_on, box.sending) == ("p-1", None, None)
        assert sorted(box.lines, key=lambda one: one.number) == lines
        assert list(await boxes.due(SOON - timedelta(seconds=1), 9)) == []

    async def test_a_box_is_looked_at_when_its_first_line_says(self, boxes: Boxes) -> None:
        await boxes.put("p-1", line(1), look_at=SOON)
        await boxes.put("p-1", line(2), look_at=SOON + timedelta(minutes=5))
        assert len(await boxes.due(SOON, 9)) == 1
        (box,) = await boxes.due(SOON, 9)
        await boxes.wait(box, SOON + timedelta(days=1))
        assert list(await boxes.due(SOON + timedelta(hours=1), 9)) == []
        assert list(await boxes.due(SOON + timedelta(days=1), 9)) == [box]

    async def test_who_waits_does_not_hide_what_came_meanwhile(self, boxes: Boxes) -> None:
        await boxes.put("p-1", line(1), look_at=SOON)
        (box,) = await boxes.due(SOON, 9)
        await boxes.put("p-1", line(2), look_at=SOON)
        await boxes.wait(box, SOON + timedelta(days=1))
        assert len(await boxes.due(SOON, 9)) == 1

    async def test_of_several_who_begin_the_mail_of_a_day_one_does(self, boxes: Boxes) -> None:
        await boxes.put("p-1", line(1), look_at=SOON)
        (box,) = await boxes.due(SOON, 9)
        begun = await asyncio.gather(*(boxes.begin(box, DAY, {UUID(int=1)}) for _ in range(6)))
        assert sum(begun) == 1
        assert list(await boxes.due(SOON, 9)) == [replace(box, sending=(DAY, frozenset({UUID(int=1)})))]

    async def test_what_was_sent_is_taken_out_and_what_came_meanwhile_stays(self, boxes: Boxes) -> None:
        await boxes.put("p-1", line(1), look_at=SOON)
        (box,) = await boxes.due(SOON, 9)
        assert await boxes.begin(box, DAY, {UUID(int=1)})
        await boxes.put("p-1", line(2), look_at=SOON)
        for _ in range(2):
            await boxes.done("p-1", DAY)
        (left,) = await boxes.due(SOON, 9)
        assert left == Box(person_id="p-1", lines=(line(2),), last_on=DAY)
        assert not await boxes.begin(left, DAY, {UUID(int=2)})
        # What was sent is known when its event comes again.
        await boxes.put("p-1", line(1), look_at=SOON)
        assert list(await boxes.due(SOON, 9)) == [left]
        assert await boxes.begin(left, DAY + timedelta(days=1), {UUID(int=2)})
        await boxes.done("p-1", DAY + timedelta(days=1))
        assert list(await boxes.due(SOON + timedelta(days=9), 9)) == []
