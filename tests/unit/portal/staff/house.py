"""Directory and routing as administrators need them, in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from services.portal.errors import BadCredentialsError, InvitationOverError, RefusedError, WeakPasswordError
from services.portal.model.administration import (
    CalendarDay,
    Change,
    Colleague,
    Delegation,
    Effect,
    Invitation,
    Me,
    Reached,
    ToldPerson,
    ToldUnit,
)
from services.portal.ports import Condition, Listed
from services.portal.ports.administration import Body
from shared.errors import NotFoundError, TransientError
from shared.language import Text
from tests.unit.portal.staff.fakes import NOW, PASSWORD
from tests.unit.portal.staff.types import FakeTypes

GOOD = "three grey camels at noon"
SECRET = "ab" * 32
Kept = TypeVar("Kept", ToldUnit, ToldPerson)


def a_unit(unit_id: str = "permits", /, **changes: Any) -> ToldUnit:
    told = {
        "unit_id": unit_id,
        "kind": "department",
        "name": {"ar": "دائرة <التصاريح>", "en": f"Unit <{unit_id}>"},
        "telephone": "+968 24 000 310",
        "time_zone": "Asia/Muscat",
        "weekend": [5, 6],
        "holiday_country": "OM",
        "version": 1,
    }
    return ToldUnit.model_validate(told | changes)


def a_person(person_id: str = "p-1", /, **changes: Any) -> ToldPerson:
    told = {
        "person_id": person_id,
        "login": f"login.{person_id}",
        "name": {"ar": "فاطمة", "en": f"Fatima <{person_id}>"},
        "roles": ["officer"],
        "units": ["permits"],
        "version": 1,
    }
    return ToldPerson.model_validate(told | changes)


def a_delegation(number: int = 1, /, **changes: Any) -> Delegation:
    told = {
        "delegation_id": UUID(int=number),
        "of": "p-1",
        "to": "p-2",
        "starts_at": NOW,
        "ends_at": NOW + timedelta(days=7),
        "reason": "leave <b>",
        "made_by": "p-1",
        "version": 1,
    }
    return Delegation.model_validate(told | changes)


def change_of(before: ToldUnit | ToldPerson, body: Body) -> Change:
    patch = {name: value for name, value in body.items() if name != "reason"}
    was = {name: before.model_dump(mode="json").get(name) for name in patch}
    told = {"version": before.version + 1, "at": NOW, "by": "p-1", "patch": patch, "before": was}
    return Change.model_validate(told | {"reason": body.get("reason", "")})


@dataclass
class Shelf(Generic[Kept]):
    """What is kept of units or people: by id, with changes. `refuse` is the code of the next refusal."""

    make: Callable[..., Kept]
    key: str
    kept: dict[str, Kept] = field(default_factory=dict)
    history: dict[str, list[Change]] = field(default_factory=dict)
    done: list[tuple[str, Any, Condition]] = field(default_factory=list)
    refuse: str = ""

    def add(self, *several: Kept) -> None:
        self.kept |= {getattr(one, self.key): one for one in several}

    def one(self, wanted: str) -> Kept:
        if wanted not in self.kept:
            raise NotFoundError
        return self.kept[wanted]

    def put_new(self, new_id: str, body: Body, condition: Condition) -> Kept:
        self._refuse()
        self.done.append(("add", dict(body), condition))
        stated = {name: value for name, value in body.items() if name not in ("reason", self.key)}
        self.kept[new_id] = self.make(new_id, **stated)
        return self.kept[new_id]

    def put(self, what: str, wanted: str, body: Body, condition: Condition) -> Kept:
        before = self.one(wanted)
        self._refuse()
        if condition.version != str(before.version):
            raise RefusedError("stale-version")
        self.done.append((what, dict(body), condition))
        self.history.setdefault(wanted, []).insert(0, change_of(before, body))
        stated = {name: value for name, value in body.items() if name in type(before).model_fields}
        told = before.model_dump(mode="json") | stated | {"version": before.version + 1}
        self.kept[wanted] = type(before).model_validate(told)
        return self.kept[wanted]

    def _refuse(self) -> None:
        if self.refuse:
            code, self.refuse = self.refuse, ""
            raise RefusedError(code)


@dataclass
class FakeUnits:
    shelf: Shelf[ToldUnit] = field(default_factory=lambda: Shelf(a_unit, "unit_id"))
    days: tuple[CalendarDay, ...] = ()

    async def all(self) -> Sequence[ToldUnit]:
        return list(self.shelf.kept.values())

    async def one(self, unit_id: str) -> ToldUnit:
        return self.shelf.one(unit_id)

    async def add(self, token: str, body: Body, condition: Condition) -> ToldUnit:
        assert token
        return self.shelf.put_new(str(body["unit_id"]), body, condition)

    async def change(self, token: str, unit_id: str, body: Body, condition: Condition) -> ToldUnit:
        assert token
        return self.shelf.put("change", unit_id, body, condition)

    async def announce(self, token: str, unit_id: str, body: Body, condition: Condition) -> ToldUnit:
        assert token
        return self.shelf.put("announce", unit_id, body, condition)

    async def year(self, unit_id: str, year: int) -> Sequence[CalendarDay]:
        self.shelf.one(unit_id)
        return [one for one in self.days if one.day.year == year]

    async def changes(self, token: str, unit_id: str) -> Sequence[Change]:
        assert token
        return self.shelf.history.get(unit_id, [])

    async def undo(self, token: str, unit_id: str, version: int, condition: Condition) -> ToldUnit:
        assert token
        return self.shelf.put("undo", unit_id, {"undone": version}, condition)


@dataclass
class FakeStaffing:
    shelf: Shelf[ToldPerson] = field(default_factory=lambda: Shelf(a_person, "person_id"))
    wanted: list[Mapping[str, str]] = field(default_factory=list)

    async def page(self, token: str, wanted: Mapping[str, str], after: str) -> Listed[ToldPerson]:
        assert token
        self.wanted.append(wanted)
        return Listed(lines=list(self.shelf.kept.values()), after="" if after else "p-9")

    async def one(self, token: str, person_id: str) -> ToldPerson:
        assert token
        return self.shelf.one(person_id)

    async def add(self, token: str, body: Body, condition: Condition) -> ToldPerson:
        assert token
        return self.shelf.put_new("p-new", body, condition)

    async def change(self, token: str, person_id: str, body: Body, condition: Condition) -> ToldPerson:
        assert token
        return self.shelf.put("change", person_id, body, condition)

    async def changes(self, token: str, person_id: str) -> Sequence[Change]:
        assert token
        return self.shelf.history.get(person_id, [])

    async def undo(self, token: str, person_id: str, version: int, condition: Condition) -> ToldPerson:
        assert token
        return self.shelf.put("undo", person_id, {"undone": version}, condition)

    async def invite(self, token: str, person_id: str) -> Invitation:
        assert token
        self.shelf.one(person_id)
        return Invitation(secret=SECRET, until=NOW + timedelta(days=3))


@dataclass
class FakeDelegations:
    kept: list[Delegation] = field(default_factory=list)
    done: list[tuple[str, Any, Condition]] = field(default_factory=list)
    refuse: str = ""

    async def standing(self, token: str) -> Sequence[Delegation]:
        assert token
        return self.kept

    async def own(self, token: str) -> Sequence[Delegation]:
        assert token
        return self.kept

    async def colleagues(self, token: str) -> Sequence[Colleague]:
        assert token
        named = {"p-1": "Fatima", "p-2": "Salim", "gone": "Gone"}
        return [
            Colleague(person_id=one, name=Text(ar=name, en=name), active=one != "gone") for one, name in named.items()
        ]

    async def delegate(self, token: str, body: Body, condition: Condition) -> Delegation:
        assert token
        if self.refuse:
            raise RefusedError(self.refuse)
        self.done.append(("delegate", dict(body), condition))
        return a_delegation()

    async def end(self, token: str, delegation_id: UUID, condition: Condition) -> Delegation:
        assert token
        if self.refuse:
            raise RefusedError(self.refuse)
        self.done.append(("end", delegation_id, condition))
        return a_delegation()


@dataclass
class FakeAccounts:
    """The current password is `PASSWORD`; the only invitation is `SECRET`."""

    chosen: list[str] = field(default_factory=list)
    reached: Reached | None = field(default_factory=lambda: Reached(version=3))

    async def me(self, token: str) -> Me:
        role = token.rpartition(" ")[2]
        name = Text(ar="سالم", en="Salim")
        return Me(
            person_id=f"person-{role}",
            login=role,
            name=name,
            roles=(role,),
            units=("permits",),
            reached=self.reached,
        )

    async def change(self, token: str, body: Body, condition: Condition) -> None:
        assert token
        if self.reached is None:
            raise NotFoundError
        if condition.version != str(self.reached.version):
            raise RefusedError("stale-version")
        told = self.reached.model_dump() | dict(body) | {"version": self.reached.version + 1}
        self.reached = Reached.model_validate(told)

    async def change_password(self, token: str, current: str, password: str, *, language: str) -> None:
        assert token
        if current != PASSWORD:
            raise BadCredentialsError
        self._choose(password, language)

    async def accept(self, secret: str, password: str, *, language: str) -> None:
        if secret != SECRET or self.chosen:
            raise InvitationOverError
        self._choose(password, language)

    def _choose(self, password: str, language: str) -> None:
        if password != GOOD:
            raise WeakPasswordError((f"weak in {language}",))
        self.chosen.append(password)


@dataclass
class FakeCalendars:
    told: Effect | None = None
    away: bool = False

    async def effect(self, token: str, unit_id: str) -> Effect | None:
        assert token
        assert unit_id
        if self.away:
            raise TransientError
        return self.told


class FakeNames:
    async def units(self) -> Mapping[str, Text]:
        raise NotImplementedError

    async def names(self, token: str) -> Mapping[str, Text]:
        assert token
        return {one: Text(ar=one, en=f"Name of {one}") for one in ("p-1", "p-2")}


@dataclass
class House:
    """All of it together: two units, one below the other, and two people."""

    units: FakeUnits = field(default_factory=FakeUnits)
    staffing: FakeStaffing = field(default_factory=FakeStaffing)
    delegations: FakeDelegations = field(default_factory=FakeDelegations)
    accounts: FakeAccounts = field(default_factory=FakeAccounts)
    calendars: FakeCalendars = field(default_factory=FakeCalendars)
    names: FakeNames = field(default_factory=FakeNames)
    types: FakeTypes = field(default_factory=FakeTypes)

    def __post_init__(self) -> None:
        self.units.shelf.add(a_unit("ministry", kind="ministry"), a_unit("permits", parent_id="ministry"))
        self.staffing.shelf.add(a_person("p-1"), a_person("person-administrator", roles=["administrator"]))
        day = {"day": date(2026, 11, 20), "kind": "public-holiday", "why": {"ar": "العيد الوطني", "en": "National Day"}}
        self.units.days = (CalendarDay.model_validate(day),)
