"""Numbers of the books and of what arrived, for those who may see them. Nobody and nothing is named in them.

Confidential matters are counted like all others: that there is one stands in the book for everybody who reads it.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from services.registry.model import LINE_COLUMNS, STATES, By, Of, Wanted
from services.registry.ports import Figures, Units
from shared.reports import BY_TIME, Asker, Period, Spread, Table, seen_units, spread, table


class Reports:
    """Answers how many and how long. Days are those of the register's legal time zone."""

    def __init__(self, *, figures: Figures, units: Units, time_zone: str) -> None:
        self._figures = figures
        self._units = units
        self._zone = ZoneInfo(time_zone)

    @property
    def time_zone(self) -> str:
        """Whose days these are."""
        return self._zone.key

    async def lines(self, asker: Asker, period: Period, by: By, wanted: Wanted) -> Table:
        """Lines of the books by when they were registered. Raises `TransientError`."""
        seen = await self._seen(asker, wanted)
        cells = await self._figures.lines(period.moments(self._zone), _counted_by(by), seen)
        return table(cells, LINE_COLUMNS, by)

    async def arrived(self, period: Period, by: By) -> Table:
        """What was received in a period, by its state now. Raises `TransientError`."""
        cells = await self._figures.arrived(period.moments(self._zone), _counted_by(by))
        return table(cells, STATES, by)

    async def times_to_register(
        self, asker: Asker, period: Period, of: Of, wanted: Wanted
    ) -> tuple[Mapping[str | None, Spread], Spread | None]:
        """Minutes from receipt to registration of what was registered in a period; of each, and of all together.

        Raises `TransientError`.
        """
        seen = await self._seen(asker, wanted)
        found = await self._figures.minutes_to_register(period.moments(self._zone), of, seen)
        spreads = {key: one for key, minutes in found.items() if (one := spread(minutes))}
        fullest = sorted(spreads.items(), key=lambda one: (one[0] is None, -one[1].count, one[0] or ""))
        return dict(fullest), spread(_together(found.values()))

    async def _seen(self, asker: Asker, wanted: Wanted) -> Wanted:
        return replace(wanted, units=seen_units(asker, await self._units.parents()))


def _counted_by(by: By) -> By:
    return "day" if by in BY_TIME else by


def _together(found: Collection[Mapping[int, int]]) -> Mapping[int, int]:
    all_: dict[int, int] = {}
    for minutes in found:
        for value, count in minutes.items():
            all_[value] = all_.get(value, 0) + count
    return all_
