"""Units, people and delegations as directory tells them, and what routing tells of calendars."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.portal.model.asked import Told
from shared.language import Text

UnitKind = Literal[
    "ministry", "directorate-general", "department", "office", "governorate-office", "representation", "service-office"
]
UNIT_KINDS: Final[tuple[UnitKind, ...]] = get_args(UnitKind)
Clearance = Literal["ordinary", "confidential"]
CLEARANCES: Final[tuple[Clearance, ...]] = get_args(Clearance)
DayKind = Literal["public-holiday", "announced-off", "announced-on"]


class ToldUnit(Told):
    """An administrative division. `weekend` has ISO weekdays."""

    unit_id: str
    kind: str
    name: Text
    telephone: str
    parent_id: str | None = None
    documents_department: bool = False
    time_zone: str
    weekend: tuple[int, ...]
    holiday_country: str = ""
    days_off: Mapping[date, str] = Field(default_factory=dict)
    days_on: Mapping[date, str] = Field(default_factory=dict)
    active: bool = True
    version: int


class CalendarDay(Told):
    """A day that is not as every week has it."""

    day: date
    kind: DayKind
    why: Text


class ToldPerson(Told):
    """Somebody of the staff."""

    person_id: str
    login: str
    name: Text
    roles: tuple[str, ...]
    units: tuple[str, ...]
    clearance: str = "ordinary"
    active: bool = True
    address: str = ""
    language: str = "ar"
    reminders: bool = True
    version: int


class Colleague(Told):
    """Somebody whom work, or one's own desk, can be given to."""

    person_id: str
    name: Text
    units: tuple[str, ...] = ()
    active: bool = True


class Change(Told):
    """That somebody made a version of a unit or a person, why, what it changed and what stood there before."""

    version: int
    at: AwareDatetime
    by: str
    patch: Mapping[str, Any]
    before: Mapping[str, Any] | None = None
    reason: str = ""


class Invitation(Told):
    """What lets its holder choose a person's password, once."""

    secret: str = Field(repr=False)
    until: AwareDatetime


class Delegation(Told):
    """That somebody acts, or acted, for somebody."""

    delegation_id: UUID
    of: str
    to: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    reason: str
    made_by: str
    ended_by: str | None = None
    version: int


class Moved(Told):
    """A due date that followed a calendar."""

    number: str
    when: AwareDatetime
    old_due_on: date | None = None
    new_due_on: date | None = None
    because: str


class Effect(Told):
    """What runs by a unit's calendar (`more`: at least so many), and what it moved; `behind`: not all of it yet."""

    version: int
    behind: bool
    running: int
    more: bool
    moved: tuple[Moved, ...] = ()


class Reached(Told):
    """How somebody is reached at work, and whether what comes due is told there; `version` is the person's."""

    address: str = ""
    language: str = "ar"
    reminders: bool = True
    version: int


class Me(Told):
    """Who asks, and what the token allows; `reached` is None for somebody whom only another issuer knows."""

    person_id: str
    login: str | None = None
    name: Text
    roles: tuple[str, ...]
    units: tuple[str, ...]
    clearance: str = "ordinary"
    reached: Reached | None = None
