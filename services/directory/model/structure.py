"""How units lie below each other."""

from collections.abc import Mapping

from services.directory.model.units import Unit


def may_lie_below(unit_id: str, parent_id: str, units: Mapping[str, Unit]) -> bool:
    """Whether a unit may lie below another: one that works, and that does not lie below the unit itself."""
    if parent_id not in units or not units[parent_id].active:
        return False
    above, seen = parent_id, set[str]()
    while above in units and above not in seen:
        if above == unit_id:
            return False
        seen.add(above)
        above = units[above].parent_id or ""
    return True


def may_close(unit: Unit, units: Mapping[str, Unit]) -> bool:
    """Whether a unit can be given up: nothing that works lies below it, and what is unsure does not come to it."""
    below = (one for one in units.values() if one.parent_id == unit.unit_id)
    return not unit.documents_department and not any(one.active for one in below)
