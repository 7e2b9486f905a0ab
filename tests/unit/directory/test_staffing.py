"""Who may change what of people, what is remembered of it, and how it is undone."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.errors import KeyReusedError, LoginTakenError, OwnRightsError, UnknownUnitsError
from services.directory.model import Account, Clearance, PersonPatch, Role, person_patched, undoing
from services.directory.staffing import Staffing
from shared.contracts import PersonChangedV1
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from shared.language import Text
from tests.unit.directory.examples import NOW, a_person, a_unit, ask
from tests.unit.directory.fakes import FakeClock, FakePeople, FakeUnits

PROMOTED = PersonPatch(roles=(Role.CLERK, Role.MANAGER), clearance=Clearance.CONFIDENTIAL)

names = st.builds(Text, ar=st.text(min_size=1), en=st.text(min_size=1))
patches = st.builds(
    PersonPatch,
    name=st.none() | names,
    roles=st.none() | st.lists(st.sampled_from(Role), min_size=1, unique=True).map(tuple),
    units=st.none() | st.lists(st.sampled_from(["documents", "trade"]), min_size=1, unique=True).map(tuple),
    clearance=st.none() | st.sampled_from(Clearance),
    active=st.none() | st.booleans(),
    address=st.none() | st.sampled_from(["", "salim@ministry.example"]),
    language=st.none() | st.sampled_from(["ar", "en"]),
    reminders=st.none() | st.booleans(),
)


@pytest.fixture
def people() -> FakePeople:
    return FakePeople(Account(person=a_person(), password_hash="nepo"))


@pytest.fixture
async def staffing(people: FakePeople) -> Staffing:
    units = FakeUnits()
    await units.add_missing([(a_unit("documents"), []), (a_unit("trade"), [])])
    return Staffing(people=people, units=units, clock=FakeClock(NOW))


async def test_somebody_new_is_there_and_has_no_password(staffing: Staffing, people: FakePeople) -> None:
    new = await staffing.hire(a_person("", "new"), ask())
    assert people.kept[new.person_id] == Account(person=new, password_hash=None)
    (first,) = await staffing.changes(new.person_id, 0)
    assert (first.version, first.by, first.patch.roles) == (1, "p-0001", new.roles)


async def test_no_two_people_sign_in_by_one_login_or_belong_to_no_unit(staffing: Staffing) -> None:
    with pytest.raises(LoginTakenError):
        await staffing.hire(a_person("p-9", "clerk"), ask(1))
    with pytest.raises(UnknownUnitsError):
        await staffing.change("p-0002", PersonPatch(units=("documents", "none")), ask(1))


async def test_a_change_is_remembered_with_what_was_before(staffing: Staffing) -> None:
    changed = await staffing.change("p-0002", PROMOTED, ask(1))
    assert (changed.roles, changed.clearance, changed.version) == (
        (Role.CLERK, Role.MANAGER),
        Clearance.CONFIDENTIAL,
        2,
    )
    (change,) = await staffing.changes("p-0002", 10)
    assert (change.by, change.at, change.patch) == ("p-0001", NOW, PROMOTED)
    assert change.before == PersonPatch(roles=(Role.CLERK,), clearance=Clearance.ORDINARY)


async def test_others_hear_how_somebody_is_reached_and_as_what(staffing: Staffing, people: FakePeople) -> None:
    new = await staffing.hire(a_person("", "new"), ask())
    patch = PersonPatch(address="salim@ministry.example", language="en", reminders=False)
    await staffing.change("p-0002", patch, ask(1))
    hired, changed = people.events
    assert isinstance(hired, PersonChangedV1)
    assert isinstance(changed, PersonChangedV1)
    assert (hired.person_id, hired.version, hired.address, hired.reminders) == (new.person_id, 1, "", True)
    assert (changed.person_id, changed.version, changed.roles) == ("p-0002", 2, ("clerk",))
    assert (changed.address, changed.language, changed.reminders) == ("salim@ministry.example", "en", False)
    # What changes nothing is not stated either.
    await staffing.change("p-0002", patch, ask(2))
    assert len(people.events) == 2


async def test_everybody_says_how_they_are_reached(staffing: Staffing) -> None:
    own = replace(ask(1), by="p-0002")
    changed = await staffing.change("p-0002", PersonPatch(address="salim@ministry.example", reminders=False), own)
    assert (changed.address, changed.reminders, changed.version) == ("salim@ministry.example", False, 2)


async def test_what_changes_nothing_is_no_change(staffing: Staffing) -> None:
    assert await staffing.change("p-0002", PersonPatch(roles=(Role.CLERK,)), ask(1)) == a_person()
    assert await staffing.changes("p-0002", 10) == []


async def test_a_change_is_undone_and_what_came_after_it_stays(staffing: Staffing) -> None:
    await staffing.change("p-0002", PROMOTED, ask(1))
    await staffing.change("p-0002", PersonPatch(units=("trade",)), ask(2))
    undone = await staffing.undo("p-0002", 2, ask(3, by="p-0009"))
    assert (undone.roles, undone.clearance, undone.units) == ((Role.CLERK,), Clearance.ORDINARY, ("trade",))
    assert [(one.version, one.by) for one in await staffing.changes("p-0002", 1)] == [(4, "p-0009")]
    with pytest.raises(NotFoundError):
        await staffing.undo("p-0002", 5, ask(4))


@pytest.mark.parametrize("patch", [PROMOTED, PersonPatch(active=False), PersonPatch(units=("trade",))])
async def test_nobody_changes_their_own_rights(staffing: Staffing, patch: PersonPatch) -> None:
    with pytest.raises(OwnRightsError):
        await staffing.change("p-0002", patch, ask(1, by="p-0002"))
    renamed = await staffing.change("p-0002", PersonPatch(name=Text(ar="سالم", en="Salim")), ask(1, by="p-0002"))
    assert renamed.name.en == "Salim"


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(staffing: Staffing, people: FakePeople) -> None:
    people.others_first = [person_patched(a_person(), PersonPatch(units=("trade",)))]
    with pytest.raises(OldVersionError):
        await staffing.change("p-0002", PROMOTED, ask(1))
    with pytest.raises(VersionRequiredError):
        await staffing.change("p-0002", PROMOTED, ask())
    assert (await staffing.person("p-0002")).units == ("trade",)


async def test_the_same_request_again_is_done_once(staffing: Staffing) -> None:
    request = ask(1, key="k", what="promoted", reason="a new desk")
    for _ in range(2):
        assert (await staffing.change("p-0002", PROMOTED, request)).version == 2
    (change,) = await staffing.changes("p-0002", 0)
    assert change.reason == "a new desk"
    with pytest.raises(KeyReusedError):
        await staffing.change("p-0002", PROMOTED, ask(2, key="k", what="another"))


async def test_somebody_new_is_added_once(staffing: Staffing, people: FakePeople) -> None:
    new, request = a_person("", "new"), ask(key="k")
    first, again = [await staffing.hire(new, request) for _ in range(2)]
    assert first == again
    assert len(people.kept) == 2
    with pytest.raises(LoginTakenError):
        await staffing.hire(new, ask(key="another"))
    with pytest.raises(NotFoundError):
        await staffing.undo(first.person_id, 1, ask(1))


async def test_nobody_is_not_found(staffing: Staffing) -> None:
    for asked in (staffing.person("x"), staffing.change("x", PROMOTED, ask(1)), staffing.changes("x", 1)):
        with pytest.raises(NotFoundError):
            await asyncio.gather(asked)


@given(patches, patches)
def test_undoing_a_change_brings_back_what_it_touched(first: PersonPatch, second: PersonPatch) -> None:
    before = person_patched(a_person(), first)
    after = person_patched(before, second)
    back = person_patched(after, undoing(before, second))
    assert {**vars_of(back), "version": 0} == {**vars_of(before), "version": 0}


def vars_of(person: object) -> dict[str, object]:
    return {name: getattr(person, name) for name in ("name", "roles", "units", "clearance", "active", "login")}
