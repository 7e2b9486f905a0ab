"""What people do with transactions, and what others hear of it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.routing.errors import ImpossibleDueDateError, KeyReusedError, UnknownUnitError
from services.routing.model import Holder, Route, tree
from services.routing.referrals import Referral
from services.routing.requesting import Done
from services.routing.rights import Person
from services.routing.service import Routing
from services.routing.work import Work
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from tests.unit.routing.examples import CLERK, LAWYER, NUMBER, OFFICER, asks, registered
from tests.unit.routing.fakes import FakeRoutes

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
async def _letter(routing: Routing) -> None:
    await routing.transaction_registered(registered(days_to_answer=5))


async def refer(work: Work, version: int, *to: str, who: Person = OFFICER, due_on: date | None = None) -> Done:
    referral = Referral(to=tuple(Holder(unit_id=one) for one in to), instruction="للدراسة", due_on=due_on)
    return await work.refer(asks(who, version), None, referral)


async def now_is(routing: Routing) -> Route:
    return await routing.route(NUMBER)


async def test_work_goes_to_several_units_at_once_and_they_may_see_it(
    work: Work, routing: Routing, routes: FakeRoutes
) -> None:
    done = await refer(work, 1, "legal", "documents")
    at = await now_is(routing)
    assert (done.version, [each.branch_id for each in tree.of(at)[1:]]) == (2, list(done.branch_ids))
    assert (routes.routed[-1].version, routes.routed[-1].also_with) == (2, ("documents", "legal"))
    assert routes.routed[-1].moved_from is None
    given = tree.of(at)[1]
    assert (given.given_by.person_id, given.given_from, given.instruction) == ("p-0003", "permits", "للدراسة")


async def test_a_unit_that_is_named_twice_gets_one_branch(work: Work) -> None:
    assert len((await refer(work, 1, "legal", "legal")).branch_ids) == 1


async def test_a_due_date_is_counted_in_the_working_days_of_the_unit_it_holds_for(work: Work, routing: Routing) -> None:
    await refer(work, 1, "legal", due_on=date(2026, 9, 8))
    branch = tree.of(await now_is(routing))[1]
    assert (branch.days, branch.due_on) == (4, date(2026, 9, 8))


@pytest.mark.parametrize("due_on", [date(2026, 9, 2), date(2026, 9, 4), date(2020, 1, 1), date.max])
async def test_a_due_date_is_a_later_working_day(work: Work, due_on: date) -> None:
    with pytest.raises(ImpossibleDueDateError):
        await refer(work, 1, "legal", due_on=due_on)


async def test_a_unit_that_nobody_knows_gets_nothing(work: Work, routing: Routing) -> None:
    with pytest.raises(UnknownUnitError):
        await refer(work, 1, "legal", "nowhere")
    assert (await now_is(routing)).version == 1


async def test_what_is_returned_leaves_the_unit_that_returned_it(work: Work, routes: FakeRoutes) -> None:
    done = await refer(work, 1, "legal")
    await work.accept(asks(LAWYER, 2), done.branch_ids[0])
    await work.give_back(asks(LAWYER, 3), done.branch_ids[0], "ليس من اختصاصنا")
    assert [event.also_with for event in routes.routed] == [(), ("legal",), ()]


async def test_the_transaction_itself_goes_back_to_the_documents_department_and_the_requester_is_told(
    work: Work, routing: Routing, routes: FakeRoutes
) -> None:
    root = tree.root(await now_is(routing))
    await work.give_back(asks(OFFICER, 1), root.branch_id, "ليست من اختصاصنا")
    event = routes.routed[-1]
    assert (event.unit.unit_id, event.moved_from, event.certainty) == ("documents", "permits", "doubtful")
    doubtful = await routing.inbox(units=None, confidential=None, certainty="doubtful", after="", limit=10)
    assert [(one.number, one.because) for one in doubtful] == [(NUMBER, "returned")]


async def test_a_recall_takes_what_was_given(work: Work, routing: Routing) -> None:
    done = await refer(work, 1, "legal")
    with pytest.raises(NotFoundError):
        await work.recall(asks(LAWYER, 2), done.branch_ids[0], "")
    await work.recall(asks(OFFICER, 2), done.branch_ids[0], "أُحيلت خطأً")
    assert tree.of(await now_is(routing))[1].state == "recalled"


async def test_when_all_is_done_the_transaction_is_complete(work: Work, routing: Routing) -> None:
    done = await refer(work, 1, "legal")
    await work.finish(asks(LAWYER, 2), done.branch_ids[0], "لا مانع")
    await work.finish(asks(OFFICER, 3), tree.root(await now_is(routing)).branch_id, "")
    assert tree.is_complete(await now_is(routing))


async def test_a_note_is_kept_with_who_wrote_it_and_told_to_nobody(
    work: Work, routing: Routing, routes: FakeRoutes
) -> None:
    await work.note(asks(CLERK, 1), "اتصل صاحب الطلب")
    (note,) = (await now_is(routing)).notes
    assert (note.person_id, note.text, len(routes.told)) == ("p-0002", "اتصل صاحب الطلب", 1)


async def test_who_has_not_seen_the_newest_changes_nothing(work: Work, routing: Routing) -> None:
    await work.note(asks(OFFICER, 1), "one")
    with pytest.raises(OldVersionError):
        await work.note(asks(OFFICER, 1), "two")
    with pytest.raises(VersionRequiredError):
        await work.note(asks(OFFICER, None), "three")
    assert (await now_is(routing)).version == 2


async def test_of_two_who_saw_the_same_one_is_told_that_it_changed(
    work: Work, routing: Routing, routes: FakeRoutes
) -> None:
    seen = await now_is(routing)
    await work.note(asks(CLERK, 1), "the other's")
    rival = await now_is(routing)
    routes.kept[seen.submission_id] = seen
    routes.rivals = [rival]
    with pytest.raises(OldVersionError):
        await work.note(asks(OFFICER, 1), "mine")
    assert [note.text for note in (await now_is(routing)).notes] == ["the other's"]


async def test_a_request_with_a_key_is_done_once_and_answered_the_same(work: Work, routing: Routing) -> None:
    referral = Referral(to=(Holder(unit_id="legal"),))
    first = await work.refer(asks(OFFICER, 1, key="k", body="a"), None, referral)
    await work.note(asks(OFFICER, 2), "meanwhile")
    again = await work.refer(asks(OFFICER, 1, key="k", body="a"), None, referral)
    assert again == first
    assert len(tree.of(await now_is(routing))) == 2
    with pytest.raises(KeyReusedError):
        await work.refer(asks(OFFICER, 3, key="k", body="b"), None, referral)
    # Another person's key is another key.
    await work.note(asks(CLERK, 3, key="k", body="c"), "mine")


async def test_who_gave_something_away_is_still_answered_the_same(work: Work, routing: Routing) -> None:
    root = tree.root(await now_is(routing))
    request = asks(OFFICER, 1, key="k", body="a")
    assert await work.give_back(request, root.branch_id, "x") == await work.give_back(request, root.branch_id, "x")


async def test_only_so_many_answers_are_remembered(work: Work, routing: Routing) -> None:
    for at in range(1, 41):
        await work.note(asks(OFFICER, at, key=f"k-{at}"), "x")
    assert [each.version for each in (await now_is(routing)).answered] == list(range(10, 42))


async def test_what_is_not_ones_own_is_as_if_it_were_not_there(work: Work) -> None:
    done = await refer(work, 1, "documents")
    for branch_id in (done.branch_ids[0], UUID(int=0)):
        with pytest.raises(NotFoundError):
            await work.accept(asks(LAWYER, 2), branch_id)
    with pytest.raises(NotFoundError):
        await refer(work, 2, "trade", who=LAWYER)
