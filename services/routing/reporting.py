"""Numbers of the work: what was referred, what is open and late and with whom, how long an answer took.

Nobody's matter is named in them: a confidential one is counted like all others.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from services.routing.calendars import UnitCalendar
from services.routing.known_units import UnitWatch
from services.routing.model import HELD, LATE, PURPOSES, WAITING, Done, Held, Load, ReferredBy, stood_still
from services.routing.ports import Figures
from shared.clock import Clock
from shared.contracts import UnitChangedV1
from shared.reports import BY_TIME, Asker, Period, Spread, Table, seen_units, spread, table


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTimes:
    """Working days from receipt to the first answer, or without one to the end of all work, and how many were in time."""

    by_unit: Mapping[str, Spread]
    in_time: Mapping[str, int]
    all_: Spread | None


class Reports:
    """Answers how many, with whom and how long. Raises `TransientError`."""

    def __init__(self, *, figures: Figures, units: UnitWatch, clock: Clock, time_zone: str) -> None:
        self._figures = figures
        self._units = units
        self._clock = clock
        self._zone = ZoneInfo(time_zone)

    @property
    def time_zone(self) -> str:
        """Whose days those of a period are."""
        return self._zone.key

    async def referrals(self, asker: Asker, period: Period, by: ReferredBy) -> Table:
        """What was referred in a period, for action or for information."""
        cells = await self._figures.referred(
            period.moments(self._zone), "day" if by in BY_TIME else by, self._seen(asker)
        )
        return table(cells, PURPOSES, by)

    async def open_work(self, asker: Asker) -> Sequence[Held]:
        """Transactions that are not done, by the unit that answers for them; the fullest first."""
        return self._held(await self._figures.open_work(self._seen(asker)))

    async def holders(self, asker: Asker) -> Sequence[Held]:
        """Who has branches for action that run, unit or person; who has one longest first."""
        held = self._held(await self._figures.held(self._seen(asker)))
        return sorted(held, key=lambda one: one.oldest)

    async def answer_times(self, asker: Asker, period: Period) -> AnswerTimes:
        """How long it took, of what was answered in a period, or done without an answer."""
        zones = {unit_id: unit.time_zone for unit_id, unit in self._units.current.by_id.items()}
        found = await self._figures.done(period.moments(self._zone), self._seen(asker), zones)
        by_unit: defaultdict[str, Counter[int]] = defaultdict(Counter)
        in_time: Counter[str] = Counter()
        for unit_id, of_unit in _grouped(found).items():
            days_of = _working_days(self._units.current.by_id.get(unit_id), of_unit)
            for one in of_unit:
                by_unit[unit_id][days_of(one)] += one.count
                in_time[unit_id] += one.count if one.done_on <= one.due_on else 0
        spreads = {unit_id: taken for unit_id, days in by_unit.items() if (taken := spread(days))}
        return AnswerTimes(
            by_unit=dict(sorted(spreads.items(), key=lambda one: (-one[1].count, one[0]))),
            in_time=in_time,
            all_=spread(sum(by_unit.values(), Counter[int]())),
        )

    def _seen(self, asker: Asker) -> frozenset[str] | None:
        parents = {unit_id: unit.parent_id for unit_id, unit in self._units.current.by_id.items()}
        return seen_units(asker, parents)

    def _held(self, loads: Iterable[Load]) -> Sequence[Held]:
        found: dict[tuple[str, str | None], list[Load]] = {}
        for load in loads:
            found.setdefault((load.unit_id, load.person_id), []).append(load)
        held = [
            Held(
                unit_id=unit_id,
                person_id=person_id,
                counts={
                    HELD: sum(one.count for one in ones),
                    WAITING: sum(one.count for one in ones if one.standing == "waiting"),
                    LATE: sum(one.count for one in ones if self._is_late(one)),
                },
                oldest=min(one.since for one in ones),
            )
            for (unit_id, person_id), ones in found.items()
        ]
        return sorted(held, key=lambda one: (-one.counts[HELD], one.unit_id, one.person_id or ""))

    def _is_late(self, load: Load) -> bool:
        """Whether it is late by its unit's day; what waits for its requester is not."""
        unit = self._units.current.by_id.get(load.unit_id)
        today = self._clock.now().astimezone(ZoneInfo(unit.time_zone) if unit else UTC).date()
        return load.standing == "open" and load.due_on is not None and load.due_on < today


def _grouped(found: Iterable[Done]) -> Mapping[str, Sequence[Done]]:
    by_unit: defaultdict[str, list[Done]] = defaultdict(list)
    for one in found:
        by_unit[one.unit_id].append(one)
    return by_unit


def _working_days(unit: UnitChangedV1 | None, found: Sequence[Done]) -> Callable[[Done], int]:
    """How many working days of a unit something took, by its calendar as it is now; of an unknown unit, days."""
    first, last = min(one.received_on for one in found), max(one.done_on for one in found)
    calendar = UnitCalendar.of(unit) if unit else UnitCalendar(weekend=frozenset())
    zone = ZoneInfo(unit.time_zone) if unit else ZoneInfo("UTC")
    # Each day is looked up once, and not once for everything that took it.
    days: list[date] = [
        day for ahead in range((last - first).days + 1) if calendar.is_working(day := first + timedelta(days=ahead))
    ]

    def taken(one: Done) -> int:
        mine = days[bisect_right(days, one.received_on) : bisect_right(days, one.done_on)]
        return sum(not stood_still(day, one.pauses, zone) for day in mine) if one.pauses else len(mine)

    return taken
