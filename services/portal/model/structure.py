"""Units as a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.portal.model.administration import ToldUnit
from shared.arabic import stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Bough:
    """A unit with those below it. `found` is whether it is what was looked for, or only leads there."""

    unit: ToldUnit
    below: tuple["Bough", ...]
    found: bool


def tree_of(units: Sequence[ToldUnit], wanted: str = "") -> tuple[Bough, ...]:
    """The units in whose names or codes every wanted word begins a word, with what leads to them; all when none is.

    What names a unit above it that is not there, or that lies below itself, is shown at the top.
    """
    words = stem(wanted).split()
    known = {unit.unit_id for unit in units}
    below: dict[str, list[ToldUnit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known and unit.parent_id else "", []).append(unit)

    def grown(parent_id: str) -> tuple[Bough, ...]:
        boughs = (
            Bough(unit=unit, below=grown(unit.unit_id), found=_fits(unit, words))
            for unit in sorted(below.get(parent_id, ()), key=lambda one: (not one.active, one.unit_id))
        )
        return tuple(one for one in boughs if one.found or one.below)

    return grown("")


def paths_of(units: Mapping[str, ToldUnit]) -> Mapping[str, tuple[ToldUnit, ...]]:
    """The units above each, from the top."""
    return {unit_id: _above(unit, units) for unit_id, unit in units.items()}


def _above(unit: ToldUnit, units: Mapping[str, ToldUnit]) -> tuple[ToldUnit, ...]:
    above: list[ToldUnit] = []
    at = units.get(unit.parent_id or "")
    while at is not None and at not in above:
        above.insert(0, at)
        at = units.get(at.parent_id or "")
    return tuple(above)


def _fits(unit: ToldUnit, words: Sequence[str]) -> bool:
    has = stem(f"{unit.name.ar} {unit.name.en} {unit.unit_id.replace('-', ' ')}").split()
    return all(any(word.startswith(one) for word in has) for one in words)
