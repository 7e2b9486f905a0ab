"""What directory needs to sign people in."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from services.directory.model import ActedFor, Person, SignedInSession, SignInRecord, Tries
from services.directory.tokens import LIFETIME, IssuedToken

Place = tuple[datetime, UUID]
"""Where a page of sign-ins ended: time and id."""


class Invitations(Protocol):
    """Keeps who may choose a password, by the digest of a secret. Every call may raise `TransientError`."""

    async def keep(self, digest: str, person_id: str, until: datetime) -> None:
        """Let whoever shows the secret choose this person's password; what was kept for the person before is void."""
        ...

    async def take(self, digest: str, now: datetime) -> str | None:
        """Whose password may be chosen; it is forgotten by that. None when nobody's, or no longer."""
        ...


class SignIns(Protocol):
    """Counts attempts and remembers how they ended. Every call may raise `TransientError`."""

    async def begin(self, key: str, now: datetime) -> Tries:
        """Count one more attempt, before it is known how it ends: many at once cannot pass the limit together."""
        ...

    async def clear(self, key: str) -> None:
        """Forget the attempts of a login."""
        ...

    async def record(self, record: SignInRecord) -> None:
        """Remember; durable when it returns."""
        ...

    async def page(self, *, after: Place | None, limit: int) -> Sequence[SignInRecord]:
        """What is remembered, newest first, from a place on."""
        ...


class Sessions(Protocol):
    """Keeps who stays signed in. Every call may raise `TransientError`."""

    async def add(self, session: SignedInSession) -> None:
        """Keep a new one, durably."""
        ...

    async def get(self, session_id: UUID) -> SignedInSession | None:
        """One of them; one that is over may still be found."""
        ...

    async def replace(self, session: SignedInSession, *, before: str) -> bool:
        """Keep one with another secret; False, and nothing done, when its latest is not that of `before` any more."""
        ...

    async def of(self, person_id: str, now: datetime) -> Sequence[SignedInSession]:
        """A person's that are not over, the latest used first."""
        ...

    async def end(self, session_id: UUID) -> None:
        """Forget one; nothing happens when it is not there."""
        ...

    async def end_all(self, person_id: str) -> int:
        """Forget all of a person's; says how many."""
        ...


class OtherIssuer(Protocol):
    """The issuer that people sign in with elsewhere."""

    async def claims(self, token: str) -> Mapping[str, Any]:
        """What an ID token of its, for us, says. Raises `IdTokenError`, `TransientError`."""
        ...


class Assertions(Protocol):
    """Remembers what was shown. Every call may raise `TransientError`."""

    async def take(self, digest: str, until: datetime) -> bool:
        """Note that an assertion was shown, until a time; False when it was before."""
        ...


class PasswordChecks(Protocol):
    """Makes and checks hashes without stopping everything else, a few at a time."""

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Wait for a turn to sign in. Raises `TransientError` when too many wait."""
        ...

    async def hash(self, password: str) -> str:
        """Make the hash to keep."""
        ...

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password fits; as long for nobody's (None) as for somebody's."""
        ...


class Tokens(Protocol):
    """Signs tokens."""

    def issue(
        self, person: Person, now: datetime, acts_for: Sequence[ActedFor] = (), *, lifetime: timedelta = LIFETIME
    ) -> IssuedToken:
        """Sign a token for a person, who acts for others."""
        ...
