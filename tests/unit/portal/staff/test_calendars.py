"""A unit's year, and announcing days: what it will do is said before, and what it did after."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal.model.administration import Effect, ToldUnit
from services.portal.model.months import year_of
from services.portal.model.structure import Bough, tree_of
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.fakes import NOW
from tests.unit.portal.staff.house import House, a_unit
from tests.unit.portal.staff.window import Window

HERE = "/en/administration/units/permits/calendar"
DAY = (("what", "off"), ("first", "2026-12-01"), ("last", "2026-12-02"), ("reason", "Eid"))


@pytest.fixture
async def administrator(window: Window) -> Window:
    await window.sign_in("administrator")
    return window


@pytest.fixture
def moved(house: House) -> Effect:
    told = {"number": "IN-2026-000123-7", "when": NOW, "old_due_on": "2026-12-01", "new_due_on": "2026-12-03"}
    told["because"] = "2026-12-01 Eid <b>"
    house.calendars.told = Effect.model_validate(
        {"version": 1, "behind": False, "running": 3, "more": False, "moved": [told]}
    )
    return house.calendars.told


async def test_what_announcing_will_do_is_said_before_anything_is_done(
    administrator: Window, house: House, moved: Effect
) -> None:
    assert moved.running
    asked = await administrator.send(await administrator.open(HERE), f"{HERE}/before", *DAY)
    page = Page(asked)
    assert "The running due dates of 3 matters are recomputed." in page.text
    assert house.units.shelf.done == []
    done = await administrator.send(asked, HERE)
    assert done.headers["location"].startswith(f"{HERE}?year=2026&done=announced")
    ((what, body, condition),) = house.units.shelf.done
    assert (what, condition.version) == ("announce", "1")
    assert body == {"days_off": {"2026-12-01": "Eid", "2026-12-02": "Eid"}, "reason": "Eid"}


async def test_what_moved_is_shown_with_old_new_and_why(administrator: Window, moved: Effect) -> None:
    text = (await administrator.read(HERE)).text
    for one in (moved.moved[0].number, "1 December 2026", "3 December 2026", "Eid <b>"):
        assert one in text
    assert "being recomputed" not in text


@pytest.mark.parametrize(("running", "words"), [(0, "No matter runs"), (1, "of one matter"), (1000, "more than 1,000")])
async def test_how_many_it_concerns_is_said_in_words(
    administrator: Window, house: House, running: int, words: str
) -> None:
    house.calendars.told = Effect(version=1, behind=True, running=running, more=running == 1000)
    page = Page(await administrator.send(await administrator.open(HERE), f"{HERE}/before", *DAY))
    assert words in page.text
    assert "being recomputed" in page.text


async def test_without_routing_a_holiday_can_still_be_announced(administrator: Window, house: House) -> None:
    house.calendars.away = True
    page = Page(await administrator.send(await administrator.open(HERE), f"{HERE}/before", *DAY))
    assert "cannot be said at the moment" in page.text


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        ("", "", "x"),
        ("x", "", "x"),
        ("2026-12-02", "2026-12-01", "x"),
        ("2026-01-01", "2026-12-31", "x"),
        ("2026-12-01", "", ""),
    ],
)
async def test_days_that_make_no_sense_are_not_announced(
    administrator: Window, house: House, first: str, last: str, reason: str
) -> None:
    typed = (("what", "off"), ("first", first), ("last", last), ("reason", reason))
    for path in (f"{HERE}/before", HERE):
        form = await administrator.open(HERE)
        seal = Page(form).values["seal"]
        answer = await administrator.client.post(path, data=dict(typed) | {"seal": seal, "version": "1"})
        assert answer.status_code == 422
    assert house.units.shelf.done == []


async def test_a_day_is_taken_back(administrator: Window, house: House) -> None:
    data = {"what": "back", "first": "2026-12-01", "seal": Page(await administrator.open(HERE)).values["seal"]}
    asked = await administrator.client.post(f"{HERE}/before", data=data)
    await administrator.send(asked, HERE)
    ((_, body, _),) = house.units.shelf.done
    assert (body["days_off"], body["days_on"]) == ({"2026-12-01": None}, {"2026-12-01": None})


@given(st.integers(1990, 2100), st.frozensets(st.integers(1, 7), max_size=6))
def test_every_day_of_a_year_stands_once_in_its_month(year: int, weekend: frozenset[int]) -> None:
    months = year_of(year, weekend, ())
    cells = [cell for month in months for week in month.weeks for cell in week if cell]
    assert [cell.day for cell in cells] == [
        date.fromordinal(day) for day in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    ]
    assert all((cell.mark == "weekend") == (cell.day.isoweekday() in weekend) for cell in cells)
    assert all(len(week) == 7 for month in months for week in month.weeks)


parents = st.dictionaries(st.sampled_from("abcdef"), st.none() | st.sampled_from("abcdefg"), min_size=1)


@given(parents)
def test_a_tree_has_every_unit_once_that_leads_to_the_top(parent_of: dict[str, str | None]) -> None:
    units = tuple(a_unit(one, parent_id=parent) for one, parent in parent_of.items())
    shown = sorted(one.unit_id for one in _flat(tree_of(units)))
    assert len(shown) == len(set(shown))
    assert set(shown) == {one for one in parent_of if _reaches_the_top(one, parent_of)}


def _flat(boughs: tuple[Bough, ...]) -> list[ToldUnit]:
    return [one for bough in boughs for one in (bough.unit, *_flat(bough.below))]


def _reaches_the_top(one: str, parent_of: dict[str, str | None]) -> bool:
    at: str | None = one
    for _ in range(len(parent_of) + 1):
        if at is None or at not in parent_of:
            return True
        at = parent_of[at]
    return False
