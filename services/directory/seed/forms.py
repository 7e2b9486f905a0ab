"""The form of the seed files: fields and what each may hold."""

from datetime import date
from typing import Annotated
from zoneinfo import available_timezones

import holidays
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from services.directory.model import Clearance, Role, UnitKind
from shared.language import Text


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no IANA time zone")
    return name


def _country(code: str) -> str:
    country, _, part = code.partition("-")
    known = holidays.list_supported_countries(include_aliases=False)
    if code and (country not in known or (part and part not in known[country])):
        raise ValueError(f"no public holidays are known for {code!r}")
    return code


def _weekend(days: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(days)) != len(days):
        raise ValueError("names a weekday twice")
    return tuple(sorted(days))


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Telephone = Annotated[str, StringConstraints(pattern=r"^\+[0-9][0-9 ]{6,20}$")]
Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(_country)]
Weekday = Annotated[int, Field(ge=1, le=7)]
# Six at most: a unit that never works could never answer.
Weekend = Annotated[tuple[Weekday, ...], Field(max_length=6), AfterValidator(_weekend)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DefaultsForm(_Part):
    """What a unit has that does not say otherwise."""

    time_zone: Zone
    weekend: Weekend
    holiday_country: Country = ""


class UnitForm(_Part):
    """One unit."""

    id: Id
    parent: Id | None = None
    kind: UnitKind
    name: Text
    telephone: Telephone
    documents_department: bool = False
    time_zone: Zone | None = None
    weekend: Weekend | None = None
    holiday_country: Country | None = None
    days_off: dict[date, str] = Field(default_factory=dict)
    days_on: dict[date, str] = Field(default_factory=dict)


class UnitsForm(_Part):
    """A file of units."""

    defaults: DefaultsForm
    units: tuple[UnitForm, ...] = Field(min_length=1)


Login = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9._-]{1,39}$")]


class PersonForm(_Part):
    """One person; passwords are in no file."""

    id: Id
    login: Login
    name: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    units: tuple[Id, ...] = Field(min_length=1)
    clearance: Clearance = Clearance.ORDINARY


class PeopleForm(_Part):
    """A file of people."""

    people: tuple[PersonForm, ...] = Field(min_length=1)
