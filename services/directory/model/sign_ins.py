"""Signing in: what is remembered of it, and when it is refused unseen."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

MOST_FAILURES = 10
"""Passwords that may be tried for one login within `WINDOW`; after that even the right one is not looked at."""

WINDOW = timedelta(minutes=15)
"""How long failures count, from the first of them."""


class Outcome(StrEnum):
    """How an attempt to sign in ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRecord:
    """One attempt to sign in, for auditors.

    `person_id` is None when the login is nobody's: what was typed there is not kept, for people type passwords into the
    wrong field. `address` is the client's, as the gateway saw it.
    """

    sign_in_id: UUID
    at: datetime
    outcome: Outcome
    person_id: str | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How often a login was tried since its last success, this attempt included, and until when that counts."""

    count: int
    until: datetime

    @property
    def too_many(self) -> bool:
        """Whether this attempt is refused without looking at the password."""
        return self.count > MOST_FAILURES

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds until the count begins anew, at least one."""
        return max(1, -(-(self.until - now) // timedelta(seconds=1)))


def login_of(typed: str) -> str:
    """The login that somebody means who types it in capitals, in full-width letters or with spaces around."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def tries_key(login: str) -> str:
    """Under what tries are counted: a digest, so that what was typed is not stored (SHA-256, hexadecimal)."""
    return hashlib.sha256(login.encode("utf-8", "surrogatepass")).hexdigest()
