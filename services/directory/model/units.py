"""Units as directory keeps them, and how they change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

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
    `days_off` and `days_on` are announced by an administrator, each with its reason.
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
    version: int = 1

    @property
    def receives(self) -> bool:
        """Whether transactions may be routed to it; only such units are stated to the other services."""
        return self.kind is not UnitKind.SERVICE_OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPatch:
    """What an administrator wants changed; None leaves a name or a telephone as it is.

    In `days_off` and `days_on`, None as a reason takes the day back, so that the calendar decides again. Raises
    `ValueError` when a day is both off and on.
    """

    name: Text | None = None
    telephone: str | None = None
    days_off: Mapping[date, str | None] = field(default_factory=dict)
    days_on: Mapping[date, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if both := sorted(_stated(self.days_off) & _stated(self.days_on)):
            raise ValueError(f"{both[0]} cannot be off and on")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """That somebody made a unit's `version` by a patch."""

    version: int
    at: datetime
    by: str
    patch: UnitPatch


def patched(unit: Unit, patch: UnitPatch) -> Unit:
    """The unit as the patch wants it, one version on; the very same unit when it already is so.

    The latest word on a day wins: announcing it off takes it out of the days that were announced on, and vice versa.
    """
    after = replace(
        unit,
        name=patch.name or unit.name,
        telephone=patch.telephone or unit.telephone,
        days_off=_merged(unit.days_off, patch.days_off, _stated(patch.days_on)),
        days_on=_merged(unit.days_on, patch.days_on, _stated(patch.days_off)),
    )
    return unit if after == unit else replace(after, version=unit.version + 1)


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
    )


def _stated(days: Mapping[date, str | None]) -> set[date]:
    return {day for day, why in days.items() if why is not None}


def _merged(
    known: Mapping[date, str], said: Mapping[date, str | None], said_otherwise: set[date]
) -> Mapping[date, str]:
    together = {**known, **said}
    return {day: why for day, why in sorted(together.items()) if why is not None and day not in said_otherwise}
