"""What of a route is counted: how its transaction stands, and when it was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.branch import Purpose
from services.routing.model.clock import Pause
from services.routing.model.route import Route
from shared.reports import TimeStep

Standing = Literal["open", "waiting", "done", "void"]
"""Somebody has to act; the requester has to answer, so that the clock stands still; it is done; it is void."""

ReferredBy = TimeStep | Literal["unit"]
"""What the rows of a table of referrals are; the unit is the one that it was referred to."""
PURPOSES: Final[tuple[Purpose, ...]] = ("action", "information")

HELD, WAITING, LATE = "held", "waiting", "late"
"""What is counted of what is open: all of it, what waits for its requester, what is late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted of one route. `touched` says that its tree is written down, `asked` that a clock stood still."""

    standing: Standing
    touched: bool
    asked: bool
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So much that is open is held by a unit, or by a person of it, and is due on one day; the oldest `since` then."""

    unit_id: str
    person_id: str | None = None
    due_on: date | None
    standing: Standing
    since: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """So many of a unit were received on one day and done on another, in time or not. Days are those of the unit."""

    unit_id: str
    received_on: date
    done_on: date
    due_on: date
    count: int
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a unit, or a person of it, has. `oldest` is since when it has what it has had longest."""

    unit_id: str
    person_id: str | None
    counts: Mapping[str, int]
    oldest: datetime


def counted(route: Route) -> Counted:
    """What is counted of a route."""
    root, asked = tree.root(route), bool(route.questions)
    touched = bool(route.branches)
    if route.voided:
        return Counted(standing="void", touched=touched, asked=asked)
    if root.runs:
        standing: Standing = "waiting" if waiting(route.questions) else "open"
        return Counted(standing=standing, touched=touched, asked=asked)
    return Counted(standing="done", touched=touched, asked=asked, done_at=root.ended.at if root.ended else None)
