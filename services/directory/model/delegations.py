"""Delegations (تفويض): somebody acts for somebody who is away."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.directory.model.answered import Answered
from services.directory.model.people import Person, Role

LONGEST = timedelta(days=366)
"""How long a delegation may last; a longer absence is a change of roles."""

DELEGATED = (Role.OFFICER, Role.MANAGER)
"""Roles that can be delegated: those that work on matters. The others belong to persons, not to their desks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """That `to` acts for `of` from a moment on, until another. Whoever ends it earlier is `ended_by`."""

    delegation_id: UUID
    of: str
    to: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    made_by: str
    made_at: datetime
    ended_by: str | None = None
    version: int = 1
    answered: tuple[Answered, ...] = ()

    def runs(self, now: datetime) -> bool:
        """Whether it is in force."""
        return self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedFor:
    """Somebody who is acted for, as a token says it: what is delegated, until when, and nothing else of theirs."""

    person: Person
    roles: tuple[Role, ...]
    until: datetime


def ended(delegation: Delegation, by: str, now: datetime) -> Delegation:
    """A delegation that ends now, or never began; the very same one when it is over."""
    if delegation.ends_at <= now or delegation.ended_by is not None:
        return delegation
    return replace(delegation, ends_at=max(now, delegation.starts_at), ended_by=by, version=delegation.version + 1)


def delegable(person: Person) -> tuple[Role, ...]:
    """What a person's delegate may do in their place; nothing when they have left."""
    return tuple(role for role in person.roles if role in DELEGATED) if person.active else ()
