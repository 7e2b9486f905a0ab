"""A transaction is answered and closed, and work that begins again opens it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.errors import (
    AlreadyClosedError,
    OpenWorkBelowError,
    QuestionWaitingError,
    VoidedRouteError,
)
from services.routing.model import (
    By,
    Holder,
    Reply,
    Route,
    Task,
    ask,
    assign,
    close,
    facts,
    finish,
    places,
    refer,
    replied,
    supplemented,
    tree,
    void,
)
from shared.contracts import TransactionClosedV1, TransactionRoutedV1
from shared.errors import DiwanError
from tests.unit.routing.examples import NOW, route, unit

BY = By(person_id="p-0003", name="أحمد")
LATER = NOW + timedelta(hours=1)
REPLY = Reply(letter_id=UUID(int=5), number="OUT-2026-000001-5", by=BY, at=NOW)
UNITS = {one: unit(one) for one in ("permits", "legal", "documents")}
ROOT = tree.root(route()).branch_id


def referred(before: Route, purpose: str = "action") -> Route:
    to = Task(holder=Holder(unit_id="legal"), purpose="action" if purpose == "action" else "information")
    return refer(before, ROOT, [to], BY, NOW, uuid4)


def told(before: Route, after: Route) -> list[type]:
    return [type(each) for each in facts(before, after, UNITS, uuid4)]


@pytest.mark.parametrize("first", ["letter", "work"])
def test_the_answer_and_the_last_work_close_it_in_whatever_order(first: str) -> None:
    steps: list[Callable[[Route], Route]] = [
        lambda it: replied(it, REPLY, NOW),
        lambda it: finish(it, ROOT, BY, NOW),
    ]
    before = (steps[0] if first == "letter" else steps[1])(route())
    after = (steps[1] if first == "letter" else steps[0])(before)
    assert before.closed is None
    assert after.closed is not None
    assert (after.closed.answered_by, after.closed.because) == (REPLY.number, "")
    (event,) = facts(before, after, UNITS, uuid4)
    assert isinstance(event, TransactionClosedV1)
    assert (event.version, event.answered_by, event.answered_at) == (after.version, REPLY.number, REPLY.at)


def test_an_answer_is_noted_once_and_closes_nothing_while_somebody_works() -> None:
    after = replied(referred(route()), REPLY, NOW)
    assert after.closed is None
    assert replied(after, REPLY, LATER) is after


def test_what_needs_no_answer_is_closed_with_the_reason_by_who_holds_it() -> None:
    after = close(route(), BY, NOW, "للحفظ")
    assert after.closed is not None
    assert (after.closed.because, after.closed.answered_by, after.closed.by) == ("للحفظ", None, BY)
    assert tree.root(after).state == "done"
    assert [step.kind for step in after.history] == ["routed", "closed"]
    assert told(route(), after) == [TransactionClosedV1]


def test_what_is_closed_stands_in_no_inbox() -> None:
    after = close(referred(route(), "information"), BY, NOW, "x")
    assert not any(places(after).values())


@pytest.mark.parametrize(
    ("before", "error"),
    [
        (close(route(), BY, NOW, "x"), AlreadyClosedError),
        (referred(route()), OpenWorkBelowError),
        (ask(route(), ROOT, "؟", BY, NOW), QuestionWaitingError),
        (void(route(), "p-0002", "x", NOW), VoidedRouteError),
    ],
)
def test_nothing_is_closed_over_somebodys_head(before: Route, error: type[DiwanError]) -> None:
    with pytest.raises(error):
        close(before, BY, NOW, "x")


@pytest.mark.parametrize("purpose", ["action", "information"])
def test_a_referral_opens_it_again(purpose: str) -> None:
    before = close(route(), BY, NOW, "x")
    after = referred(before, purpose)
    assert after.closed is None
    assert tree.root(after).runs
    assert {"permits", "legal"} <= places(after)["all"].keys()
    assert told(before, after) == [TransactionRoutedV1]
    assert after.version == before.version + 1


def test_a_supplement_opens_it_again_and_the_same_one_only_once() -> None:
    before = close(route(), BY, NOW, "x")
    after = supplemented(before, "s-2", LATER, LATER, UNITS)
    assert (after.closed, after.version, after.history[-1].kind) == (None, before.version + 1, "reopened")
    assert told(before, after) == [TransactionRoutedV1]
    again = close(after, BY, LATER + timedelta(hours=1), "y")
    assert supplemented(again, "s-2", LATER, LATER, UNITS) is again


def test_a_clerk_who_gives_it_to_a_unit_opens_it_again() -> None:
    before = close(route(), BY, NOW, "x")
    for unit_id in ("permits", "legal"):
        after = assign(before, unit(unit_id), BY, LATER)
        assert after.closed is None
        assert TransactionRoutedV1 in told(before, after)


@given(st.lists(st.sampled_from(["reply", "finish", "refer", "inform", "supplement", "close", "assign"]), max_size=12))
def test_what_is_closed_has_no_work_and_is_told_with_every_version_that_closes_it(steps: list[str]) -> None:
    now, it = NOW, route()
    open_, closings = True, 0
    for number, step in enumerate(steps):
        now += timedelta(minutes=1)
        before = it
        try:
            it = _done(it, step, number, now)
        except DiwanError:
            continue
        heard = told(before, it)
        closings += heard.count(TransactionClosedV1)
        open_ = TransactionRoutedV1 in heard or (open_ and TransactionClosedV1 not in heard)
        assert open_ == (it.closed is None)
        assert it.closed is None or tree.is_complete(it)
    assert closings == sum(step.kind == "closed" for step in it.history)


def _done(it: Route, step: str, number: int, now: datetime) -> Route:
    match step:
        case "reply":
            return replied(it, Reply(letter_id=UUID(int=number), number=str(number), by=BY, at=now), now)
        case "finish":
            branch = next((each for each in reversed(tree.of(it)) if each.runs), tree.root(it))
            return finish(it, branch.branch_id, BY, now)
        case "refer" | "inform":
            return referred(it, "action" if step == "refer" else "information")
        case "supplement":
            return supplemented(it, str(number), now, now, UNITS)
        case "close":
            return close(it, BY, now, "x")
        case _:
            return assign(it, unit("legal"), BY, now)
