"""What somebody waits for: work that was referred to others, and questions to the requester."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.inboxes import Inboxes
from services.routing.known_units import UnitWatch
from services.routing.model import By, Holder, Purpose, Route, Task, ask, finish, give_back, recall, refer, tree
from services.routing.rights import Person
from services.routing.service import Routing
from tests.unit.routing.examples import LAWYER, NOW, NUMBER, OFFICER, numbered, person, registered, route, unit
from tests.unit.routing.fakes import FakeRoutes, FakeUnitProjection, TickingClock

BY = By(person_id=OFFICER.person_id)
MANAGER = person("p-0004", "manager", "permits")


@pytest.fixture
def inboxes(routes: FakeRoutes, watch: UnitWatch, clock: TickingClock) -> Inboxes:
    return Inboxes(routes=routes, units=watch, clock=clock)


def referred(at: Route, unit_id: str, purpose: Purpose = "action", by: By = BY) -> Route:
    task = Task(holder=Holder(unit_id=unit_id), purpose=purpose, days=1, due_on=NOW.date() + timedelta(days=1))
    return refer(at, tree.root(at).branch_id, [task], by, NOW, uuid4)


async def waited_for(inboxes: Inboxes, who: Person, *, mine: bool = False) -> Sequence[Route]:
    return (await inboxes.page(who, mine=mine, unit=None, show="given", after="", limit=50)).routes


async def test_what_was_referred_for_action_is_followed_up_until_it_is_done(
    inboxes: Inboxes, routes: FakeRoutes
) -> None:
    untouched, informed = route(numbered(1)), referred(route(numbered(2)), "legal", "information")
    open_ = referred(route(numbered(3)), "legal")
    branch = open_.branches[1].branch_id
    for one in (untouched, informed, open_):
        routes.kept[one.submission_id] = one
    assert await waited_for(inboxes, OFFICER) == [open_]
    assert await waited_for(inboxes, LAWYER) == []
    for ended in (
        finish(open_, branch, BY, NOW),
        give_back(open_, branch, BY, NOW, "x"),
        recall(open_, branch, BY, NOW, {}),
    ):
        routes.kept[open_.submission_id] = ended
        assert await waited_for(inboxes, OFFICER) == []


async def test_a_question_is_followed_up_by_whoever_asked(inboxes: Inboxes, routes: FakeRoutes) -> None:
    asked = ask(route(numbered(1)), tree.root(route(numbered(1))).branch_id, "؟", BY, NOW)
    routes.kept[asked.submission_id] = asked
    assert await waited_for(inboxes, OFFICER, mine=True) == [asked]
    assert await waited_for(inboxes, MANAGER) == [asked]
    assert await waited_for(inboxes, MANAGER, mine=True) == []


async def test_the_own_referrals_are_those_that_one_made_oneself(inboxes: Inboxes, routes: FakeRoutes) -> None:
    mine = referred(route(numbered(1)), "legal")
    others = referred(route(numbered(2)), "legal", by=MANAGER.by)
    for one in (mine, others):
        routes.kept[one.submission_id] = one
    assert await waited_for(inboxes, OFFICER) == [mine, others]
    assert await waited_for(inboxes, OFFICER, mine=True) == [mine]
    assert await waited_for(inboxes, MANAGER, mine=True) == [others]


@given(st.lists(st.sampled_from(["untouched", "referred", "late", "asked"]), max_size=12))
async def test_the_counts_are_those_of_the_lists(kinds: list[str]) -> None:
    routes, watch = FakeRoutes(), UnitWatch(FakeUnitProjection(unit("permits"), unit("legal")))
    await watch.refresh()
    for at, kind in enumerate(kinds, start=1):
        received = NOW - timedelta(days=30 if kind == "late" else 0)
        one = route(numbered(at, received_at=received))
        one = referred(one, "legal") if kind == "referred" else one
        one = ask(one, tree.root(one).branch_id, "؟", BY, NOW) if kind == "asked" else one
        routes.kept[one.submission_id] = one
    inboxes = Inboxes(routes=routes, units=watch, clock=TickingClock())
    assert await inboxes.counts(OFFICER, mine=False, unit=None) == {
        "all": len(kinds),
        "running": len(kinds) - kinds.count("asked"),
        "waiting": kinds.count("asked"),
        "late": kinds.count("late"),
        "given": kinds.count("referred") + kinds.count("asked"),
    }


async def test_neither_lists_nor_counts_show_what_is_confidential_but_to_those_with_clearance(
    inboxes: Inboxes, routes: FakeRoutes
) -> None:
    hidden, shown = (referred(route(numbered(at)), "legal") for at in (1, 2))
    hidden = replace(hidden, confidential=True, classified=2)
    routes.kept = {one.submission_id: one for one in (hidden, shown)}
    cleared = replace(OFFICER, person_id="p-77", cleared=True)
    deputy = Person(person_id="p-78", roles=frozenset({"officer"}), acts_for=(cleared,))
    for who, seen in ((OFFICER, [shown]), (cleared, [hidden, shown]), (deputy, [hidden, shown])):
        assert {one.number for one in await waited_for(inboxes, who)} == {one.number for one in seen}
        counts = await inboxes.counts(who, mine=False, unit=None)
        assert (counts["all"], counts["given"]) == (len(seen), len(seen))


async def test_over_http_each_line_has_the_branches_that_are_waited_for_and_who_works_on_them(
    client: httpx.AsyncClient, routing: Routing
) -> None:
    await routing.transaction_registered(registered())
    officer, lawyer = ({"Authorization": f"Bearer officer@{one}"} for one in ("permits", "legal"))
    path = f"/api/v1/routes/{NUMBER}"
    await client.post(f"{path}/referrals", json={"to": [{"unit_id": "legal"}]}, headers=officer | {"If-Match": '"1"'})
    ((entry,),) = [(await client.get("/api/v1/follow-up", headers=officer)).json()["entries"]]
    assert [branch["unit_id"] for branch in entry["branches"]] == ["legal"]
    (branch,) = entry["branches"]
    assert (branch["accepted_by"], branch["may"]) == (None, ["recall"])
    accept = f"{path}/branches/{UUID(branch['branch_id'])}/accept"
    await client.post(accept, headers=lawyer | {"If-Match": '"2"'})
    (entry,) = (await client.get("/api/v1/follow-up", headers=officer)).json()["entries"]
    assert entry["branches"][0]["accepted_by"]["person_id"] == "officer@legal"
    await client.post(f"{path}/question", json={"question": "؟"}, headers=officer | {"If-Match": '"3"'})
    (entry,) = (await client.get("/api/v1/follow-up", headers=officer)).json()["entries"]
    assert entry["question"]["text"] == "؟"
    counts = (await client.get("/api/v1/inbox/counts", headers=officer)).json()
    assert counts["given"] == {"count": 1, "more": False}
    assert counts["waiting"] == {"count": 1, "more": False}
    assert (await client.get("/api/v1/follow-up", headers=lawyer)).json()["entries"] == []
