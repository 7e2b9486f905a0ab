"""Staying signed in: a session, the secret that goes on with it, and what happens to one that is shown twice."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

LONGEST_SESSION: Final = timedelta(hours=12)
"""After that one signs in again, however busy: a working day (OWASP ASVS 5.0, 7.3.2)."""
UNUSED: Final = timedelta(hours=1)
"""After that, too, when nothing was asked for in between (7.3.1)."""
PATIENCE: Final = timedelta(seconds=30)
"""How long a secret that was replaced still goes on: its answer may have been lost on the way."""
REMEMBERED: Final = 100
"""Secrets of a session that were replaced, the latest ones, of which a second use is noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The digest of a secret that was given for another one, and when."""

    digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInSession:
    """A person's stay between signing in and out. Of its secrets only digests are kept (SHA-256, hexadecimal).

    `address` is the client's when it began.
    """

    session_id: UUID
    person_id: str
    address: str
    digest: str
    begun_at: datetime
    used_at: datetime
    replaced: tuple[Replaced, ...] = ()

    @property
    def over_at(self) -> datetime:
        """When it is over unless it is used before."""
        return min(self.begun_at + LONGEST_SESSION, self.used_at + UNUSED)

    def goes_on_with(self, digest: str, now: datetime) -> bool:
        """Whether a secret goes on with it: the latest, or one that was replaced a moment ago."""
        lately = (one.digest for one in self.replaced if now - one.at <= PATIENCE)
        return digest == self.digest or digest in lately

    def had(self, digest: str) -> bool:
        """Whether a secret was one of its own: then somebody else has a copy."""
        return any(one.digest == digest for one in self.replaced)

    def with_secret(self, digest: str, now: datetime) -> "SignedInSession":
        """The session with another secret."""
        replaced = (*self.replaced, Replaced(digest=self.digest, at=now))[-REMEMBERED:]
        return replace(self, digest=digest, used_at=now, replaced=replaced)
