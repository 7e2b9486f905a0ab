"""How administrators change units, and what others hear of it."""

from dataclasses import replace
from datetime import date

import pytest

from services.directory.errors import ImpossibleParentError, KeyReusedError, UnitInUseError, UnitTakenError
from services.directory.model import UnitChange, UnitKind, UnitPatch
from services.directory.service import Directory
from shared.contracts import UnitChangedV1
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from tests.unit.directory.examples import NOW, a_unit, ask
from tests.unit.directory.fakes import FakeClock, FakePeople, FakeSignIns, FakeUnits

EID = date(2060, 9, 5)
HOLIDAY = UnitPatch(days_off={EID: "عيد الأضحى"})


async def having(*kept: FakeUnits) -> tuple[Directory, FakeUnits]:
    units = kept[0] if kept else FakeUnits()
    top = replace(a_unit("dg-labour"), parent_id=None)
    await units.add_missing([(one, []) for one in (a_unit(), a_unit("sanad", kind=UnitKind.SERVICE_OFFICE), top)])
    clock = FakeClock(NOW)
    return Directory(units=units, people=FakePeople(), sign_ins=FakeSignIns(), clock=clock), units


async def test_a_change_is_told_to_the_others_and_remembered() -> None:
    directory, units = await having()
    after = await directory.change("labour-permits", HOLIDAY, ask(1))
    assert after.version == 2
    assert await directory.unit("labour-permits") == after
    [event] = units.events
    assert isinstance(event, UnitChangedV1)
    assert (event.version, event.days_off, event.occurred_at) == (2, {EID: "عيد الأضحى"}, NOW)
    assert await directory.changes("labour-permits", 10) == [
        UnitChange(
            version=2, at=NOW, by="p-0001", patch=HOLIDAY, before=UnitPatch(days_off={EID: None}, days_on={EID: None})
        ),
    ]


async def test_a_change_that_changes_nothing_is_neither_told_nor_remembered() -> None:
    directory, units = await having()
    after = await directory.change("labour-permits", UnitPatch(telephone=a_unit().telephone), ask(1))
    assert after.version == 1
    assert units.events == []
    assert await directory.changes("labour-permits", 10) == []


async def test_a_unit_that_receives_nothing_is_not_told_of() -> None:
    directory, units = await having()
    assert (await directory.change("sanad", HOLIDAY, ask(1))).version == 2
    assert units.events == []


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    directory, units = await having()
    units.others_first = [replace(a_unit(version=2), telephone="+968 24 000 999")]
    with pytest.raises(OldVersionError):
        await directory.change("labour-permits", HOLIDAY, ask(1))
    with pytest.raises(VersionRequiredError):
        await directory.change("labour-permits", HOLIDAY, ask())
    assert units.events == []


async def test_the_same_request_again_is_done_once() -> None:
    directory, units = await having()
    once = ask(1, key="k", what="holiday")
    for _ in range(2):
        assert (await directory.change("labour-permits", HOLIDAY, once)).version == 2
    assert len(units.events) == 1
    with pytest.raises(KeyReusedError):
        await directory.change("labour-permits", HOLIDAY, ask(2, key="k", what="another"))


async def test_a_unit_is_added_once_told_and_remembered() -> None:
    directory, units = await having()
    new, request = replace(a_unit("archives"), parent_id="labour-permits"), ask(key="k", reason="new")
    for _ in range(2):
        assert (await directory.add_unit(new, request)).version == 1
    assert len(units.events) == 1
    [first] = await directory.changes("archives", 0)
    assert (first.version, first.by, first.reason, first.before, first.patch.name) == (
        1,
        "p-0001",
        "new",
        None,
        new.name,
    )
    with pytest.raises(UnitTakenError):
        await directory.add_unit(new, ask(key="another"))
    with pytest.raises(NotFoundError):
        await directory.undo("archives", 1, ask(1))


async def test_a_unit_is_given_up_and_comes_back() -> None:
    directory, units = await having()
    await directory.change("labour-permits", UnitPatch(active=False), ask(1))
    told = units.events[-1]
    assert isinstance(told, UnitChangedV1)
    assert not told.active
    with pytest.raises(ImpossibleParentError):
        await directory.add_unit(replace(a_unit("archives"), parent_id="labour-permits"), ask())
    assert (await directory.undo("labour-permits", 2, ask(2))).active


async def test_a_unit_that_others_need_is_not_given_up() -> None:
    directory, units = await having()
    await units.add_missing([(replace(a_unit("desk"), parent_id=None, documents_department=True), [])])
    await directory.change("labour-permits", UnitPatch(parent_id="desk"), ask(1))
    with pytest.raises(UnitInUseError):
        await directory.change("desk", UnitPatch(active=False), ask(1))
    await directory.change("sanad", UnitPatch(parent_id="labour-permits"), ask(1))
    with pytest.raises(UnitInUseError):
        await directory.change("labour-permits", UnitPatch(active=False), ask(2))


@pytest.mark.parametrize("parent", ["labour-permits", "sanad", "nobody"])
async def test_no_unit_lies_below_itself_or_nothing(parent: str) -> None:
    directory, _ = await having()
    await directory.change("labour-permits", UnitPatch(parent_id=""), ask(1))
    await directory.change("sanad", UnitPatch(parent_id="labour-permits"), ask(1))
    with pytest.raises(ImpossibleParentError):
        await directory.change("labour-permits", UnitPatch(parent_id=parent), ask(2))


async def test_a_unit_that_is_not_there_is_not_found() -> None:
    directory, _ = await having()
    with pytest.raises(NotFoundError):
        await directory.unit("none")
    with pytest.raises(NotFoundError):
        await directory.change("none", HOLIDAY, ask(1))
    with pytest.raises(NotFoundError):
        await directory.changes("none", 10)
