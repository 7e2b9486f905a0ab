"""What directory's API takes."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from services.directory.model import PLAIN, Clearance, Person, PersonPatch, Role, Unit, UnitKind, UnitPatch
from services.directory.own_bodies import Address, Language, Reminders
from services.directory.seed.forms import Country, Id, Login, Telephone, Weekend, Zone
from shared.language import Text

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

LONGEST_NAME = 200


def _readable(text: str) -> str:
    # These words go into mail headers and pages.
    if _CONTROL.search(text):
        raise ValueError("has control characters")
    return text


def _named(name: Text) -> Text:
    for words in (name.ar, name.en):
        if not words.strip() or len(words) > LONGEST_NAME:
            raise ValueError(f"needs 1 to {LONGEST_NAME} characters in both languages")
        _readable(words)
    return name


Name = Annotated[Text, AfterValidator(_named)]
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME), AfterValidator(_readable)
]
Days = Annotated[
    dict[date, Reason | None],
    Field(max_length=366, description="Why, by day; null takes the day back, so that the calendar decides again."),
]


Why = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_NAME),
    AfterValidator(_readable),
    Field(description="Why, for the history.", examples=["رقم جديد"]),
]


class NewUnitBody(BaseModel):
    """A new unit. Its code and its kind never change."""

    model_config = ConfigDict(extra="forbid")

    unit_id: Annotated[Id, Field(description="Its code, which rules and request types name.", examples=["archives"])]
    kind: UnitKind
    name: Name
    telephone: Telephone
    parent_id: Annotated[Id | None, Field(description="The unit that it lies below.")] = None
    time_zone: Zone
    weekend: Weekend
    holiday_country: Country = ""
    reason: Why = ""

    def unit(self) -> Unit:
        """The unit that is meant."""
        return Unit(**{name: getattr(self, name) for name in type(self).model_fields if name != "reason"})


class UnitBody(BaseModel):
    """What changes about a unit; what is not stated stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    telephone: Telephone | None = None
    parent_id: Annotated[Id | Literal[""] | None, Field(description="Empty for a unit that lies below none.")] = None
    time_zone: Zone | None = None
    weekend: Weekend | None = None
    holiday_country: Country | None = None
    active: Annotated[bool | None, Field(description="Whether it gets anything new.")] = None
    reason: Why = ""

    def patch(self) -> UnitPatch:
        """The change that is meant."""
        return UnitPatch(**{name: getattr(self, name) for name in PLAIN})


class CalendarBody(BaseModel):
    """What changes in a unit's calendar; days that are not stated stay as they are (RFC 7396)."""

    model_config = ConfigDict(extra="forbid")

    days_off: Days = {}
    days_on: Days = {}
    reason: Why = ""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        self.patch()
        return self

    def patch(self) -> UnitPatch:
        """The change that is meant. Raises `ValueError` when a day is both off and on."""
        return UnitPatch(days_off=self.days_off, days_on=self.days_on)


Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=len(Role), description="What the person may do.")]
Units = Annotated[tuple[Id, ...], Field(min_length=1, max_length=50, description="Codes of the person's units.")]
PersonId = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class PersonBody(BaseModel):
    """Somebody new."""

    model_config = ConfigDict(extra="forbid")

    login: Annotated[Login, Field(description="What the person signs in by.", examples=["salim.harthi"])]
    name: Name
    roles: Roles
    units: Units
    clearance: Annotated[Clearance, Field(description="Whether confidential matters are seen.")] = Clearance.ORDINARY
    address: Address = ""
    language: Language = "ar"
    reminders: Reminders = True
    reason: Why = ""

    def person(self) -> Person:
        """The person who is meant, without an id."""
        named = {name: getattr(self, name) for name in type(self).model_fields if name != "reason"}
        return Person(person_id="", **named)


class PersonPatchBody(BaseModel):
    """What changes about a person; what is not stated stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    roles: Roles | None = None
    units: Units | None = None
    clearance: Clearance | None = None
    active: Annotated[bool | None, Field(description="Whether the person may sign in.")] = None
    address: Address | None = None
    language: Language | None = None
    reminders: Reminders | None = None
    reason: Why = ""

    def patch(self) -> PersonPatch:
        """The change that is meant."""
        return PersonPatch(**{name: getattr(self, name) for name in type(self).model_fields if name != "reason"})


class DelegationBody(BaseModel):
    """That somebody acts for somebody for a period of at most a year."""

    model_config = ConfigDict(extra="forbid")

    of: Annotated[PersonId | None, Field(description="Who is away; the asker when absent.")] = None
    to: Annotated[PersonId, Field(description="Who acts meanwhile.", examples=["p-0003"])]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    reason: Annotated[Reason, Field(examples=["إجازة سنوية"])]
