"""What every store of units must do: run against the fake here, and against MongoDB in integration."""

import asyncio
from datetime import timedelta
from itertools import permutations

from services.routing.model import ChangedUnit
from services.routing.ports import Behind, UnitProjection
from tests.unit.routing.examples import NOW, unit


class UnitProjectionContract:
    """Needs a fixture `units`."""

    async def test_what_is_new_is_followed_and_what_changed_is_not_until_it_is_said(
        self, units: UnitProjection
    ) -> None:
        first = unit("permits", version=1)
        await units.note(first)
        await units.note(unit("legal", version=1))
        assert await units.behind(timedelta()) == []
        second, third = (unit("permits", version=at, days_off={NOW.date(): f"{at}"}) for at in (2, 3))
        await units.note(second)
        assert await units.behind(timedelta()) == [Behind(changed=ChangedUnit(before=first, now=second), after="")]
        await units.reached(second, "1_place")
        assert [one.after for one in await units.behind(timedelta())] == ["1_place"]
        await units.note(third)
        await units.reached(second, "1_further")
        await units.followed(second)
        assert await units.behind(timedelta()) == [Behind(changed=ChangedUnit(before=first, now=third), after="")]
        await units.followed(third)
        assert await units.behind(timedelta()) == []

    async def test_a_unit_is_found_as_it_was_stated(self, units: UnitProjection) -> None:
        stated = unit("permits", days_off={NOW.date(): "إجازة"}, holiday_country="OM", parent_id="ministry")
        await units.note(stated)
        assert await units.all() == [stated]

    async def test_the_newest_news_stays_whatever_the_order(self, units: UnitProjection) -> None:
        for at, order in enumerate(permutations((1, 2, 3))):
            for version in order:
                await units.note(unit(f"unit-{at}", version=version))
        assert {one.unit.unit_id: one.version for one in await units.all()} == {f"unit-{at}": 3 for at in range(6)}

    async def test_news_at_the_same_moment_leaves_the_newest(self, units: UnitProjection) -> None:
        await asyncio.gather(*(units.note(unit("permits", version=version)) for version in (3, 1, 5, 2, 4) * 4))
        assert [one.version for one in await units.all()] == [5]
