"""Somebody of the staff who has signed in, and for how long."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from services.portal.model.asked import Told
from shared.language import Text

Role = Literal["administrator", "clerk", "officer", "manager", "agent", "auditor"]

IDLE: Final = timedelta(minutes=30)
"""How long a session lives on when nothing is asked for in it."""
LOOKED_AT: Final = timedelta(minutes=1)
"""How exactly it is remembered when something was asked for last: not every page is a write."""


class Person(Told):
    """Who signed in, as directory tells it."""

    person_id: str
    name: Text
    roles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def start_page(self) -> str:
        """Where the person's work is."""
        if self.has("clerk"):
            return "/desk"
        return "/dashboard" if self.has("manager", "administrator", "auditor") else "/account"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What an issuer gives: who it is, a token for the services behind, and the seconds that it is valid."""

    person: Person
    token: str
    expires_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A person's work between signing in and out. It ends with its token, and earlier when nobody uses it."""

    person: Person
    token: str
    begun_at: datetime
    ends_at: datetime
    seen_at: datetime

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
