"""Work is referred, comes back, is recalled and done."""

from datetime import timedelta
from itertools import count
from uuid import UUID

from services.routing.model import (
    Branch,
    By,
    Holder,
    Route,
    Task,
    accept,
    ask,
    assign,
    finish,
    give_back,
    give_back_root,
    recall,
    refer,
    tree,
)
from tests.unit.routing.examples import NOW, route, unit

UNITS = {name: unit(name) for name in ("documents", "permits", "legal", "trade")}
BY = By(person_id="p-0003", name="أحمد")


def held(at: Route) -> list[tuple[str, str]]:
    return [(each.holder.unit_id, each.state) for each in tree.of(at)]


def referred(at: Route, from_: Branch, *to: str, purpose: str = "action") -> tuple[Route, list[Branch]]:
    ids = count(len(tree.of(at)) * 100)
    tasks = [Task(holder=Holder(unit_id=one), purpose="action" if purpose == "action" else "information") for one in to]
    after = refer(at, from_.branch_id, tasks, BY, NOW, lambda: UUID(int=next(ids)))
    return after, list(tree.of(after)[-len(to) :])


def test_work_that_was_referred_to_three_is_complete_when_the_last_of_them_and_the_giver_are_done() -> None:
    at = route()
    at, three = referred(at, tree.root(at), "legal", "trade", "documents")
    for each in three:
        at = finish(at, each.branch_id, BY, NOW)
        assert not tree.is_complete(at)
    at = finish(at, tree.root(at).branch_id, BY, NOW)
    assert tree.is_complete(at)


def test_what_is_returned_is_again_its_givers_to_refer() -> None:
    at = route()
    at, (legal,) = referred(at, tree.root(at), "legal")
    at = give_back(at, legal.branch_id, BY, NOW, "ليس من اختصاصنا")
    at, _ = referred(at, tree.root(at), "trade")
    assert held(at) == [("permits", "open"), ("legal", "returned"), ("trade", "open")]
    ending = tree.find(at, legal.branch_id).ended
    assert ending is not None
    assert (ending.by, ending.because) == (BY, "ليس من اختصاصنا")


def test_a_recall_takes_back_everything_below_that_still_runs() -> None:
    at = route()
    at, (legal,) = referred(at, tree.root(at), "legal")
    at, (trade, _) = referred(at, legal, "trade", "documents")
    at = finish(at, trade.branch_id, BY, NOW)
    at, _ = referred(at, legal, "permits", purpose="information")
    at = recall(at, legal.branch_id, BY, NOW, UNITS)
    assert held(at)[1:] == [
        ("legal", "recalled"),
        ("trade", "done"),
        ("documents", "recalled"),
        ("permits", "recalled"),
    ]


def test_a_question_that_was_asked_from_what_is_recalled_waits_no_more() -> None:
    at = route()
    at, (legal,) = referred(at, tree.root(at), "legal")
    at = ask(at, legal.branch_id, "؟", BY, NOW)
    after = recall(at, legal.branch_id, BY, NOW + timedelta(days=7), UNITS)
    settled = after.questions[0].settled
    assert settled is not None
    assert (settled.how, after.version) == ("withdrawn", at.version + 1)
    assert after.due_on > at.due_on


def test_information_holds_nothing_up() -> None:
    at = route()
    at, _ = referred(at, tree.root(at), "legal", "trade", purpose="information")
    at = finish(at, tree.root(at).branch_id, BY, NOW)
    assert tree.is_complete(at)
    assert held(at)[1:] == [("legal", "open"), ("trade", "open")]


def test_what_was_done_runs_again_when_work_is_referred_from_it_and_not_when_somebody_is_informed() -> None:
    at = finish(route(), tree.root(route()).branch_id, BY, NOW)
    at, _ = referred(at, tree.root(at), "trade", purpose="information")
    assert tree.is_complete(at)
    at, _ = referred(at, tree.root(at), "legal")
    assert held(at) == [("permits", "accepted"), ("trade", "open"), ("legal", "open")]


def test_a_returned_transaction_is_with_the_documents_department_in_doubt() -> None:
    at = give_back_root(route(), UNITS["documents"], BY, NOW, "ليست من اختصاصنا")
    assert (at.unit_id, at.certainty, at.because, at.history[-1].kind) == (
        "documents",
        "doubtful",
        "returned",
        "returned",
    )
    given = assign(at, UNITS["legal"], By(person_id="p-0002"), NOW)
    assert (given.unit_id, given.certainty, tree.root(given).state) == ("legal", "certain", "open")


def test_the_root_of_what_nobody_touched_is_the_one_that_is_kept_once_somebody_does() -> None:
    untouched = route()
    assert untouched.branches == ()
    root = tree.root(untouched)
    after = accept(untouched, root.branch_id, BY, NOW)
    assert tree.root(after).branch_id == root.branch_id
    assert len(after.branches) == 1
