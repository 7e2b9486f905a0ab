"""Where a transaction stands in the inboxes of those who hold a running branch of it.

A place is text that sorts: urgent before the others, then by due date (without one: last), then by time of receipt. A
unit, and every person a branch was given to, has it once, at the earliest place of its branches.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.branch import Branch, Holder
from services.routing.model.route import Route

Shelf = Literal["all", "waiting", "due"]
"""Everything; what waits for the requester to answer; what does not wait, whose clock runs, so that it may be late."""

_NO_TERM = "9999-12-31"


def holder_key(holder: Holder) -> str:
    """Whose inbox it is: a unit's, or a person's in that unit."""
    return holder.unit_id if holder.person_id is None else f"{holder.unit_id}/{holder.person_id}"


def places(route: Route) -> Mapping[Shelf, Mapping[str, str]]:
    """Shelf → whose inbox → the place there; nothing for what is void or closed."""
    found: dict[Shelf, dict[str, str]] = {"all": {}, "waiting": {}, "due": {}}
    if route.voided or route.closed:
        return found
    shelves: tuple[Shelf, ...] = ("all", "waiting" if waiting(route.questions) else "due")
    for branch in tree.of(route):
        if branch.runs:
            place = _place(route, branch)
            for shelf in shelves:
                for key in _keys(branch):
                    found[shelf][key] = min(place, found[shelf].get(key, place))
    return found


def span(after: str, before: date | None) -> tuple[tuple[str, str], ...]:
    """The runs of places behind `after`, the urgent and the others; where a day is given, of what was due before it."""
    last = "~" if before is None else before.isoformat()
    runs = ((max(f"{lane}_", after), f"{lane}_{last}") for lane in (0, 1))
    return tuple((low, high) for low, high in runs if low < high)


def _place(route: Route, branch: Branch) -> str:
    lane, _, rest = route.place.partition("_")
    return f"{lane}_{branch.due_on.isoformat() if branch.due_on else _NO_TERM}_{rest}"


def _keys(branch: Branch) -> Iterator[str]:
    yield branch.holder.unit_id
    if branch.holder.person_id is not None:
        yield holder_key(branch.holder)
