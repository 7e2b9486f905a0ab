"""A referral as somebody asks for it, and the task that it is for each who gets it."""

from dataclasses import dataclass
from datetime import date, datetime

from services.routing.errors import UnknownUnitError
from services.routing.known_units import KnownUnits
from services.routing.model import Holder, Purpose, Task, days_until
from shared.contracts import UnitChangedV1


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """To whom work is referred, for what, with which words, and until when."""

    to: tuple[Holder, ...]
    purpose: Purpose = "action"
    instruction: str = ""
    due_on: date | None = None


def task(referral: Referral, holder: Holder, known: KnownUnits, now: datetime) -> Task:
    """What a referral is for one of those who get it. Raises `UnknownUnitError`, `ImpossibleDueDateError`."""
    unit = known_unit(holder.unit_id, known)
    return Task(
        holder=holder,
        purpose=referral.purpose,
        instruction=referral.instruction,
        days=None if referral.due_on is None else days_until(referral.due_on, unit, now),
        due_on=referral.due_on,
    )


def known_unit(unit_id: str, known: KnownUnits) -> UnitChangedV1:
    """The unit of that id, which still gets something new. Raises `UnknownUnitError`."""
    unit = known.by_id.get(unit_id)
    if unit is None or not unit.active:
        raise UnknownUnitError(unit_id)
    return unit
