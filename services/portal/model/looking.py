"""Which part of an inbox somebody looks at."""

from dataclasses import dataclass
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from services.portal.model.work import Entry

Show = Literal["all", "running", "waiting", "late"]
"""Everything; what does not wait for the requester; what does; what is late."""
SHOWN: Final[tuple[Show, ...]] = get_args(Show)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A part of an inbox: `mine` is what was given to oneself, `unit` one of several units, `after` where a page begins."""

    show: Show = "all"
    mine: bool = False
    unit: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        """The same as the query of an address, without the place in it."""
        said = {"show": self.show, "mine": "true" if self.mine else "", "unit": self.unit}
        return urlencode({name: value for name, value in said.items() if value})


def next_one(entries: tuple[Entry, ...], number: str) -> Entry | None:
    """What comes after a transaction in a list; after the last comes the first that is another one."""
    at = next((place for place, entry in enumerate(entries) if entry.number == number), -1)
    others = [entry for entry in (*entries[at + 1 :], *entries[: max(at, 0)]) if entry.number != number]
    return next(iter(others), None)


def one_before(entries: tuple[Entry, ...], number: str) -> Entry | None:
    """What comes before a transaction in a list that it is on."""
    at = next((place for place, entry in enumerate(entries) if entry.number == number), 0)
    return entries[at - 1] if at else None
