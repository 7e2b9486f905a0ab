"""What every store of grounds does: run against the fake here, and against MongoDB in integration."""

import asyncio
from datetime import datetime, timedelta

from services.routing.model import first_route
from services.routing.ports import Grounds, KnownGround, Routes
from services.routing.rules import Ground
from tests.unit.routing.examples import NOW, decision, numbered, unit

SPAN = (NOW - timedelta(days=10), NOW + timedelta(hours=1))


async def kept(routes: Routes, sequence: int, registered_at: datetime = NOW) -> Ground:
    """A transaction whose ground is its own."""
    event = numbered(sequence, registered_at=registered_at, text=f"نص {sequence}", document_names=("أ.pdf",))
    ground = Ground.of(event)
    assert await routes.add(first_route(event, decision("permits"), unit("permits"), NOW), (), ground)
    return ground


async def found(grounds: Grounds, span: tuple[datetime, datetime] = SPAN, most: int = 1000) -> list[KnownGround]:
    """All that is there, page after page."""
    return [one async for page in grounds.between(span, most=most) for one in page]


class GroundsContract:
    """Needs fixtures `routes` and `grounds` of the same store."""

    async def test_what_a_transaction_was_routed_by_is_kept_with_it(self, routes: Routes, grounds: Grounds) -> None:
        ground = await kept(routes, 1)
        (known,) = await found(grounds)
        assert (known.ground, known.submission_id, known.registered_at) == (ground, numbered(1).submission_id, NOW)

    async def test_hearing_it_again_keeps_what_was_first_known(self, routes: Routes, grounds: Grounds) -> None:
        ground = await kept(routes, 1)
        again = first_route(numbered(1), decision("permits"), unit("permits"), NOW)
        assert not await routes.add(again, (), Ground(request_type="another"))
        assert [one.ground for one in await found(grounds)] == [ground]

    async def test_it_comes_newest_first_within_its_period(self, routes: Routes, grounds: Grounds) -> None:
        days = (
            NOW,
            NOW - timedelta(days=3),
            NOW - timedelta(days=30),
            NOW + timedelta(hours=1),
            NOW - timedelta(days=1),
        )
        for sequence, day in enumerate(days, start=1):
            await kept(routes, sequence, day)
        assert [one.registered_at for one in await found(grounds)] == [days[0], days[4], days[1]]
        assert [one.registered_at for one in await found(grounds, most=2)] == [days[0], days[4]]

    async def test_more_than_a_page_comes_whole(self, routes: Routes, grounds: Grounds) -> None:
        await asyncio.gather(*(kept(routes, sequence) for sequence in range(1, 451)))
        assert len({one.submission_id for one in await found(grounds)}) == 450

    async def test_what_has_no_ground_is_not_there(self, routes: Routes, grounds: Grounds) -> None:
        assert await routes.add(first_route(numbered(1), decision("permits"), unit("permits"), NOW), ())
        assert await found(grounds) == []

    async def test_routes_of_some_are_found_together(self, routes: Routes, grounds: Grounds) -> None:
        for sequence in (1, 2, 3):
            await kept(routes, sequence)
        ids = [numbered(sequence).submission_id for sequence in (1, 3, 9)]
        assert sorted(one.number for one in await routes.some(ids)) == [numbered(1).number, numbered(3).number]
        assert await routes.some([]) == []
        assert len(await found(grounds)) == 3
