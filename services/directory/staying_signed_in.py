"""Staying signed in: secrets that give a new token and are used once (RFC 9700, section 4.14.2).

A secret that is shown a second time has been copied, and nobody can tell by whom: the session ends for both.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog

from services.directory.delegating import Delegating
from services.directory.errors import SessionOverError
from services.directory.metrics import SESSIONS
from services.directory.model import Person, SignedInSession
from services.directory.ports import People, Sessions, Tokens
from services.directory.tokens import SHORT_LIFETIME, IssuedToken
from shared.clock import Clock
from shared.errors import TransientError
from shared.ids import new_id

log = structlog.get_logger(__name__)

_SECRET_BYTES = 32
_TRIES = 5
"""How often a session is gone on with when others do the same at the same moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A token, the secret to have the next one by, and the seconds that this may still be done."""

    issued: IssuedToken
    secret: str = field(repr=False)
    stays: int


class StayingSignedIn:
    """The use cases of sessions. `random_bytes` is `secrets.token_bytes`, or a test's own."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        people: People,
        delegating: Delegating,
        tokens: Tokens,
        clock: Clock,
        random_bytes: Callable[[int], bytes],
        new_id: Callable[[], UUID] = new_id,
    ) -> None:
        self._sessions = sessions
        self._people = people
        self._delegating = delegating
        self._tokens = tokens
        self._clock = clock
        self._random_bytes = random_bytes
        self._new_id = new_id

    async def begin(self, person: Person, *, address: str) -> Renewed:
        """Begin the session of somebody who has just signed in. Raises `TransientError`."""
        now, secret = self._clock.now(), self._random_bytes(_SECRET_BYTES).hex()
        session = SignedInSession(
            session_id=self._new_id(),
            person_id=person.person_id,
            address=address,
            digest=_digest(secret),
            begun_at=now,
            used_at=now,
        )
        await self._sessions.add(session)
        SESSIONS.labels("begun").inc()
        return await self._renewed(session, person, secret, now)

    async def renew(self, shown: str) -> Renewed:
        """A new token for a secret, which is used up by it. Raises `SessionOverError`, `TransientError`."""
        session_id, digest = _read(shown)
        for _ in range(_TRIES):
            now = self._clock.now()
            session = await self._sessions.get(session_id)
            if session is None or session.over_at <= now:
                raise SessionOverError
            if not session.goes_on_with(digest, now):
                if session.had(digest):
                    await self._end(session, "stolen")
                raise SessionOverError
            person = await self._people.get(session.person_id)
            if person is None or not person.active:
                await self._end(session, "ended")
                raise SessionOverError
            secret = self._random_bytes(_SECRET_BYTES).hex()
            renewed = session.with_secret(_digest(secret), now)
            if await self._sessions.replace(renewed, before=session.digest):
                SESSIONS.labels("renewed").inc()
                return await self._renewed(renewed, person, secret, now)
        raise TransientError("others go on with the same session")

    async def end(self, shown: str) -> None:
        """End the session of a secret, if it has one (RFC 7009). Raises `TransientError`."""
        try:
            session_id, digest = _read(shown)
        except SessionOverError:
            return
        session = await self._sessions.get(session_id)
        if session and (session.digest == digest or session.had(digest)):
            await self._end(session, "ended")

    async def of(self, person_id: str) -> Sequence[SignedInSession]:
        """Where somebody is signed in, the latest used first. Raises `TransientError`."""
        return await self._sessions.of(person_id, self._clock.now())

    async def end_all(self, person_id: str, *, by: str) -> None:
        """End all sessions of somebody. Tokens that were given live on for their ten minutes. Raises `TransientError`."""
        count = await self._sessions.end_all(person_id)
        SESSIONS.labels("ended").inc(count)
        log.info("sessions ended", person=person_id, by=by, sessions=count)

    async def _end(self, session: SignedInSession, what: str) -> None:
        await self._sessions.end(session.session_id)
        SESSIONS.labels(what).inc()
        said = log.warning if what == "stolen" else log.info
        said("session ended", what=what, person=session.person_id, session=str(session.session_id))

    async def _renewed(self, session: SignedInSession, person: Person, secret: str, now: datetime) -> Renewed:
        acts_for = await self._delegating.acted_for(person.person_id, now)
        return Renewed(
            issued=self._tokens.issue(person, now, acts_for, lifetime=SHORT_LIFETIME),
            secret=f"{session.session_id.hex}.{secret}",
            stays=int((session.over_at - now).total_seconds()),
        )


def _read(shown: str) -> tuple[UUID, str]:
    """The session that a secret names, and its digest. Raises `SessionOverError` for what never was one."""
    session_id, _, secret = shown.partition(".")
    try:
        return UUID(hex=session_id), _digest(secret)
    except ValueError:
        raise SessionOverError from None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
