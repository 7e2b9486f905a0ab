"""Directory and the store of sessions, in memory."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from services.portal.errors import BadCredentialsError, SignInNeededError, TooManySignInsError
from services.portal.model.session import Begun, Person, Session, SignedIn
from shared.errors import TransientError
from shared.language import Text

PASSWORD = "correct horse"
NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def person(name: str = "clerk", *roles: str) -> Person:
    names = Text(ar="سالم بن علي", en="Salim bin Ali")
    return Person(person_id=f"person-{name}", name=names, roles=frozenset(roles or (name,)), units=frozenset())


def session(now: datetime = NOW, hours: float = 1) -> Session:
    ends = now + timedelta(hours=hours)
    return Session(person=person(), token="a token", begun_at=now, ends_at=ends, seen_at=now)


@dataclass
class MovedClock:
    """Stands still until it is moved."""

    time: datetime = NOW

    def now(self) -> datetime:
        return self.time

    def pass_(self, **span: float) -> None:
        self.time += timedelta(**span)


@dataclass
class FakeSignIns:
    """Lets everybody in whose password it is; the login is the role."""

    away: bool = False
    wait: int = 0
    addresses: list[str] = field(default_factory=list)
    minutes: int = 60
    """How long a token is valid; the next one is given for a secret when it is less than an hour."""
    alive: dict[str, str] = field(default_factory=dict)
    """Secret → login, for those that the next token is given for."""
    renewed: int = 0
    assertions: list[str] = field(default_factory=list)

    async def sign_in(self, login: str, password: str, *, address: str) -> SignedIn:
        if self.away:
            raise TransientError("away")
        if self.wait:
            raise TooManySignInsError(retry_after=self.wait)
        if password != PASSWORD:
            raise BadCredentialsError
        self.addresses.append(address)
        return self._given(login)

    async def exchange(self, assertion: str, *, address: str) -> SignedIn:
        if self.away:
            raise TransientError("away")
        self.addresses.append(address)
        self.assertions.append(assertion)
        return self._given("officer")

    async def renew(self, secret: str) -> SignedIn:
        await asyncio.sleep(0)
        if self.away:
            raise TransientError("away")
        if secret not in self.alive:
            raise SignInNeededError
        self.renewed += 1
        return self._given(self.alive.pop(secret))

    async def leave(self, secret: str) -> None:
        if self.away:
            raise TransientError("away")
        self.alive.pop(secret, None)

    def _given(self, login: str) -> SignedIn:
        token = f"token of {login}" + (f" {self.renewed}" if self.renewed else "")
        if self.minutes >= 60:
            return SignedIn(person=person(login), token=token, expires_in=3600)
        secret = f"secret {self.renewed}"
        self.alive[secret] = login
        return SignedIn(person=person(login), token=token, expires_in=60 * self.minutes, renewal=secret, stays=3600)


@dataclass
class FakeSessions:
    """Sessions by id; away when told to be."""

    kept: dict[str, Session] = field(default_factory=dict)
    claimed: dict[str, datetime] = field(default_factory=dict)
    away: bool = False

    async def keep(self, session_id: str, session: Session) -> None:
        self._answer()
        self.kept[session_id] = session

    async def find(self, session_id: str) -> Session | None:
        self._answer()
        return self.kept.get(session_id)

    async def see(self, session_id: str, seen_at: datetime, over_at: datetime) -> None:  # noqa: ARG002 - for databases
        self._answer()
        if session_id in self.kept:
            self.kept[session_id] = replace(self.kept[session_id], seen_at=seen_at)

    async def of(self, person_id: str, *, asking: str, now: datetime) -> Sequence[Begun]:
        self._answer()
        mine = {key: one for key, one in self.kept.items() if one.person.person_id == person_id and one.over_at > now}
        begun = [Begun(begun_at=one.begun_at, seen_at=one.seen_at, own=key == asking) for key, one in mine.items()]
        return sorted(begun, key=lambda one: one.begun_at, reverse=True)

    async def end_others(self, session_id: str, person_id: str) -> int:
        self._answer()
        others = [key for key, one in self.kept.items() if one.person.person_id == person_id and key != session_id]
        for key in others:
            del self.kept[key]
        return len(others)

    async def claim(self, session_id: str, now: datetime, until: datetime) -> bool:
        self._answer()
        if session_id not in self.kept or self.claimed.get(session_id, now) > now:
            return False
        self.claimed[session_id] = until
        return True

    async def renew(self, session_id: str, session: Session) -> None:
        self._answer()
        if session_id in self.kept:
            self.kept[session_id] = session
            self.claimed.pop(session_id, None)

    async def end(self, session_id: str) -> None:
        self._answer()
        self.kept.pop(session_id, None)

    def _answer(self) -> None:
        if self.away:
            raise TransientError("away")
