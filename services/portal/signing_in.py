"""Signing in and out: a login and a password become a session, whose token never reaches the browser."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog

from services.portal.errors import SignInNeededError
from services.portal.model.session import Begun, Session, SignedIn
from services.portal.ports import Sessions, SignIns
from shared.clock import Clock
from shared.errors import TransientError

log = structlog.get_logger(__name__)

CLAIMED: Final = timedelta(seconds=15)
"""How long one request may take to get the next token before another one tries."""
LOOKS: Final = 80
"""How often others look whether it has come; about eight seconds."""


class SigningIn:
    """The use cases of sessions. `new_session_id` gives 256 random bits as text."""

    def __init__(
        self,
        *,
        sign_ins: SignIns,
        sessions: Sessions,
        clock: Clock,
        new_session_id: Callable[[], str],
        pause: Callable[[], Awaitable[None]] = lambda: asyncio.sleep(0.1),
    ) -> None:
        self._sign_ins = sign_ins
        self._sessions = sessions
        self._clock = clock
        self._new_session_id = new_session_id
        self._pause = pause

    async def sign_in(self, login: str, password: str, *, address: str, before: str = "") -> tuple[str, Session]:
        """Begin a session; gives its id, which is always a new one. `before` is the browser's old one, and ends.

        Raises `BadCredentialsError`, `TooManySignInsError`, `TransientError`.
        """
        return await self.begin(await self._sign_ins.sign_in(login, password, address=address), before=before)

    async def begin(self, signed_in: SignedIn, *, before: str = "") -> tuple[str, Session]:
        """Begin the session of somebody who has signed in; the same as above. Raises `TransientError`."""
        now = self._clock.now()
        session = Session.of(signed_in, now, begun_at=now)
        session_id = self._new_session_id()
        await self._sessions.keep(session_id, session)
        if before:
            await self.sign_out(before)
        return session_id, session

    async def session(self, session_id: str) -> Session:
        """The session of whoever asks, who by this is still there, with a token that is valid.

        Raises `SignInNeededError`, `TransientError`.
        """
        found = await self._sessions.find(session_id) if session_id else None
        now = self._clock.now()
        if found is None or found.is_over(now):
            raise SignInNeededError
        if found.is_due(now):
            found = await self._renewed(session_id, found, now)
            return replace(found, person=found.person.at(now))
        if seen := found.seen(now):
            await self._sessions.see(session_id, seen.seen_at, seen.over_at)
        return replace(found, person=found.person.at(now))

    async def sessions(self, session_id: str, person_id: str) -> Sequence[Begun]:
        """Where else somebody is signed in, this one among them. Raises `TransientError`."""
        return await self._sessions.of(person_id, asking=session_id, now=self._clock.now())

    async def end_others(self, session_id: str, person_id: str) -> int:
        """Sign somebody out everywhere else; says how many sessions that were. Raises `TransientError`."""
        return await self._sessions.end_others(session_id, person_id)

    async def sign_out(self, session_id: str) -> None:
        """End a session. Raises `TransientError`: then it goes on, and whoever asked has to know."""
        session = await self._sessions.find(session_id)
        await self._sessions.end(session_id)
        if session and session.renewal:
            try:
                await self._sign_ins.leave(session.renewal.secret)
            except TransientError as error:
                # Nobody has the secret any more: it ends by itself.
                log.warning("the issuer was not told that a session has ended", error=str(error))

    async def _renewed(self, session_id: str, session: Session, now: datetime) -> Session:
        if not await self._sessions.claim(session_id, now, now + CLAIMED):
            return session if session.can_wait(now) else await self._when_renewed(session_id)
        try:
            signed_in = await self._sign_ins.renew(session.renewal.secret if session.renewal else "")
        except SignInNeededError:
            await self._sessions.end(session_id)
            raise
        except TransientError:
            if session.can_wait(now):
                return session
            raise
        renewed = Session.of(signed_in, now, begun_at=session.begun_at)
        await self._sessions.renew(session_id, renewed)
        return renewed

    async def _when_renewed(self, session_id: str) -> Session:
        """The session once another request of it, here or in another process, has got the next token."""
        for _ in range(LOOKS):
            await self._pause()
            found = await self._sessions.find(session_id)
            if found is None:
                raise SignInNeededError
            if found.can_wait(self._clock.now()):
                return found
        raise TransientError("the next token does not come")
