"""What directory's API shows of people."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.directory.model import Clearance, Outcome, Role
from shared.language import OneLanguage, Text


class PersonView(BaseModel):
    """A person, without anything about the password."""

    model_config = ConfigDict(from_attributes=True)

    person_id: str
    login: str
    name: Text
    roles: tuple[Role, ...]
    units: tuple[str, ...]
    clearance: Clearance
    active: bool
    address: str
    language: OneLanguage
    reminders: bool
    version: int


class ColleagueView(BaseModel):
    """Somebody as those know him who work with him: no login, and nothing of what he may see."""

    model_config = ConfigDict(from_attributes=True)

    person_id: str
    name: Text
    roles: tuple[Role, ...]
    units: tuple[str, ...]
    active: bool = Field(description="Whether work can be given to this person.")


class ColleaguePage(BaseModel):
    """People in the order of their ids; `next` is the `after` of the following page."""

    colleagues: list[ColleagueView]
    next: str | None


class PersonPage(BaseModel):
    """People in the order of their ids; `next` is the `after` of the following page."""

    people: list[PersonView]
    next: str | None


class PersonPatchView(BaseModel):
    """What somebody changed about a person, or what stood there before; null where nothing changed."""

    model_config = ConfigDict(from_attributes=True)

    name: Text | None
    roles: tuple[Role, ...] | None
    units: tuple[str, ...] | None
    clearance: Clearance | None
    active: bool | None
    address: str | None
    language: OneLanguage | None
    reminders: bool | None


class PersonChangeView(BaseModel):
    """Who made a version of a person, when, what it changed and what stood there before."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    at: AwareDatetime
    by: str
    patch: PersonPatchView
    before: PersonPatchView
    reason: str


class InvitationView(BaseModel):
    """What lets its holder choose a person's password, once."""

    secret: str = Field(description="Shown here only; hand it to the person, and to nobody else.")
    until: AwareDatetime


class DelegationView(BaseModel):
    """That somebody acts, or acted, for somebody."""

    model_config = ConfigDict(from_attributes=True)

    delegation_id: UUID
    of: str = Field(description="Who is away: a person's id.")
    to: str = Field(description="Who acts: a person's id.")
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    reason: str
    made_by: str
    made_at: AwareDatetime
    ended_by: str | None = Field(description="Who ended it before its time.")
    version: int


class ActedForView(BaseModel):
    """Somebody whom one may act for, and as what."""

    person_id: str
    name: Text
    roles: list[str]
    units: list[str]
    until: AwareDatetime | None = Field(description="When that ends; null where the issuer does not say.")


class ReachedView(BaseModel):
    """How somebody is reached at work; `version` is the person's, for `If-Match`."""

    model_config = ConfigDict(from_attributes=True)

    address: str
    language: OneLanguage
    reminders: bool = Field(description="Whether what comes due is told by mail.")
    version: int


class MeView(BaseModel):
    """Who asks, and what the token allows: that, and not what directory has by now, is what the services go by."""

    person_id: str
    login: str | None = Field(description="None for somebody whom only another issuer knows.")
    name: Text
    roles: list[str]
    units: list[str]
    clearance: str
    acts_for: list[ActedForView]
    reached: ReachedView | None = Field(description="Null for somebody whom only another issuer knows.")


class SignInView(BaseModel):
    """An attempt to sign in."""

    model_config = ConfigDict(from_attributes=True)

    sign_in_id: UUID
    at: AwareDatetime
    outcome: Outcome
    person_id: str | None = Field(description="None when the login was nobody's.")
    address: str


class SignInPage(BaseModel):
    """Attempts to sign in, newest first; `next` is the `after` of the following page."""

    sign_ins: list[SignInView]
    next: str | None


class SessionView(BaseModel):
    """Somewhere that one is signed in."""

    model_config = ConfigDict(from_attributes=True)

    session_id: UUID
    address: str = Field(description="The network address that it began from.")
    begun_at: AwareDatetime
    used_at: AwareDatetime = Field(description="When it was gone on with last.")
    over_at: AwareDatetime = Field(description="When it is over unless it is gone on with before.")
