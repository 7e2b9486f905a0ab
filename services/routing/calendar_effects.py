"""What a unit's calendar does to what runs there: how much would move, and what has moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.routing.known_units import UnitWatch
from services.routing.model import Step, span, tree
from services.routing.ports import Routes, UnitProjection
from shared.errors import NotFoundError

MOST_COUNTED: Final = 1000
MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """That a due date of a transaction moved; `step` is the line of its history."""

    number: str
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What runs in a unit (`more`: at least so many), and what of it has moved, the latest first.

    `version` is the calendar that routing knows; while it is `behind`, due dates are still being moved by it.
    """

    version: int
    behind: bool
    running: int
    more: bool
    moved: Sequence[Moved]


class CalendarEffects:
    """Tells administrators what they do."""

    def __init__(self, *, routes: Routes, projection: UnitProjection, units: UnitWatch) -> None:
        self._routes = routes
        self._projection = projection
        self._units = units

    async def of(self, unit_id: str, *, confidential: bool) -> Effect:
        """What the calendar of a unit does; without `confidential` as if there were nothing such.

        Raises `NotFoundError`, `TransientError`.
        """
        unit = (await self._units.with_all([unit_id])).by_id.get(unit_id)
        if unit is None:
            raise NotFoundError(unit_id)
        behind = {one.changed.now.unit.unit_id for one in await self._projection.behind(timedelta())}
        found = await self._routes.shelf(
            "all", unit_id, confidential=confidential, spans=span("", None), limit=MOST_COUNTED + 1
        )
        moved = [
            Moved(number=route.number, step=step)
            for route in found
            for branch in tree.of(route)
            if branch.holder.unit_id == unit_id
            for step in route.history
            if step.kind == "rescheduled" and step.branch_id == branch.branch_id
        ]
        moved.sort(key=lambda one: (one.step.when, one.number), reverse=True)
        return Effect(
            version=unit.version,
            behind=unit_id in behind,
            running=min(len(found), MOST_COUNTED),
            more=len(found) > MOST_COUNTED,
            moved=moved[:MOST_SHOWN],
        )
