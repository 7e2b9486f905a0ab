"""How administrators change units, and what others hear of it."""

from dataclasses import replace
from datetime import date

import pytest

from services.directory.errors import StaleVersionError
from services.directory.model import UnitChange, UnitKind, UnitPatch
from services.directory.service import TRIES, Directory
from shared.contracts import UnitChangedV1
from shared.errors import NotFoundError
from tests.unit.directory.examples import NOW, a_unit
from tests.unit.directory.fakes import FakeClock, FakePeople, FakeSignIns, FakeUnits

EID = date(2060, 9, 5)
HOLIDAY = UnitPatch(days_off={EID: "عيد الأضحى"})


async def having(*kept: FakeUnits) -> tuple[Directory, FakeUnits]:
    units = kept[0] if kept else FakeUnits()
    await units.add_missing([(a_unit(), []), (a_unit("sanad", kind=UnitKind.SERVICE_OFFICE), [])])
    clock = FakeClock(NOW)
    return Directory(units=units, people=FakePeople(), sign_ins=FakeSignIns(), clock=clock), units


async def test_a_change_is_told_to_the_others_and_remembered() -> None:
    directory, units = await having()
    after = await directory.change("labour-permits", HOLIDAY, by="p-0001")
    assert after.version == 2
    assert await directory.unit("labour-permits") == after
    [event] = units.events
    assert isinstance(event, UnitChangedV1)
    assert (event.version, event.days_off, event.occurred_at) == (2, {EID: "عيد الأضحى"}, NOW)
    assert await directory.changes("labour-permits", 10) == [
        UnitChange(version=2, at=NOW, by="p-0001", patch=HOLIDAY),
    ]


async def test_a_change_that_changes_nothing_is_neither_told_nor_remembered() -> None:
    directory, units = await having()
    after = await directory.change("labour-permits", UnitPatch(telephone=a_unit().telephone), by="p-0001")
    assert after.version == 1
    assert units.events == []
    assert await directory.changes("labour-permits", 10) == []


async def test_a_unit_that_receives_nothing_is_not_told_of() -> None:
    directory, units = await having()
    assert (await directory.change("sanad", HOLIDAY, by="p-0001")).version == 2
    assert units.events == []


async def test_two_changes_at_once_both_come_about() -> None:
    directory, units = await having()
    units.others_first = [replace(a_unit(version=2), telephone="+968 24 000 999")]
    after = await directory.change("labour-permits", HOLIDAY, by="p-0001")
    assert (after.version, after.telephone, after.days_off) == (3, "+968 24 000 999", {EID: "عيد الأضحى"})


async def test_a_change_gives_up_when_others_are_always_first() -> None:
    directory, units = await having()
    units.others_first = [a_unit(version=number) for number in range(2, 2 + TRIES)]
    with pytest.raises(StaleVersionError):
        await directory.change("labour-permits", HOLIDAY, by="p-0001")
    assert units.events == []


async def test_a_unit_that_is_not_there_is_not_found() -> None:
    directory, _ = await having()
    with pytest.raises(NotFoundError):
        await directory.unit("none")
    with pytest.raises(NotFoundError):
        await directory.change("none", HOLIDAY, by="p-0001")
    with pytest.raises(NotFoundError):
        await directory.changes("none", 10)
