"""Units as directory keeps them, and how they change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.directory.model.answered import Answered
from shared.contracts.base import Unit as UnitName
from shared.contracts.directory import UnitChangedV1
from shared.language import Text


class UnitKind(StrEnum):
    """Where a unit stands in the body's structure. A service office is outside it and receives no transactions."""

    MINISTRY = "ministry"
    DIRECTORATE_GENERAL = "directorate-general"
    DEPARTMENT = "department"
    OFFICE = "office"
    GOVERNORATE_OFFICE = "governorate-office"
    REPRESENTATION = "representation"
    SERVICE_OFFICE = "service-office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An administrative division (تقسيم إداري). `version` counts up from 1 with every change.

    `weekend` has ISO weekdays (5 and 6 for Friday and Saturday), `holiday_country` an ISO 3166 code or none;
    `days_off` and `days_on` are announced by an administrator, each with its reason. A unit that is not `active` gets
    nothing new; what it has stays until somebody refers it on.
    """

    unit_id: str
    kind: UnitKind
    name: Text
    telephone: str
    time_zone: str
    weekend: tuple[int, ...]
    holiday_country: str = ""
    parent_id: str | None = None
    documents_department: bool = False
    days_off: Mapping[date, str] = field(default_factory=dict)
    days_on: Mapping[date, str] = field(default_factory=dict)
    active: bool = True
    version: int = 1
    answered: tuple[Answered, ...] = ()

    @property
    def receives(self) -> bool:
        """Whether transactions may be routed to it; only such units are stated to the other services."""
        return self.kind is not UnitKind.SERVICE_OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPatch:
    """What an administrator wants changed; None leaves it as it is.

    An empty `parent_id` puts a unit at the top. In `days_off` and `days_on`, None as a reason takes the day back, so that the
    calendar decides again. Raises `ValueError` when a day is both off and on.
    """

    name: Text | None = None
    telephone: str | None = None
    parent_id: str | None = None
    time_zone: str | None = None
    weekend: tuple[int, ...] | None = None
    holiday_country: str | None = None
    active: bool | None = None
    days_off: Mapping[date, str | None] = field(default_factory=dict)
    days_on: Mapping[date, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if both := sorted(_stated(self.days_off) & _stated(self.days_on)):
            raise ValueError(f"{both[0]} cannot be off and on")


PLAIN = ("name", "telephone", "parent_id", "time_zone", "weekend", "holiday_country", "active")
"""What a patch states whole, by name; days are stated one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """That somebody made a unit's `version` by a patch, and why.

    `before` makes what it touched what it was before; None for the first version, and for changes of before that was kept.
    """

    version: int
    at: datetime
    by: str
    patch: UnitPatch
    before: UnitPatch | None = None
    reason: str = ""


def patched(unit: Unit, patch: UnitPatch) -> Unit:
    """The unit as the patch wants it, one version on; the very same unit when it already is so.

    The latest word on a day wins: announcing it off takes it out of the days that were announced on, and vice versa.
    """
    wanted: dict[str, Any] = {name: value for name in PLAIN if (value := getattr(patch, name)) is not None}
    if "parent_id" in wanted:
        wanted["parent_id"] = wanted["parent_id"] or None
    after = replace(
        unit,
        days_off=_merged(unit.days_off, patch.days_off, _stated(patch.days_on)),
        days_on=_merged(unit.days_on, patch.days_on, _stated(patch.days_off)),
        **wanted,
    )
    return unit if after == unit else replace(after, version=unit.version + 1)


def undoing_unit(unit: Unit, patch: UnitPatch) -> UnitPatch:
    """The patch that makes what another one touches what it is now."""
    now: dict[str, Any] = {name: getattr(unit, name) for name in PLAIN if getattr(patch, name) is not None}
    if "parent_id" in now:
        now["parent_id"] = now["parent_id"] or ""
    touched = sorted({*patch.days_off, *patch.days_on})
    return UnitPatch(
        days_off={day: unit.days_off.get(day) for day in touched},
        days_on={day: unit.days_on.get(day) for day in touched},
        **now,
    )


def changed(unit: Unit, event_id: UUID, now: datetime) -> UnitChangedV1:
    """State a unit, whole, as the event that others hear."""
    return UnitChangedV1(
        id=event_id,
        occurred_at=now,
        unit=UnitName(unit_id=unit.unit_id, name=unit.name, telephone=unit.telephone),
        version=unit.version,
        parent_id=unit.parent_id,
        documents_department=unit.documents_department,
        time_zone=unit.time_zone,
        weekend=unit.weekend,
        holiday_country=unit.holiday_country,
        days_off=dict(unit.days_off),
        days_on=dict(unit.days_on),
        active=unit.active,
    )


def _stated(days: Mapping[date, str | None]) -> set[date]:
    return {day for day, why in days.items() if why is not None}


def _merged(
    known: Mapping[date, str], said: Mapping[date, str | None], said_otherwise: set[date]
) -> Mapping[date, str]:
    together = {**known, **said}
    return {day: why for day, why in sorted(together.items()) if why is not None and day not in said_otherwise}
