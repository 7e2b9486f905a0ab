"""Another type has another term, and perhaps another unit."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.model import By, Holder, Route, Task, due_date, refer, retype, tree, void
from services.routing.service import Routing
from shared.contracts import TransactionRetypedV1
from shared.errors import TransientError
from tests.unit.routing.examples import NAME, NOW, NUMBER, registered, route, unit
from tests.unit.routing.fakes import FakeRoutes

UNITS = {one: unit(one) for one in ("permits", "legal", "documents")}


def retyped(version: int = 5, days: int = 7, unit_id: str | None = None) -> TransactionRetypedV1:
    return TransactionRetypedV1(
        occurred_at=NOW,
        submission_id=registered().submission_id,
        number=NUMBER,
        version=version,
        request_type="work-permit-renewal",
        request_type_title=NAME,
        days_to_answer=days,
        unit_id=unit_id,
        by="p-0002",
        reason="تجديد",
    )


def referred(at: Route) -> Route:
    """With a part at legal that has a term of its own."""
    task = Task(holder=Holder(unit_id="legal"), days=2, due_on=at.due_on)
    return refer(at, tree.root(at).branch_id, [task], By(person_id="p-1"), NOW, lambda: registered().submission_id)


@given(st.integers(1, 60), st.booleans())
def test_the_term_is_that_of_the_new_type_from_the_day_of_receipt(days: int, worked_on: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    before = referred(route()) if worked_on else route()
    after = retype(before, retyped(days=days), UNITS, NOW + timedelta(hours=3))
    assert after.days_to_answer == days
    assert after.due_on == tree.root(after).due_on == due_date(NOW, days, UNITS["permits"])
    assert (after.version, after.unit_id, after.since) == (before.version + 1, before.unit_id, before.since)
    assert [one.due_on for one in tree.of(after)[1:]] == [one.due_on for one in tree.of(before)[1:]]
    assert after.history[len(before.history)].kind == "retyped"


def test_a_unit_that_is_named_gets_it_by_its_own_calendar() -> None:
    after = retype(route(), retyped(unit_id="legal"), UNITS, NOW + timedelta(hours=3))
    assert (after.unit_id, after.certainty, after.version) == ("legal", "certain", 2)
    assert after.due_on == due_date(NOW, 7, UNITS["legal"])
    assert [one.kind for one in after.history][-1] == "assigned"


def test_older_news_and_what_is_void_change_nothing() -> None:
    after = retype(route(), retyped(version=5), UNITS, NOW)
    assert retype(after, retyped(version=5, days=30), UNITS, NOW) is after
    assert retype(after, retyped(version=4, days=30), UNITS, NOW) is after
    closed = void(route(), "p-0003", "twice", NOW)
    assert retype(closed, retyped(), UNITS, NOW) is closed


async def test_everybody_hears_of_the_new_date_and_nobody_of_a_move(routing: Routing, routes: FakeRoutes) -> None:
    with pytest.raises(TransientError):
        await routing.transaction_retyped(retyped())
    await routing.transaction_registered(registered())
    for _ in range(2):
        await routing.transaction_retyped(retyped(days=9))
    assert [(one.version, one.days_to_answer, one.moved_from) for one in routes.routed] == [(1, 2, None), (2, 9, None)]
    await routing.transaction_retyped(retyped(version=6, days=9, unit_id="legal"))
    assert (routes.routed[-1].unit.unit_id, routes.routed[-1].moved_from) == ("legal", "permits")
