"""The units as one process knows them."""

import asyncio

from services.routing.known_units import UnitWatch
from shared.contracts import UnitChangedV1
from tests.unit.routing.examples import unit
from tests.unit.routing.fakes import FakeUnitProjection


async def test_news_is_seen_at_once_where_it_is_heard() -> None:
    watch = UnitWatch(FakeUnitProjection(unit("documents")))
    await watch.note(unit("permits", version=2))
    await watch.note(unit("permits", "Europe/London", version=1))
    assert watch.current.by_id["permits"].time_zone == "Asia/Muscat"
    assert watch.current.choices is not None
    assert watch.current.choices.known == {"documents", "permits"}


async def test_without_the_documents_department_nothing_can_be_chosen() -> None:
    watch = UnitWatch(FakeUnitProjection())
    assert watch.current.choices is None
    await watch.note(unit("permits"))
    assert watch.current.choices is None
    assert "permits" in watch.current.by_id


async def test_another_replica_sees_the_news_by_looking_from_time_to_time() -> None:
    projection = FakeUnitProjection(unit("documents"))
    watch = UnitWatch(projection, poll_seconds=0)
    polling = asyncio.create_task(watch.run())
    await projection.until_read(1)
    await projection.note(unit("permits"))
    await projection.until_read(2)
    polling.cancel()
    assert "permits" in watch.current.by_id


async def test_a_store_that_is_away_leaves_the_known_units_and_is_asked_again() -> None:
    projection = FakeUnitProjection(unit("documents"))
    watch = UnitWatch(projection, poll_seconds=0)
    await watch.refresh()
    projection.down = True
    polling = asyncio.create_task(watch.run())
    await projection.until_read(3)
    assert watch.current.choices is not None
    projection.down = False
    await projection.note(unit("permits"))
    await projection.until_read(2)
    polling.cancel()
    assert "permits" in watch.current.by_id


async def test_many_who_miss_the_same_unit_share_one_reading() -> None:
    projection = FakeUnitProjection(unit("documents"))
    watch = UnitWatch(projection)
    seen = watch.current
    newer = await asyncio.gather(*(watch.newer_than(seen) for _ in range(50)))
    assert projection.readings == 1
    assert all("documents" in one.by_id for one in newer)


async def test_a_slow_reading_does_not_bring_back_what_a_later_one_replaced() -> None:
    class SlowAtFirst(FakeUnitProjection):
        async def all(self) -> list[UnitChangedV1]:
            found = list(await super().all())
            for _ in range(20 if self.readings == 1 else 0):
                await asyncio.sleep(0)
            return found

    watch = UnitWatch(SlowAtFirst(unit("documents")))
    await asyncio.gather(watch.refresh(), watch.note(unit("permits")))
    assert "permits" in watch.current.by_id
