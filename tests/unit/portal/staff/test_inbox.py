"""Inbox and follow-up: what waits for somebody, and what somebody waits for."""

from datetime import date
from typing import Any

import pytest

from services.portal.model.looking import Look, next_one, one_before
from tests.unit.portal.staff.window import Window
from tests.unit.portal.staff.work_fakes import CHILD, NUMBER, Ministry, branch, child, entry, number, question


@pytest.fixture
async def officer(window: Window, ministry: Ministry) -> Window:
    ministry.entries = [entry(1, urgent=True), entry(2), entry(3)]
    await window.sign_in("officer")
    return window


@pytest.mark.parametrize(("role", "page"), [("officer", "/en/inbox"), ("manager", "/en/approvals")])
async def test_whoever_holds_work_begins_with_it(window: Window, role: str, page: str) -> None:
    answer = await window.sign_in(role)
    assert answer.headers["location"] == page


@pytest.mark.parametrize("role", ["agent", "auditor", "administrator"])
@pytest.mark.parametrize("path", ["/en/inbox", "/en/follow-up"])
async def test_whoever_holds_no_work_has_none(window: Window, role: str, path: str) -> None:
    await window.sign_in(role)
    assert (await window.open(path)).status_code == 403


async def test_each_line_says_what_from_whom_with_whom_and_until_when(officer: Window, ministry: Ministry) -> None:
    held = child(
        unit_id="permits",
        person_id="person-manager",
        state="accepted",
        accepted_by={"person_id": "person-officer"},
        clock={"due_on": date(2026, 11, 24), "left": 2, "paused": False, "late": False},
    )
    ministry.entries = [entry(1, held, urgent=True, on_behalf_of="A company")]
    page = await officer.read("/en/inbox")
    for words in (
        *("Urgent", NUMBER, "Matter 1", "Salim <b>", "A company", "For action", "Please <study> it"),
        *("Ahmed the officer (on behalf of Fatma the manager)", "Labour Permits · Fatma the manager"),
        *("Accepted: Ahmed the officer", "2 working days left", "24 November 2026", "Jumada II 1448 AH"),
    ):
        assert words in page.text
    assert "<study>" not in page.html


@pytest.mark.parametrize(
    ("shows", "words"),
    [
        ({"left": 0, "paused": False, "late": True}, "Late: Monday 30 November 2026"),
        ({"left": 0, "paused": False, "late": True, "late_by": 3}, "Late by 3 working days: Monday 30 November 2026"),
        ({"left": 1, "paused": False, "late": False}, "One working day left"),
        ({"left": 3, "paused": True, "late": False}, "3 working days left The clock stands still"),
    ],
)
async def test_a_clock_is_read_in_words(officer: Window, ministry: Ministry, shows: dict[str, Any], words: str) -> None:
    ministry.entries = [entry(1, branch(clock={"due_on": date(2026, 11, 30), **shows}))]
    assert words in (await officer.read("/en/inbox")).text


async def test_the_part_that_is_looked_at_is_asked_for_and_kept_in_every_link(
    officer: Window, ministry: Ministry
) -> None:
    page = await officer.read("/en/inbox?show=late&mine=true&unit=permits&after=place")
    assert ministry.looks == [Look(show="late", mine=True, unit="permits", after="place")]
    (first,) = page.all("a", **{"data-first": ""})
    assert first["href"] == f"/en/matters/{NUMBER}?show=late&mine=true&unit=permits"
    assert page.all("a", href="/en/inbox?show=late&mine=true&unit=permits")
    await officer.read("/en/inbox")
    assert (await officer.read("/en/inbox")).all("a", href="/en/inbox?show=all&after=further")


async def test_how_much_there_is_of_each_is_said_as_far_as_it_is_counted(officer: Window, ministry: Ministry) -> None:
    page = await officer.read("/en/inbox")
    for words in ("All 99+", "In progress 3", "With the requester 3", "Late 3"):
        assert words in page.text
    ministry.away = {"counts", "directory"}
    page = await officer.read("/en/inbox")
    assert "All –" in page.text
    assert "permits" in page.text


async def test_without_routing_the_page_says_so(officer: Window, ministry: Ministry) -> None:
    ministry.away = {"routing"}
    assert (await officer.open("/en/inbox")).status_code == 503


async def test_what_is_followed_up_says_with_whom_it_is_and_what_was_asked(officer: Window, ministry: Ministry) -> None:
    assert "You wait for nobody." in (await officer.read("/en/follow-up")).text
    held = child(CHILD, state="accepted", accepted_by={"person_id": "person-lawyer"}, may=("recall",))
    ministry.given = [entry(1, held, question=question())]
    page = await officer.read("/en/follow-up?mine=true")
    for words in (NUMBER, "Legal Affairs", "Accepted: Huda the lawyer", "The requester", "Which <year>?"):
        assert words in page.text
    assert ministry.looks[-1].mine


@pytest.mark.parametrize(
    ("at", "after", "before"), [(1, 2, None), (2, 3, 1), (3, 1, 2)], ids=["the first", "one between", "the last"]
)
def test_one_walks_through_the_list_and_round(at: int, after: int, before: int | None) -> None:
    entries = (entry(1), entry(2), entry(3))
    assert next_one(entries, number(at)) == entry(after)
    assert one_before(entries, number(at)) == (entry(before) if before else None)


def test_from_what_is_not_on_the_list_one_comes_to_its_beginning() -> None:
    assert next_one((entry(1), entry(2)), number(3)) == entry(1)
    assert one_before((entry(1), entry(2)), number(3)) is None
    assert next_one((entry(1),), NUMBER) is None
    assert next_one((), NUMBER) is None
