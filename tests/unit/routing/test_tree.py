"""The tree of a transaction's work keeps its rules, whatever is tried on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.model import (
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
        lambda to: lambda it, story: assign(it, UNITS[to], By(person_id="p-0002"), story.now()),
        st.sampled_from(sorted(UNITS)),
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
