"""Somebody of the staff who has signed in, and for how long."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from shared.language import Text

Role = Literal["administrator", "clerk", "officer", "manager", "agent", "auditor"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)

IDLE: Final = timedelta(minutes=30)
"""How long a session lives on when nothing is asked for in it."""
AHEAD: Final = timedelta(minutes=2)
"""How long before its end a token is replaced: whoever works does not notice."""
LOOKED_AT: Final = timedelta(minutes=1)
"""How exactly it is remembered when something was asked for last: not every page is a write."""


class ActedFor(Told):
    """Somebody whom one acts for (تفويض), as what, and until when if that is known."""

    person_id: str
    name: Text
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    until: AwareDatetime | None = None

    def runs(self, now: datetime) -> bool:
        """Whether that is not over."""
        return self.until is None or now < self.until


class Person(Told):
    """Who signed in, as directory tells it."""

    person_id: str
    name: Text
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    acts_for: tuple[ActedFor, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of these roles, or acts for somebody who has: their pages are open, then."""
        held = (self.roles, *(one.roles for one in self.acts_for))
        return any(not one.isdisjoint(roles) for one in held)

    def at(self, now: datetime) -> "Person":
        """The person as it is at a moment, when some delegations may be over."""
        return self.model_copy(update={"acts_for": tuple(one for one in self.acts_for if one.runs(now))})

    @property
    def start_page(self) -> str:
        """Where the person's work is."""
        if self.has("clerk"):
            return "/desk"
        if self.has("manager"):
            return "/approvals"
        if self.has("officer"):
            return "/inbox"
        if self.has("administrator"):
            return "/administration"
        if self.has("agent"):
            return "/counter"
        return "/dashboard" if self.has("auditor") else "/account"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What an issuer gives: who it is, a token for the services behind, and the seconds that it is valid.

    `renewal` is a secret that it gives the next token for, once, within so many seconds (`stays`); '' when it does not.
    """

    person: Person
    token: str
    expires_in: int
    renewal: str = field(default="", repr=False)
    stays: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """A secret that the issuer gives the next token for, once, and when the present token ends."""

    secret: str = field(repr=False)
    token_ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A session as its person may know it without being in it; `own` is the one that asks."""

    begun_at: datetime
    seen_at: datetime
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A person's work between signing in and out.

    It ends with its token, or when the issuer gives no more of them, and earlier when nobody uses it.
    """

    person: Person
    token: str
    begun_at: datetime
    ends_at: datetime
    seen_at: datetime
    renewal: Renewal | None = None

    @classmethod
    def of(cls, signed_in: SignedIn, now: datetime, *, begun_at: datetime) -> "Session":
        """A session as it is when an issuer has given something."""
        token_ends_at = now + timedelta(seconds=signed_in.expires_in)
        renewal = Renewal(secret=signed_in.renewal, token_ends_at=token_ends_at) if signed_in.renewal else None
        return cls(
            person=signed_in.person,
            token=signed_in.token,
            begun_at=begun_at,
            ends_at=now + timedelta(seconds=signed_in.stays) if renewal else token_ends_at,
            seen_at=now,
            renewal=renewal,
        )

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for the next token."""
        return self.renewal is not None and now >= self.renewal.token_ends_at - AHEAD

    def can_wait(self, now: datetime) -> bool:
        """Whether the present token does until the next one comes."""
        return self.renewal is None or now < self.renewal.token_ends_at

    @property
    def over_at(self) -> datetime:
        """When it is over unless something is asked for before."""
        return min(self.ends_at, self.seen_at + IDLE)

    def is_over(self, now: datetime) -> bool:
        """Whether nothing can be done in it any more."""
        return now >= self.over_at

    def seen(self, now: datetime) -> "Session | None":
        """The session as it is when something is asked for; None when that need not be written down."""
        return replace(self, seen_at=now) if now - self.seen_at >= LOOKED_AT else None
