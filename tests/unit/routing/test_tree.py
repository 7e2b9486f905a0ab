"""The tree of a transaction's work keeps its rules, whatever is tried on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

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
    settle,
    tree,
    void,
    waiting,
)
from shared.errors import DiwanError
from tests.unit.routing.examples import NOW, route, unit

UNITS = {name: unit(name) for name in ("documents", "permits", "legal", "trade")}
BY = By(person_id="p-0003", name="أحمد")
TASKS = st.builds(
    Task,
    holder=st.builds(Holder, unit_id=st.sampled_from(sorted(UNITS)), person_id=st.sampled_from([None, "p-1", "p-2"])),
    purpose=st.sampled_from(["action", "action", "information"]),
    instruction=st.sampled_from(["", "للدراسة والإفادة"]),
    days=st.sampled_from([None, 1, 3]),
)

Command = Callable[[Route, "Story"], Route]


@dataclass
class Story:
    """Ids and moments, each new one behind the others."""

    ids: Iterator[int] = field(default_factory=lambda: count(1))
    at: datetime = NOW

    def new_id(self) -> UUID:
        return UUID(int=next(self.ids))

    def now(self) -> datetime:
        self.at += timedelta(hours=5)
        return self.at


def which(route: Route, pick: int) -> UUID:
    """Any branch; one too many is a branch that there is not."""
    ids = [*(each.branch_id for each in tree.of(route)), UUID(int=0)]
    return ids[pick % len(ids)]


COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        lambda pick, tasks: lambda it, story: refer(it, which(it, pick), tasks, BY, story.now(), story.new_id),
        st.integers(0, 30),
        st.lists(TASKS, min_size=1, max_size=3),
    ),
    st.builds(lambda pick: lambda it, story: accept(it, which(it, pick), BY, story.now()), st.integers(0, 30)),
    st.builds(
        lambda pick: lambda it, story: give_back(it, which(it, pick), BY, story.now(), "ليس من اختصاصنا"),
        st.integers(0, 30),
    ),
    st.builds(lambda pick: lambda it, story: recall(it, which(it, pick), BY, story.now(), UNITS), st.integers(0, 30)),
    st.builds(lambda pick: lambda it, story: finish(it, which(it, pick), BY, story.now()), st.integers(0, 30)),
    st.builds(lambda pick: lambda it, story: ask(it, which(it, pick), "؟", BY, story.now()), st.integers(0, 30)),
    st.just(lambda it, story: settle(it, "otherwise", BY, story.now(), UNITS)),
    st.just(lambda it, story: give_back_root(it, UNITS["documents"], BY, story.now(), "ليس من اختصاصنا")),
    st.builds(
        lambda to: lambda it, story: assign(it, UNITS[to], "p-0002", story.now()), st.sampled_from(sorted(UNITS))
    ),
    st.just(lambda it, story: void(it, "p-0002", "سُجّل مرتين", story.now())),
)


def assert_whole(route: Route) -> None:
    branches = tree.of(route)
    by_id = {each.branch_id: each for each in branches}
    assert len(by_id) == len(branches), "an id is one branch's alone"
    root, *others = branches
    assert root.parent_id is None
    assert (root.holder, root.due_on, root.days) == (Holder(unit_id=route.unit_id), route.due_on, route.days_to_answer)
    behind: set[UUID] = {root.branch_id}
    for each in others:
        assert each.parent_id in behind, "no orphan, and a child behind its parent"
        behind.add(each.branch_id)
        above = by_id[each.parent_id] if each.parent_id else root
        assert each.given_from is not None
        if each.is_work:
            assert above.is_work, "an ended branch, or one for information, has no open work below it"
        if each.purpose == "action":
            assert above.purpose == "action"
    for each in branches:
        assert (each.ended is None) == each.runs
    at_work = [each for each in branches if each.is_work]
    assert tree.is_complete(route) == (not at_work) == (not root.runs)
    question = waiting(route.questions)
    if question is not None:
        assert by_id[question.branch_id].is_work, "who asked still works on it"
    assert [each.round for each in route.questions] == list(range(1, len(route.questions) + 1))


@settings(max_examples=200)
@given(st.lists(COMMANDS, max_size=40))
def test_whatever_is_tried_the_tree_stays_whole(commands: list[Command]) -> None:
    at, story = route(), Story()
    assert_whole(at)
    for command in commands:
        before = at
        try:
            at = command(at, story)
        except DiwanError:  # an illegal command has a named error
            continue
        assert_whole(at)
        assert (at is before) == (at.version == before.version)
        assert at is before or (at.version == before.version + 1 and len(at.history) > len(before.history))
        assert not before.voided or at is before


def held(at: Route) -> list[tuple[str, str]]:
    return [(each.holder.unit_id, each.state) for each in tree.of(at)]


def referred(at: Route, from_: Branch, *to: str, purpose: str = "action") -> tuple[Route, list[Branch]]:
    tasks = [Task(holder=Holder(unit_id=one), purpose="action" if purpose == "action" else "information") for one in to]
    after = refer(at, from_.branch_id, tasks, BY, NOW, Story(ids=count(len(tree.of(at)) * 100)).new_id)
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
    given = assign(at, UNITS["legal"], "p-0002", NOW)
    assert (given.unit_id, given.certainty, tree.root(given).state) == ("legal", "certain", "open")


def test_the_root_of_what_nobody_touched_is_the_one_that_is_kept_once_somebody_does() -> None:
    untouched = route()
    assert untouched.branches == ()
    root = tree.root(untouched)
    after = accept(untouched, root.branch_id, BY, NOW)
    assert tree.root(after).branch_id == root.branch_id
    assert len(after.branches) == 1
