"""What every adapter of routing's ports must do: run against the fakes here, and against MongoDB in integration."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from services.routing.model import (
    By,
    Holder,
    Reminded,
    Reply,
    Route,
    Shelf,
    Task,
    accept,
    ask,
    assign,
    classify,
    close,
    finish,
    note,
    places,
    refer,
    replied,
    settle,
    span,
    tree,
    void,
    with_answer,
)
from services.routing.ports import Routes
from tests.unit.routing.examples import NOW, classified, decision, numbered, registered, route, unit

BY = By(person_id="p-0003", name="أحمد")


async def added(routes: Routes, *wanted: Route) -> list[Route]:
    assert all(await asyncio.gather(*(routes.add(one, ()) for one in wanted)))
    return list(wanted)


class RoutesContract:
    """Needs a fixture `routes`."""

    async def test_a_route_is_found_as_it_was_written(self, routes: Routes) -> None:
        first = route(decided=decision("documents", certainty="doubtful", candidates=("permits", "legal")))
        assert await routes.add(first, ())
        assert await routes.get(first.submission_id) == first
        assert await routes.by_number(first.number) == first

    async def test_what_is_not_there_is_not_found(self, routes: Routes) -> None:
        assert await routes.get(uuid4()) is None
        assert await routes.by_number(registered().number) is None
        assert list(await routes.several([registered().number])) == []

    async def test_several_are_found_at_once(self, routes: Routes) -> None:
        first, _, third = await added(routes, *(route(numbered(sequence)) for sequence in (1, 2, 3)))
        found = await routes.several([third.number, first.number, str(numbered(9).number)])
        assert sorted(found, key=lambda one: one.number) == [first, third]

    async def test_a_submission_keeps_the_route_it_has(self, routes: Routes) -> None:
        first = route()
        assert await routes.add(first, ())
        assert not await routes.add(replace(first, unit_id="legal"), ())
        assert await routes.get(first.submission_id) == first

    async def test_of_many_deliveries_at_the_same_moment_one_is_new(self, routes: Routes) -> None:
        letters = [route(numbered(sequence, urgent=sequence % 3 == 0)) for sequence in range(1, 6)] * 8
        new = await asyncio.gather(*(routes.add(one, ()) for one in letters))
        assert sum(new) == 5
        assert len(await routes.inbox(units=None, confidential=None, certainty=None, after="", limit=200)) == 5

    async def test_a_change_takes_the_place_of_what_was(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        moved = assign(first, unit("legal"), By(person_id="p-0002"), NOW + timedelta(hours=1), "it is about a contract")
        assert await routes.replace(first, moved, ())
        assert await routes.get(first.submission_id) == moved
        closed = void(moved, "p-0003", "sent twice", NOW + timedelta(hours=2))
        assert await routes.replace(moved, closed, ())
        assert await routes.get(first.submission_id) == closed

    async def test_a_change_of_what_somebody_was_reminded_of_meanwhile_is_refused(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        said = Reminded(branch_id=uuid4(), due_on=NOW.date(), step=0, on=NOW.date(), at=NOW)
        told = replace(first, reminded=(said,))
        assert sum(await asyncio.gather(*(routes.replace(first, told, ()) for _ in range(6)))) == 1
        assert await routes.get(first.submission_id) == told
        moved = assign(first, unit("legal"), By(person_id="p-0002"), NOW)
        assert not await routes.replace(first, moved, ())
        assert await routes.replace(told, replace(moved, reminded=(said,)), ())

    async def test_a_change_of_what_is_no_longer_so_is_refused(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        moved = assign(first, unit("legal"), By(person_id="p-0002"), NOW)
        assert await routes.replace(first, moved, ())
        assert not await routes.replace(first, assign(first, unit("trade"), By(person_id="p-0003"), NOW), ())
        assert await routes.get(first.submission_id) == moved

    async def test_a_void_is_not_undone_by_who_did_not_see_it(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        closed = void(first, "p-0003", "sent twice", NOW)
        assert await routes.replace(first, closed, ())
        assert not await routes.replace(first, assign(first, unit("legal"), By(person_id="p-0002"), NOW), ())
        assert await routes.get(first.submission_id) == closed

    async def test_a_route_that_is_not_there_cannot_be_changed(self, routes: Routes) -> None:
        first = route()
        assert not await routes.replace(first, void(first, "p-0003", "sent twice", NOW), ())
        assert await routes.get(first.submission_id) is None

    async def test_of_many_changes_at_the_same_moment_one_is_made(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        changes = [assign(first, unit(f"unit-{at}"), By(person_id="p-0002"), NOW) for at in range(8)]
        made = await asyncio.gather(*(routes.replace(first, change, ()) for change in changes))
        assert sum(made) == 1
        assert await routes.get(first.submission_id) == changes[made.index(True)]

    async def test_an_inbox_has_the_urgent_first_and_then_the_oldest(self, routes: Routes) -> None:
        late = route(numbered(1, received_at=NOW + timedelta(seconds=1)))
        early = route(numbered(2, received_at=NOW))
        urgent = route(numbered(3, received_at=NOW + timedelta(days=1), urgent=True))
        await added(routes, late, early, urgent)
        assert await routes.inbox(units=None, confidential=None, certainty=None, after="", limit=200) == [
            urgent,
            early,
            late,
        ]

    async def test_pages_show_everything_once(self, routes: Routes) -> None:
        # Several of the same millisecond, so that only the id tells them apart.
        wanted = await added(
            routes,
            *(
                route(numbered(at, urgent=at % 2 == 0, received_at=NOW + timedelta(seconds=at % 3)))
                for at in range(1, 12)
            ),
        )
        pages: list[Route] = []
        while page := await routes.inbox(
            units=None, confidential=None, certainty=None, after=pages[-1].place if pages else "", limit=4
        ):
            pages += page
        assert pages == sorted(wanted, key=lambda one: one.place)

    async def test_what_is_confidential_is_listed_of_those_units_only_whose_may_be_seen(self, routes: Routes) -> None:
        permits, legal = (
            route(numbered(at, confidential=True), decision(unit_id)) for at, unit_id in ((1, "permits"), (2, "legal"))
        )
        plain = route(numbered(3))
        await added(routes, permits, legal, plain)

        async def inbox(units: set[str] | None, confidential: set[str] | None) -> list[Route]:
            found = await routes.inbox(
                units=None if units is None else frozenset(units),
                confidential=None if confidential is None else frozenset(confidential),
                certainty=None,
                after="",
                limit=9,
            )
            return list(found)

        assert await inbox(None, None) == [permits, legal, plain]
        assert await inbox(None, set()) == [plain]
        assert await inbox(None, {"legal"}) == [legal, plain]
        assert await inbox({"permits", "legal"}, {"legal"}) == [legal, plain]
        assert await inbox({"permits"}, {"permits", "legal"}) == [permits, plain]

    async def test_a_shelf_shows_what_is_confidential_only_where_it_may_be_seen(self, routes: Routes) -> None:
        hidden, plain = route(numbered(1, confidential=True)), route(numbered(2))
        await added(routes, hidden, plain)
        for confidential, there in ((True, [hidden, plain]), (False, [plain])):
            found = await routes.shelf("all", "permits", confidential=confidential, spans=span("", None), limit=9)
            assert list(found) == there

    async def test_a_route_becomes_confidential_and_ordinary_again(self, routes: Routes) -> None:
        before = route()
        await added(routes, before)
        for version, confidential in ((3, True), (5, False)):
            after = classify(before, classified(version, confidential=confidential), NOW)
            assert await routes.replace(before, after, ())
            assert await routes.get(before.submission_id) == after
            assert after.confidential == confidential
            before = after

    async def test_an_inbox_has_only_what_is_asked_for(self, routes: Routes) -> None:
        permits = route(numbered(1))
        legal = route(numbered(2), decision("legal"))
        doubtful = route(numbered(3), decision("documents", certainty="doubtful"))
        closed = void(route(numbered(4)), "p-0003", "sent twice", NOW)
        await added(routes, permits, legal, doubtful, closed)

        async def inbox(units: set[str] | None, certainty: str | None = None) -> list[Route]:
            found = await routes.inbox(
                units=None if units is None else frozenset(units),
                confidential=None,
                certainty="doubtful" if certainty == "doubtful" else "certain" if certainty else None,
                after="",
                limit=200,
            )
            return list(found)

        assert await inbox(None) == [permits, legal, doubtful]
        assert await inbox({"permits"}) == [permits]
        assert await inbox({"permits", "legal", "nowhere"}) == [permits, legal]
        assert await inbox(set()) == []
        assert await inbox(None, "doubtful") == [doubtful]
        assert await inbox({"permits", "documents"}, "certain") == [permits]

    async def test_a_route_with_all_work_on_it_is_found_as_it_was_written(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        worked = worked_on(first)
        assert await routes.replace(first, worked, ())
        assert await routes.get(first.submission_id) == worked

    async def test_a_shelf_has_what_its_holder_holds_by_due_date_and_the_urgent_before(self, routes: Routes) -> None:
        later = route(numbered(1, days_to_answer=9))
        sooner = route(numbered(2, days_to_answer=3))
        urgent = route(numbered(3, days_to_answer=20, urgent=True))
        others = route(numbered(4), decision("legal"))
        closed = void(route(numbered(5)), "p-0003", "sent twice", NOW)
        await added(routes, later, sooner, urgent, others, closed)
        assert await shelf(routes, "permits") == [urgent, sooner, later]
        assert await shelf(routes, "permits", limit=2) == [urgent, sooner]
        assert await shelf(routes, "nowhere") == []
        assert await shelf(routes, "permits", spans=span(places(sooner)["all"]["permits"], None)) == [later]
        assert await shelf(routes, "permits", spans=span("", later.due_on)) == [sooner]
        standing = await routes.standing("all", "permits", confidential=True, spans=span("", None), limit=9)
        assert set(standing) == {one.submission_id for one in (urgent, sooner, later)}
        assert len(await routes.standing("all", "permits", confidential=True, spans=span("", None), limit=2)) == 2

    async def test_a_shelf_follows_the_work(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        worked = worked_on(first)
        assert await routes.replace(first, worked, ())
        for holder in ("permits", "legal.unit", "legal.unit/p-2", "عربي $x"):
            assert await shelf(routes, holder) == [worked], holder
            assert await shelf(routes, holder, "waiting") == [worked]
            assert await shelf(routes, holder, "due") == []
        assert await shelf(routes, "legal.unit/p-3") == []
        for holder in ("permits", "permits/p-0003"):
            assert await shelf(routes, holder, "given") == [worked]
        assert await shelf(routes, "legal.unit", "given") == []
        done = finish(worked, worked.branches[1].branch_id, BY, NOW)
        assert await routes.replace(worked, done, ())
        assert await shelf(routes, "legal.unit") == []

    async def test_what_is_closed_and_opened_again_is_found_as_it_was_written(self, routes: Routes) -> None:
        (first,) = await added(routes, route())
        closed = close(first, BY, NOW, "للعلم فقط")
        assert await routes.replace(first, closed, ())
        assert await routes.get(first.submission_id) == closed
        assert await shelf(routes, "permits") == []
        answer = Reply(letter_id=UUID(int=5), number="OUT-2026-000001-5", by=BY, at=NOW)
        opened = replied(assign(closed, unit("legal"), BY, NOW), answer, NOW)
        assert await routes.replace(closed, opened, ())
        assert await routes.get(first.submission_id) == opened
        assert await shelf(routes, "legal") == [opened]


def worked_on(first: Route) -> Route:
    """A route with a bit of everything."""
    ids = iter(range(1, 10))
    tasks = [
        Task(holder=Holder(unit_id="legal.unit", person_id="p-2"), days=3, due_on=NOW.date() + timedelta(days=4)),
        Task(holder=Holder(unit_id="عربي $x"), purpose="information", instruction="للعلم"),
    ]
    root = tree.root(first).branch_id
    after = refer(first, root, tasks, BY, NOW, lambda: UUID(int=next(ids)))
    after = accept(after, UUID(int=1), BY, NOW)
    after = settle(
        ask(after, root, "؟", BY, NOW), "otherwise", BY, NOW + timedelta(days=9), {"permits": unit("permits")}
    )
    after = ask(after, root, "؟؟", BY, NOW + timedelta(days=10))
    return with_answer(note(after, "ملاحظة", BY, NOW), "p-0003", "key", "fingerprint", (root,))


async def shelf(
    routes: Routes, holder: str, shelf: Shelf = "all", *, spans: Sequence[tuple[str, str]] | None = None, limit: int = 9
) -> list[Route]:
    return list(await routes.shelf(shelf, holder, confidential=True, spans=spans or span("", None), limit=limit))
