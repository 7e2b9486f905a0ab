"""Directory's ports in memory; they pass the same contract suite as the real adapters (stores_contract.py)."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.directory.model import (
    WINDOW,
    Account,
    ActedFor,
    Delegation,
    Person,
    PersonChange,
    SignedInSession,
    SignInRecord,
    Tries,
    Unit,
    UnitChange,
    Wanted,
)
from services.directory.ports import Place
from services.directory.tokens import LIFETIME, IssuedToken
from shared.contracts import Event
from shared.errors import TransientError


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def pass_(self, time: timedelta) -> None:
        self.time += time


class FakeUnits:
    def __init__(self) -> None:
        self.kept: dict[str, Unit] = {}
        self.history: dict[str, list[UnitChange]] = {}
        self.events: list[Event] = []
        self.others_first: list[Unit] = []
        """Units that somebody else puts in, one before each of our writes."""

    async def add_missing(self, units: Sequence[tuple[Unit, Sequence[Event]]]) -> int:
        missing = [(unit, events) for unit, events in units if unit.unit_id not in self.kept]
        for unit, events in missing:
            self.kept[unit.unit_id] = unit
            self.events.extend(events)
        return len(missing)

    async def add(self, unit: Unit, change: UnitChange, events: Sequence[Event]) -> bool:
        if not await self.add_missing([(unit, events)]):
            return False
        self.history[unit.unit_id] = [change]
        return True

    async def get(self, unit_id: str) -> Unit | None:
        return self.kept.get(unit_id)

    async def page(self, *, after: str, limit: int) -> Sequence[Unit]:
        return [self.kept[one] for one in sorted(self.kept) if one > after][: limit or None]

    async def replace(self, unit: Unit, change: UnitChange, events: Sequence[Event]) -> bool:
        if self.others_first:
            other = self.others_first.pop(0)
            self.kept[other.unit_id] = other
        before = self.kept.get(unit.unit_id)
        if before is None or before.version != unit.version - 1:
            return False
        self.kept[unit.unit_id] = unit
        self.history.setdefault(unit.unit_id, []).append(change)
        self.events.extend(events)
        return True

    async def changes(self, unit_id: str, limit: int) -> Sequence[UnitChange]:
        return self.history.get(unit_id, [])[::-1][: limit or None]


class FakePeople:
    def __init__(self, *accounts: Account) -> None:
        self.kept = {account.person.person_id: account for account in accounts}
        self.history: dict[str, list[PersonChange]] = {}
        self.events: list[Event] = []
        self.others_first: list[Person] = []
        """People that somebody else puts in, one before each of our writes."""

    async def add_missing(self, people: Sequence[Person]) -> int:
        added = 0
        for person in people:
            if person.person_id not in self.kept and await self.account(person.login) is None:
                self.kept[person.person_id] = Account(person=person, password_hash=None)
                added += 1
        return added

    async def add(self, person: Person, change: PersonChange, events: Sequence[Event] = ()) -> bool:
        if not await self.add_missing([person]):
            return False
        self.events.extend(events)
        self.history[person.person_id] = [change]
        return True

    async def account(self, login: str) -> Account | None:
        return next((one for one in self.kept.values() if one.person.login == login), None)

    async def get(self, person_id: str) -> Person | None:
        found = self.kept.get(person_id)
        return found.person if found else None

    async def page(self, wanted: Wanted, *, after: str, limit: int) -> Sequence[Person]:
        everybody = (self.kept[one].person for one in sorted(self.kept) if one > after)
        return [one for one in everybody if wanted.fits(one)][:limit]

    async def without_password(self, logins: Collection[str]) -> Sequence[str]:
        waiting = (one.person.login for one in self.kept.values() if one.password_hash is None)
        return sorted(login for login in waiting if login in logins)

    async def set_first_password(self, login: str, password_hash: str) -> bool:
        account = await self.account(login)
        if account is None or account.password_hash is not None:
            return False
        return await self.set_password(account.person.person_id, password_hash)

    async def set_password(self, person_id: str, password_hash: str) -> bool:
        if person_id not in self.kept:
            return False
        self.kept[person_id] = replace(self.kept[person_id], password_hash=password_hash)
        return True

    async def several(self, person_ids: Collection[str]) -> Sequence[Person]:
        return [one.person for one in self.kept.values() if one.person.person_id in person_ids]

    async def replace(self, person: Person, change: PersonChange, events: Sequence[Event] = ()) -> bool:
        if self.others_first:
            other = self.others_first.pop(0)
            self.kept[other.person_id] = replace(self.kept[other.person_id], person=other)
        account = self.kept.get(person.person_id)
        if account is None or account.person.version != person.version - 1:
            return False
        self.kept[person.person_id] = replace(account, person=person)
        self.events.extend(events)
        self.history.setdefault(person.person_id, []).append(change)
        return True

    async def changes(self, person_id: str, limit: int) -> Sequence[PersonChange]:
        newest = self.history.get(person_id, [])[::-1]
        return newest[:limit] if limit else newest


class FakeInvitations:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, datetime]] = {}

    async def keep(self, digest: str, person_id: str, until: datetime) -> None:
        self.kept[person_id] = (digest, until)

    async def take(self, digest: str, now: datetime) -> str | None:
        for person_id, (kept, until) in self.kept.items():
            if kept == digest and until > now:
                del self.kept[person_id]
                return person_id
        return None


class FakeDelegations:
    def __init__(self) -> None:
        self.kept: dict[UUID, Delegation] = {}

    async def add(self, delegation: Delegation) -> bool:
        return self.kept.setdefault(delegation.delegation_id, delegation) is delegation

    async def get(self, delegation_id: UUID) -> Delegation | None:
        return self.kept.get(delegation_id)

    async def replace(self, delegation: Delegation) -> bool:
        before = self.kept.get(delegation.delegation_id)
        if before is None or before.version != delegation.version - 1:
            return False
        self.kept[delegation.delegation_id] = delegation
        return True

    async def standing(self, now: datetime, *, limit: int) -> Sequence[Delegation]:
        left = [one for one in self.kept.values() if one.ends_at > now]
        return sorted(left, key=lambda one: (one.ends_at, one.delegation_id))[:limit]

    async def about(self, person_id: str, *, limit: int) -> Sequence[Delegation]:
        mine = [one for one in self.kept.values() if person_id in (one.of, one.to)]
        return sorted(mine, key=lambda one: (one.ends_at, one.delegation_id), reverse=True)[:limit]

    async def running_to(self, person_id: str, now: datetime) -> Sequence[Delegation]:
        return [one for one in self.kept.values() if one.to == person_id and one.runs(now)]


class FakeSignIns:
    def __init__(self) -> None:
        self.tries: dict[str, Tries] = {}
        self.records: list[SignInRecord] = []
        self.down = False

    async def begin(self, key: str, now: datetime) -> Tries:
        before = self.tries.get(key)
        if before is not None and before.until > now:
            self.tries[key] = replace(before, count=before.count + 1)
        else:
            self.tries[key] = Tries(count=1, until=now + WINDOW)
        return self.tries[key]

    async def clear(self, key: str) -> None:
        self.tries.pop(key, None)

    async def record(self, record: SignInRecord) -> None:
        if self.down:
            raise TransientError
        self.records.append(record)

    async def page(self, *, after: Place | None, limit: int) -> Sequence[SignInRecord]:
        newest = sorted(self.records, key=lambda one: (one.at, one.sign_in_id), reverse=True)
        return [one for one in newest if after is None or (one.at, one.sign_in_id) < after][:limit]


class FakePasswords:
    """Hashes are the password backwards. `checked` has every password that was looked at."""

    def __init__(self) -> None:
        self.checked: list[tuple[str, str | None]] = []
        self.hashed: list[str] = []
        self.busy = False

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        if self.busy:
            raise TransientError
        yield

    async def hash(self, password: str) -> str:
        self.hashed.append(password)
        return password[::-1]

    async def verify(self, password: str, stored: str | None) -> bool:
        await asyncio.sleep(0)
        self.checked.append((password, stored))
        return stored == password[::-1]


class FakeTokens:
    def issue(
        self, person: Person, now: datetime, acts_for: Sequence[ActedFor] = (), *, lifetime: timedelta = LIFETIME
    ) -> IssuedToken:
        others = "".join(f" for {other.person.person_id}" for other in acts_for)
        return IssuedToken(token=f"{person.person_id}{others} at {now:%H:%M}", expires_in=int(lifetime.total_seconds()))


class FakeSessions:
    def __init__(self) -> None:
        self.kept: dict[UUID, SignedInSession] = {}
        self.others_first: list[SignedInSession] = []
        """Sessions that somebody else puts in, one before each of our writes."""

    async def add(self, session: SignedInSession) -> None:
        self.kept[session.session_id] = session

    async def get(self, session_id: UUID) -> SignedInSession | None:
        return self.kept.get(session_id)

    async def replace(self, session: SignedInSession, *, before: str) -> bool:
        if self.others_first:
            other = self.others_first.pop(0)
            self.kept[other.session_id] = other
        there = self.kept.get(session.session_id)
        if there is None or there.digest != before:
            return False
        self.kept[session.session_id] = session
        return True

    async def of(self, person_id: str, now: datetime) -> Sequence[SignedInSession]:
        own = [one for one in self.kept.values() if one.person_id == person_id and one.over_at > now]
        return sorted(own, key=lambda one: one.used_at, reverse=True)

    async def end(self, session_id: UUID) -> None:
        self.kept.pop(session_id, None)

    async def end_all(self, person_id: str) -> int:
        own = [one for one in self.kept.values() if one.person_id == person_id]
        for one in own:
            del self.kept[one.session_id]
        return len(own)


class FakeAssertions:
    def __init__(self) -> None:
        self.until: dict[str, datetime] = {}

    async def take(self, digest: str, until: datetime) -> bool:
        if digest in self.until:
            return False
        self.until[digest] = until
        return True
