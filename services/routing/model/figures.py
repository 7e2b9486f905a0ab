"""What of a route is counted: how its transaction stands, and when it was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.branch import Branch, Purpose
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
    """What is counted of one route. `touched` says that its tree is written down, `asked` that a clock stood still.

    `done_at` is when its first answer was issued, whatever is still worked on; without any, when its work ended.
    """

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
    """So many of a unit were received on one day and answered, or done, on another. Days are those of the unit."""

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
    root = tree.root(route)
    if route.voided:
        standing: Standing = "void"
    elif root.runs:
        standing = "waiting" if waiting(route.questions) else "open"
    else:
        standing = "done"
    return Counted(
        standing=standing,
        touched=bool(route.branches),
        asked=bool(route.questions),
        done_at=None if route.voided else _done_at(route, root),
    )


def _done_at(route: Route, root: Branch) -> datetime | None:
    if route.replies:
        return min(reply.at for reply in route.replies)
    return root.ended.at if root.ended and not root.runs else None
