"""How people come to their passwords: by an invitation that is used once, or by the one they have."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from services.directory.errors import BadCredentialsError, InvitationOverError
from services.directory.model import Person
from services.directory.ports import Invitations, PasswordChecks, People, Sessions
from services.directory.strength import check_strength
from shared.clock import Clock
from shared.errors import NotFoundError

log = structlog.get_logger(__name__)

INVITED_FOR = timedelta(days=3)
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A secret that lets its holder choose a person's password once, until a time."""

    secret: str = field(repr=False)
    until: datetime


class ChoosingPasswords:
    """Invitations, and new passwords."""

    def __init__(
        self,
        *,
        people: People,
        invitations: Invitations,
        passwords: PasswordChecks,
        sessions: Sessions,
        clock: Clock,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        self._people = people
        self._invitations = invitations
        self._passwords = passwords
        self._sessions = sessions
        self._clock = clock
        self._random_bytes = random_bytes

    async def invite(self, person_id: str, *, by: str) -> Invitation:
        """Let somebody choose a password, once; an earlier invitation of theirs is void. Raises `NotFoundError`."""
        person = await self._people.get(person_id)
        if person is None or not person.active:
            raise NotFoundError(person_id)
        secret, until = self._random_bytes(_SECRET_BYTES).hex(), self._clock.now() + INVITED_FOR
        await self._invitations.keep(_digest(secret), person_id, until)
        log.info("person invited", person=person_id, by=by)
        return Invitation(secret=secret, until=until)

    async def accept(self, secret: str, password: str) -> None:
        """Set the password of whoever was invited. Raises `WeakPasswordError`, `InvitationOverError`, `TransientError`.

        The invitation is used up before the password is set: what breaks off in between needs another one.
        """
        check_strength(password)
        person_id = await self._invitations.take(_digest(secret), self._clock.now())
        person = await self._people.get(person_id) if person_id else None
        if person is None or not person.active:
            raise InvitationOverError
        await self._set(person, password)

    async def change(self, person_id: str, *, current: str, password: str) -> None:
        """Change one's own password. Raises `WeakPasswordError`, `BadCredentialsError`, `TransientError`."""
        person = await self._people.get(person_id)
        account = await self._people.account(person.login) if person else None
        async with self._passwords.turn():
            fits = await self._passwords.verify(current, account.password_hash if account else None)
        if account is None or not fits:
            raise BadCredentialsError
        check_strength(password, account.person)
        await self._set(account.person, password)

    async def _set(self, person: Person, password: str) -> None:
        async with self._passwords.turn():
            hashed = await self._passwords.hash(password)
        if not await self._people.set_password(person.person_id, hashed):
            raise NotFoundError(person.person_id)
        # Whoever knew the old one is signed in no longer (OWASP ASVS 5.0, 7.4.3).
        ended = await self._sessions.end_all(person.person_id)
        log.info("password set", person=person.person_id, sessions_ended=ended)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
