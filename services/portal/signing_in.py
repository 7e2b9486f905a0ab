"""Signing in and out: a login and a password become a session, whose token never reaches the browser."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from services.portal.errors import SignInNeededError
from services.portal.model.session import Session
from services.portal.ports import Sessions, SignIns
from shared.clock import Clock


class SigningIn:
    """The use cases of sessions. `new_session_id` gives 256 random bits as text."""

    def __init__(
        self, *, sign_ins: SignIns, sessions: Sessions, clock: Clock, new_session_id: Callable[[], str]
    ) -> None:
        self._sign_ins = sign_ins
        self._sessions = sessions
        self._clock = clock
        self._new_session_id = new_session_id

    async def sign_in(self, login: str, password: str, *, address: str, before: str = "") -> tuple[str, Session]:
        """Begin a session; gives its id, which is always a new one. `before` is the browser's old one, and ends.

        Raises `BadCredentialsError`, `TooManySignInsError`, `TransientError`.
        """
        signed_in = await self._sign_ins.sign_in(login, password, address=address)
        now = self._clock.now()
        session = Session(
            person=signed_in.person,
            token=signed_in.token,
            begun_at=now,
            ends_at=now + timedelta(seconds=signed_in.expires_in),
            seen_at=now,
        )
        session_id = self._new_session_id()
        await self._sessions.keep(session_id, session)
        if before:
            await self._sessions.end(before)
        return session_id, session

    async def session(self, session_id: str) -> Session:
        """The session of whoever asks, who by this is still there. Raises `SignInNeededError`, `TransientError`."""
        found = await self._sessions.find(session_id) if session_id else None
        now = self._clock.now()
        if found is None or found.is_over(now):
            raise SignInNeededError
        if seen := found.seen(now):
            await self._sessions.see(session_id, seen.seen_at, seen.over_at)
        return replace(found, person=found.person.at(now))

    async def sign_out(self, session_id: str) -> None:
        """End a session. Raises `TransientError`: then it goes on, and whoever asked has to know."""
        await self._sessions.end(session_id)
