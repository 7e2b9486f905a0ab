"""Dates as people read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st

from shared.dates import date_text, moment_text
from shared.language import OneLanguage, catalogue

MUSCAT = ZoneInfo("Asia/Muscat")
MOMENT = datetime(2026, 11, 21, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "السبت 21 نوفمبر 2026 م (11 جمادى الآخرة 1448 هـ)، 14:05"),
        ("en", "Saturday 21 November 2026 (11 Jumada II 1448 AH), 14:05"),
    ],
)
def test_a_moment_is_stated_by_both_calendars_on_the_clock_of_its_zone(language: OneLanguage, expected: str) -> None:
    assert moment_text(MOMENT, MUSCAT, language) == expected


@pytest.mark.parametrize(("language", "expected"), [("ar", "14:05 بتوقيت مسقط"), ("en", "14:05 Muscat time")])
def test_the_clock_is_named_when_asked_for(language: OneLanguage, expected: str) -> None:
    assert moment_text(MOMENT, MUSCAT, language, name_zone=True).endswith(expected)


def test_a_moment_late_in_the_evening_is_on_the_next_day_in_muscat() -> None:
    assert moment_text(datetime(2026, 11, 21, 20, 30, tzinfo=UTC), MUSCAT, "en").startswith("Sunday 22 November")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(1924, 7, 31), "Thursday 31 July 1924"),
        (date(1924, 8, 1), "Friday 1 August 1924 (1 Muharram 1343 AH)"),
        (date(2077, 11, 16), "Tuesday 16 November 2077 (30 Dhu al-Hijjah 1500 AH)"),
        (date(2077, 11, 17), "Wednesday 17 November 2077"),
    ],
)
def test_outside_of_the_tabulated_years_no_hijri_date_is_guessed(day: date, expected: str) -> None:
    assert date_text(day, "en") == expected


@pytest.mark.parametrize(
    ("hijri", "expected"),
    [((1448, 1, 1), "16 June 2026"), ((1448, 9, 1), "8 February 2027"), ((1448, 10, 1), "9 March 2027")],
)
def test_new_year_ramadan_and_eid_fall_where_umm_al_qura_puts_them(hijri: tuple[int, int, int], expected: str) -> None:
    day = date.fromisoformat(Hijri(*hijri).to_gregorian().isoformat())
    text = date_text(day, "en")
    assert f" {expected} (1 " in text
    assert text.endswith("1448 AH)")


@given(st.dates(), st.sampled_from(["ar", "en"]))
def test_any_day_has_latin_digits_only_and_no_invisible_characters(day: date, language: OneLanguage) -> None:
    text = date_text(day, language)
    assert str(day.year) in text
    assert not [char for char in text if char.isdigit() and not char.isascii()]
    assert not set(text) & set("\u200f\u200e\u2066\u2067\u2068\u2069{}")


# Before 1937 the table has a month of 28 days: it records what was observed.
@given(st.dates(date(1937, 3, 14), date(2077, 11, 15)))
def test_the_next_day_is_the_next_hijri_day_or_the_first_of_a_month(day: date) -> None:
    here, there = (int(date_text(day + timedelta(days=n), "en").split("(")[1].split()[0]) for n in (0, 1))
    assert there == here + 1 or (there == 1 and here in (29, 30))


def test_every_hijri_month_has_a_name_of_its_own_in_both_languages() -> None:
    for language in ("ar", "en"):
        assert len({catalogue().text(language, f"hijri-month-{month}") for month in range(1, 13)}) == 12


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_text(MOMENT.replace(tzinfo=None), MUSCAT, "ar")


def test_a_moment_does_not_pass_for_a_day() -> None:
    with pytest.raises(TypeError, match="moment_text"):
        date_text(MOMENT, "ar")
