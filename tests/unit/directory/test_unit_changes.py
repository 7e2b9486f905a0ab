"""What a patch makes of a unit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.directory.model import UnitKind, UnitPatch, changed, patched, undoing_unit
from shared.language import Text
from tests.unit.directory.examples import NOW, a_unit

EID = date(2060, 9, 5)
NEXT = date(2060, 9, 6)

days = st.dictionaries(st.dates(EID, date(2060, 9, 9)), st.none() | st.text(min_size=1, max_size=3), max_size=5)


def stated(said: Mapping[date, str | None]) -> set[date]:
    return {day for day, why in said.items() if why is not None}


@st.composite
def patches(draw: st.DrawFn) -> UnitPatch:
    off, on = draw(days), draw(days)
    assume(not stated(off) & stated(on))
    return UnitPatch(days_off=off, days_on=on)


def test_an_announced_day_off_makes_the_next_version() -> None:
    after = patched(a_unit(), UnitPatch(days_off={EID: "عيد"}))
    assert after.days_off == {EID: "عيد"}
    assert after.version == 2


def test_a_day_without_a_reason_is_taken_back() -> None:
    unit = patched(a_unit(), UnitPatch(days_off={EID: "عيد", NEXT: "عيد"}))
    after = patched(unit, UnitPatch(days_off={EID: None}))
    assert after.days_off == {NEXT: "عيد"}
    assert after.version == 3


def test_the_latest_word_on_a_day_wins() -> None:
    unit = patched(a_unit(), UnitPatch(days_on={EID: "work"}))
    after = patched(unit, UnitPatch(days_off={EID: "عيد"}))
    assert after.days_off == {EID: "عيد"}
    assert after.days_on == {}
    again = patched(after, UnitPatch(days_on={EID: "work"}))
    assert again.days_on == {EID: "work"}
    assert again.days_off == {}


def test_a_day_cannot_be_off_and_on() -> None:
    with pytest.raises(ValueError, match="2060-09-05"):
        UnitPatch(days_off={EID: "عيد"}, days_on={EID: "work"})


def test_a_name_and_a_telephone_are_replaced_and_the_rest_stays() -> None:
    name = Text(ar="دائرة", en="Department")
    after = patched(a_unit(), UnitPatch(name=name, telephone="+968 24 000 999"))
    assert (after.name, after.telephone, after.version) == (name, "+968 24 000 999", 2)
    assert after.parent_id == a_unit().parent_id


def test_what_is_so_already_is_no_change() -> None:
    unit = patched(a_unit(), UnitPatch(days_off={EID: "عيد"}))
    same = UnitPatch(name=unit.name, telephone=unit.telephone, days_off={EID: "عيد"}, days_on={NEXT: None})
    assert patched(unit, same) is unit
    assert patched(unit, UnitPatch()) is unit


@given(patches(), patches())
def test_a_patch_says_how_its_days_are_and_is_idempotent(before: UnitPatch, patch: UnitPatch) -> None:
    unit = patched(a_unit(), before)
    after = patched(unit, patch)
    for day in stated(patch.days_off):
        assert after.days_off[day] == patch.days_off[day]
    for day in stated(patch.days_on):
        assert after.days_on[day] == patch.days_on[day]
    assert not after.days_off.keys() & after.days_on.keys()
    untouched = unit.days_off.keys() - patch.days_off.keys() - patch.days_on.keys()
    assert {day: unit.days_off[day] for day in untouched}.items() <= after.days_off.items()
    assert patched(after, patch) is after


@given(before=patches(), patch=patches(), active=st.booleans(), parent=st.sampled_from(["", "documents", None]))
def test_undoing_a_change_brings_back_what_it_touched(
    before: UnitPatch, patch: UnitPatch, *, active: bool, parent: str | None
) -> None:
    unit = patched(a_unit(), before)
    change = replace(patch, active=active, parent_id=parent)
    back = patched(patched(unit, change), undoing_unit(unit, change))
    assert replace(back, version=0) == replace(unit, version=0)


def test_a_unit_is_stated_whole() -> None:
    unit = patched(a_unit(), UnitPatch(days_off={EID: "عيد"}, days_on={NEXT: "work"}))
    event = changed(unit, UUID(int=1), NOW)
    assert event.unit.telephone == unit.telephone
    assert event.version == 2
    assert event.days_off == {EID: "عيد"}
    assert event.days_on == {NEXT: "work"}
    assert event.subject_id == "labour-permits"


@pytest.mark.parametrize("kind", UnitKind)
def test_every_unit_but_a_service_office_receives(kind: UnitKind) -> None:
    assert a_unit(kind=kind).receives == (kind is not UnitKind.SERVICE_OFFICE)
