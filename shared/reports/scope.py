"""Whose numbers somebody may see: all, or those of the own units and of the units below them."""

from collections.abc import Collection, Mapping

SEE_ALL = frozenset({"clerk", "administrator", "auditor"})
"""Roles that see the numbers of every unit. A manager sees those of the own units and of the ones below."""


def seen_units(
    roles: Collection[str], units: Collection[str], parents: Mapping[str, str | None]
) -> frozenset[str] | None:
    """The units whose numbers somebody sees; None for all. `parents` says of each unit which one it is part of."""
    if SEE_ALL & set(roles):
        return None
    below: dict[str, list[str]] = {}
    for unit, parent in parents.items():
        if parent is not None:
            below.setdefault(parent, []).append(unit)
    found: set[str] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += below.get(unit, ())
    return frozenset(found)
