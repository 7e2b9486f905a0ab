"""Where a transaction stands in the inboxes of those who hold a running branch of it, or gave one away and wait for it.

A place is text that sorts: urgent before the others, then by due date (without one: last), then by time of receipt. A
unit, and every person a branch was given to, has it once, at the earliest place of its branches.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from services.routing.model import tree
from services.routing.model.asked import waiting
from services.routing.model.branch import Branch, By, Holder
from services.routing.model.route import Route

Shelf = Literal["all", "waiting", "due", "given"]
"""Everything; what waits for the requester to answer; what does not wait, whose clock runs, so that it may be late; and
what one waits for oneself: work that was referred to others and is not done, or a question that was asked."""

_NO_TERM = "9999-12-31"


def holder_key(holder: Holder) -> str:
    """Whose inbox it is: a unit's, or a person's in that unit."""
    return holder.unit_id if holder.person_id is None else f"{holder.unit_id}/{holder.person_id}"


def places(route: Route) -> Mapping[Shelf, Mapping[str, str]]:
    """Shelf → whose inbox → the place there; nothing for what is void or closed."""
    found: dict[Shelf, dict[str, str]] = {"all": {}, "waiting": {}, "due": {}, "given": {}}
    if route.voided or route.closed:
        return found
    shelves: tuple[Shelf, ...] = ("all", "waiting" if waiting(route.questions) else "due")
    for branch in tree.of(route):
        if branch.runs:
            place = _place(route, branch)
            for shelf in shelves:
                _stand(found[shelf], place, _keys(branch.holder))
    for branch, giver, by in waited_for(route):
        person = Holder(unit_id=giver.holder.unit_id, person_id=by.person_id)
        _stand(found["given"], _place(route, branch), _keys(person))
    return found


def waited_for(route: Route) -> Iterator[tuple[Branch, Branch, By]]:
    """What somebody waits for: the branch that is waited for, the one that it came from, and who gave it away.

    Of a question, which waits for the requester, both are the branch that it was asked from. What is for information
    is waited for by nobody.
    """
    for branch in tree.of(route):
        giver = tree.parent(route, branch)
        if branch.is_work and giver is not None and giver.is_had:
            yield branch, giver, branch.given_by
    if (question := waiting(route.questions)) is not None:
        asked_from = tree.find(route, question.branch_id)
        yield asked_from, asked_from, question.by


def span(after: str, before: date | None) -> tuple[tuple[str, str], ...]:
    """The runs of places behind `after`, the urgent and the others; where a day is given, of what was due before it."""
    last = "~" if before is None else before.isoformat()
    runs = ((max(f"{lane}_", after), f"{lane}_{last}") for lane in (0, 1))
    return tuple((low, high) for low, high in runs if low < high)


def _place(route: Route, branch: Branch) -> str:
    lane, _, rest = route.place.partition("_")
    return f"{lane}_{branch.due_on.isoformat() if branch.due_on else _NO_TERM}_{rest}"


def _stand(shelf: dict[str, str], place: str, keys: Iterable[str]) -> None:
    """Give everybody the place, unless an earlier one is there."""
    for key in keys:
        shelf[key] = min(place, shelf.get(key, place))


def _keys(holder: Holder) -> Iterator[str]:
    yield holder.unit_id
    if holder.person_id is not None:
        yield holder_key(holder)
