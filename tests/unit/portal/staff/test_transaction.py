"""One transaction: who sees it, what is shown of it, and which forms there are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal.model.branch import Branch
from services.portal.model.branching import Node, tree_of
from services.portal.model.work import ACTS
from services.portal.watching import Watching
from services.portal.working import Working
from tests.unit.portal.browser import Page
from tests.unit.portal.fakes import FakeRegistry
from tests.unit.portal.staff.clerks_fakes import an_id
from tests.unit.portal.staff.window import Window
from tests.unit.portal.staff.work_fakes import (
    CHILD,
    HOLDER,
    NUMBER,
    OTHER,
    ROOT,
    Ministry,
    branch,
    child,
    entry,
    number,
    question,
    step,
    work,
)

ONE = f"/en/matters/{NUMBER}"


@pytest.fixture
async def officer(window: Window, ministry: Ministry) -> Window:
    ministry.add(work(1), work(2))
    ministry.entries = [entry(1), entry(2)]
    await window.sign_in("officer")
    return window


def forms(page: Page) -> set[str]:
    """What can be done by the forms of a page."""
    actions = {has.get("action", "") for has in page.all("form")}
    return {act for act in ACTS if f"{ONE}/{act}" in actions}


@pytest.mark.parametrize(("role", "status"), [("auditor", 200), ("clerk", 200), ("agent", 403), ("administrator", 403)])
async def test_who_may_see_transactions_sees_them(window: Window, ministry: Ministry, role: str, status: int) -> None:
    ministry.add(work(1, branch(may=()), may=()))
    await window.sign_in(role)
    answer = await window.open(ONE)
    assert answer.status_code == status
    assert not forms(Page(answer))


@pytest.mark.parametrize("path", ["IN-2026-000999-9", "nonsense", "..%2Finbox", "IN-2026-000123-8"])
async def test_what_is_absent_or_not_ones_own_is_the_same_page(officer: Window, path: str) -> None:
    assert (await officer.open(f"/en/matters/{path}")).status_code == 404


async def test_a_number_is_found_however_it_is_written(officer: Window) -> None:
    assert NUMBER in (await officer.read("/en/matters/in%20-%202026-000123-7")).text


async def test_there_is_a_form_for_all_that_is_offered_and_for_nothing_else(
    officer: Window, ministry: Ministry
) -> None:
    assert forms(await officer.read(ONE)) == {*HOLDER, "note"}
    ministry.add(work(1, branch(may=("refer",)), child(may=("recall",)), may=("note", "assign", "settle")))
    assert forms(await officer.read(ONE)) == {"refer", "recall", "note", "assign"}
    ministry.add(work(1, branch(), may=("settle",), questions=[question()], waiting=True))
    assert forms(await officer.read(ONE)) == {"settle"}


async def test_what_is_held_up_says_by_whom_and_has_no_form_to_end_it(officer: Window, ministry: Ministry) -> None:
    ministry.add(work(1, branch(may=HOLDER), child(), child(OTHER, "inspection", purpose="information")))
    page = await officer.read(ONE)
    assert "before this is done: Legal Affairs Ask" in page.text
    assert not {"done", "return"} & forms(page)
    ministry.add(work(1, branch(may=HOLDER), questions=[question()], waiting=True))
    page = await officer.read(ONE)
    assert "before the question is settled" in page.text
    assert not {"done", "return"} & forms(page)


async def test_it_can_be_referred_to_units_that_take_work_and_to_their_people_but_not_to_oneself(
    officer: Window,
) -> None:
    page = await officer.read(ONE)
    values = [has["value"] for has in page.all("input", name="to")]
    people = ["permits/person-officer", "permits/person-manager", "legal/person-lawyer"]
    assert sorted(values) == sorted(["legal", "inspection", *people])


async def test_the_tree_is_drawn_with_who_since_when_from_whom_and_how_it_ended(
    officer: Window, ministry: Ministry
) -> None:
    ended = {"by": {"person_id": "person-lawyer"}, "at": "2026-11-23T06:00:00Z", "because": "not <ours>"}
    ministry.add(work(1, branch(may=HOLDER), child(state="returned", ended=ended), child(OTHER, "inspection")))
    page = await officer.read(ONE)
    for words in (
        "With you",
        "From Labour Permits · Ahmed the officer (on behalf of Fatma the manager)",
        "Returned: Huda the lawyer Monday 23 November 2026",
        "not <ours>",
        "Inspection For action",
    ):
        assert words in page.text
    assert "<ours>" not in page.html


async def test_what_arrived_and_what_happened_is_told_once(officer: Window, ministry: Ministry) -> None:
    history = [
        step("routed", because="request-type"),
        step("referred", 5, who="person-officer", branch_id=ROOT, because="Please <study> it"),
        step("accepted", 6, who="person-lawyer", branch_id=CHILD),
        step("asked", 9, who="person-officer", branch_id=ROOT),
        step("settled", 10, because="supplemented"),
        step("rescheduled", 11, because="2026-11-25 عطلة", old_due_on=date(2026, 11, 30), new_due_on=date(2026, 12, 1)),
        step("something-new", 12),
    ]
    settled = question(settled_at="2026-11-22T06:15:00Z", settled_how="supplemented")
    ministry.add(work(1, branch(may=HOLDER), child(), history=history, questions=[settled]))
    page = await officer.read(ONE)
    for words in (
        "Civil number 12345678".replace(" 1", "1"),
        "please <script>",
        "Sent to Labour Permits",
        "Referred to Legal Affairs",
        "Accepted · Legal Affairs",
        "The requester was asked",
        "The requester answered",
        "Tuesday 1 December 2026",
        "instead of",
        "2026-11-25 عطلة",
        "Changed",
    ):
        assert words in page.text


async def test_without_registry_storage_and_directory_one_can_still_work(officer: Window, ministry: Ministry) -> None:
    ministry.away = {"registry", "directory"}
    page = await officer.read(ONE)
    assert "What arrived cannot be shown at the moment." in page.text
    assert "done" in forms(page)
    assert "permits" in page.text


async def test_whoever_holds_several_parts_chooses_one(officer: Window, ministry: Ministry) -> None:
    ministry.add(work(1, branch(may=HOLDER), child(unit_id="permits", person_id="person-officer", may=HOLDER)))
    page = await officer.read(ONE)
    assert page.all("a", href=f"{ONE}?show=all&branch={CHILD}")
    page = await officer.read(f"{ONE}?branch={CHILD}")
    assert {has["value"] for has in page.all("input", name="branch")} == {str(CHILD)}


async def test_one_walks_to_the_next_of_the_same_part_of_the_inbox(officer: Window) -> None:
    page = await officer.read(f"{ONE}?show=late&mine=true")
    assert page.all("a", rel="next", href=f"/en/matters/{number(2)}?show=late&mine=true")


@given(st.lists(st.integers(0, 30), max_size=30))
def test_the_tree_has_every_branch_once_below_the_one_it_came_from(parents: list[int]) -> None:
    told = [branch(an_id(0))]
    for at, parent in enumerate(parents, start=1):
        told.append(branch(an_id(at), parent_id=an_id(parent % at)))
    branches = [Branch.model_validate(one) for one in told]
    seen: list[Branch] = []

    def walk(node: Node) -> None:
        seen.append(node.branch)
        for below in node.below:
            assert below.branch.parent_id == node.branch.branch_id
            walk(below)

    root = tree_of(branches)
    assert root is not None
    walk(root)
    assert sorted(seen, key=str) == sorted(branches, key=str)


async def test_an_open_page_hears_of_changes_until_it_may_not_any_more(
    ministry: Ministry, registry: FakeRegistry
) -> None:
    working = Working(
        registry=registry,
        works=ministry,
        relations=ministry,
        transactions=ministry,
        colleagues=ministry,
        watching=Watching(seconds=0, most=1),
    )
    ministry.add(work(1))
    told = []
    async for mark in working.watch("token", NUMBER, "4"):
        told.append(mark)
        if len(told) == 1:
            ministry.add(work(1, version=5))
        elif len(told) == 2:
            ministry.away = {"routing"}
        elif len(told) == 3:
            ministry.away, ministry.works = set(), {}
    assert told == ["", "5", "", ""]
