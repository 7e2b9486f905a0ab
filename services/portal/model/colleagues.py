"""Units, and who works there: whom work can be referred to, and the names of those who did something."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.portal.model.asked import Told
from shared.arabic import fold
from shared.language import Text

_WORKERS: Final = frozenset({"clerk", "officer", "manager"})


class Unit(Told):
    """A unit as people know it; `receives` says whether work can be given to it."""

    unit_id: str
    name: Text
    telephone: str = ""
    receives: bool = True


class Colleague(Told):
    """Somebody who works here."""

    person_id: str
    name: Text
    roles: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    active: bool = True

    @property
    def works(self) -> bool:
        """Whether work can be given to this person."""
        return self.active and not self.roles.isdisjoint(_WORKERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A unit that work can be referred to, and its people. `words` are what it is found by, folded."""

    unit: Unit
    people: Sequence[Colleague]

    @property
    def words(self) -> str:
        """Names in both languages as people compare them."""
        names = (self.unit.name, *(one.name for one in self.people))
        return fold(" ".join(f"{name.ar} {name.en}" for name in names))


def choices(units: Mapping[str, Unit], colleagues: Iterable[Colleague]) -> tuple[Choice, ...]:
    """Every unit that takes work, in directory's order, with those who work there."""
    working = [one for one in colleagues if one.works]
    return tuple(
        Choice(unit=unit, people=[one for one in working if unit.unit_id in one.units])
        for unit in units.values()
        if unit.receives
    )
