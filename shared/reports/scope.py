"""Whose numbers somebody may see: all, or those of the own units and of the units below them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.principal import Principal, Role

SEE_ALL = frozenset({"clerk", "administrator", "auditor"})
"""Roles that see the numbers of every unit. A manager sees those of the own units and of the ones below."""

SEE_NUMBERS: Final[tuple[Role, ...]] = ("clerk", "administrator", "auditor", "manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whose numbers somebody may see: in the own right, and in that of those whom the person acts for."""

    roles: frozenset[str]
    units: frozenset[str]

    @classmethod
    def of(cls, principal: Principal) -> "Asker":
        """Who asks. The units are those that the person, or one whom the person acts for, answers for."""
        selves = principal.as_whom(*SEE_NUMBERS)
        return cls(
            roles=frozenset().union(*(one.roles for one in selves)),
            units=frozenset().union(*(one.units for one in selves)),
        )


def seen_units(asker: Asker, parents: Mapping[str, str | None]) -> frozenset[str] | None:
    """The units whose numbers somebody sees; None for all. `parents` says of each unit which one it is part of."""
    if SEE_ALL & asker.roles:
        return None
    below: dict[str, list[str]] = {}
    for unit, parent in parents.items():
        if parent is not None:
            below.setdefault(parent, []).append(unit)
    found: set[str] = set()
    waiting = list(asker.units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += below.get(unit, ())
    return frozenset(found)
