"""Rules of the portal, by themselves: codes, patterns, seals, searches, addresses."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.portal.model import Seals, grouped, in_typed, matching
from services.portal.model.faults import fits
from services.portal.rendering.place import Place, place_of
from services.portal.settings import Settings
from services.portal.watching import slower
from shared.arabic import ascii_digits
from shared.tracking import new_token, tracking_url
from tests.unit.portal.examples import FULLY_TOLD, REGISTERED, TYPES, UNDECIDED, matter

codes = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(codes)
def test_a_code_is_read_as_it_is_printed_and_as_it_is_linked(code: str) -> None:
    for written in (code, grouped(code), code.upper(), f"{tracking_url('https://d.example', code)}/receipt?at=1"):
        assert in_typed(written) == code


@given(codes)
def test_a_code_may_have_arabic_digits(code: str) -> None:
    assert in_typed(code.translate({ord("0") + value: chr(0x660 + value) for value in range(10)})) == code


@given(st.text())
def test_anything_else_is_no_code(text: str) -> None:
    assert in_typed(text) is None


@given(st.text("0123456789", min_size=7, max_size=9), st.sampled_from([0x660, 0x6F0]))
def test_digits_of_every_script_fit_a_pattern(number: str, zero: int) -> None:
    written = "".join(chr(zero + int(digit)) for digit in number)
    assert ascii_digits(written) == number
    assert fits("[0-9]{7,9}", written)
    assert not fits("[0-9]{7,9}", f"{written}x")


@given(st.text(), st.text())
def test_a_seal_fits_only_what_it_was_made_for(nonce: str, other: str) -> None:
    seals = Seals("secret")
    seal = seals.of_form(nonce)
    assert seals.fits_form(nonce, seal) == bool(nonce)
    assert not Seals("another").fits_form(nonce, seal)
    assert Seals("another", accepted="secret").fits_form(nonce, seal) == bool(nonce)
    assert not seals.fits_form(nonce, Seals("another", accepted="secret").of_form(nonce)), "only one secret signs"
    if other != nonce:
        assert not seals.fits_form(other, seal)


def test_a_receipts_seal_holds_code_and_time() -> None:
    seals, token, now = Seals("secret"), new_token(), datetime.now(UTC)
    seal = seals.of_receipt(token, now)
    assert seals.fits_receipt(token, now, seal)
    assert not seals.fits_receipt(new_token(), now, seal)
    assert not seals.fits_receipt(token, now + timedelta(seconds=1), seal)
    assert not seals.fits_receipt(token, now, "é")


@given(st.sampled_from(["/", "/register", "/track/x?added=1", "/englishmen"]), st.sampled_from(["ar", "en"]))
def test_an_address_says_its_language(path: str, language: str) -> None:
    place = Place("en" if language == "en" else "ar", path)
    assert place_of(place.address) == place
    assert place.other.other == place
    assert place.other.address != place.address


@pytest.mark.parametrize("wanted", ["", "  ", "تصريح", "التصريح", "عمل تصريح", "Work PERM", "جواز"])
def test_a_type_is_found_by_its_words(wanted: str) -> None:
    assert TYPES[0] in matching(TYPES, wanted)


@given(st.text(max_size=30))
def test_a_search_never_fails_and_keeps_the_order(wanted: str) -> None:
    found = matching(TYPES, wanted)
    assert [one for one in TYPES if one in found] == list(found)


@given(st.integers(0, 10_000))
def test_an_open_page_is_looked_after_ever_more_seldom_but_before_it_is_taken_for_dead(look: int) -> None:
    assert slower(0) == 1
    assert slower(look) <= slower(look + 1) <= 10
    assert slower(look) * Settings.model_fields["live_seconds"].default < 60


def test_a_matter_has_another_mark_once_anything_about_it_is_another() -> None:
    assert matter(REGISTERED).mark == matter(REGISTERED).mark
    assert len({matter(one).mark for one in (REGISTERED, UNDECIDED, FULLY_TOLD)}) == 3


def test_a_timeline_tells_what_is_known_and_nothing_that_has_no_words() -> None:
    assert [step.what for step in matter(FULLY_TOLD).timeline] == ["received", "registered"]
    assert [step.what for step in matter(REGISTERED).timeline] == ["moved"]
    assert [step.what for step in matter(UNDECIDED | {"state": "something-new"}).timeline] == []
