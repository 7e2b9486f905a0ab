"""Dates as people read them: Gregorian with Hijri beside it, in Arabic and English, digits always Latin.

Weekdays and Gregorian months come from CLDR (Babel), the order of the parts and the Hijri months from the catalogue.
Hijri dates follow the Umm al-Qura calendar (hijridate), which is tabulated for 1 August 1924 to 16 November 2077;
outside of that no Hijri date is stated rather than a computed guess. It is a civil calendar: a country that sights the
moon may begin a month a day apart.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_location
from hijridate import Gregorian

from shared.language import OneLanguage, catalogue

_LOCALES: Final = {language: Locale(language) for language in ("ar", "en")}
_WITHOUT_ISOLATES: Final = str.maketrans("", "", "\u2068\u2069")


def date_text(day: date, language: OneLanguage) -> str:
    """A day with its weekday, and the Hijri date in parentheses when the calendar knows it."""
    if isinstance(day, datetime):
        # A datetime is a date to Python; its day depends on a time zone, which only `moment_text` knows.
        raise TypeError("a datetime needs moment_text")
    return _date_text(day, language)


def short_date_text(day: date, language: OneLanguage) -> str:
    """A day without its year, as the axis of a chart has room for it: `12 May`."""
    return _plain(
        language, "date-short", day=str(day.day), month=_LOCALES[language].months["format"]["abbreviated"][day.month]
    )


def moment_text(moment: datetime, zone: ZoneInfo, language: OneLanguage, *, name_zone: bool = False) -> str:
    """A moment as the clock of a time zone shows it, to the minute, 24 hours; `name_zone` adds whose clock it is.

    Raises ValueError for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment must know its time zone")
    local = moment.astimezone(zone)
    parts = {"date": _date_text(local.date(), language), "time": f"{local:%H:%M}"}
    if not name_zone:
        return _plain(language, "moment", **parts)
    return _plain(language, "moment-in-zone", **parts, place=_place(zone.key, language))


def month_name(day: date, language: OneLanguage) -> str:
    """The name of a day's Gregorian month."""
    return str(_LOCALES[language].months["stand-alone"]["wide"][day.month])


def weekday_name(weekday: int, language: OneLanguage, *, short: bool = False) -> str:
    """The name of an ISO weekday (Monday is 1), or the letter that stands for it in a grid."""
    return str(_LOCALES[language].days["stand-alone"]["narrow" if short else "wide"][weekday - 1])


@lru_cache(maxsize=1024)
def _date_text(day: date, language: OneLanguage) -> str:
    locale = _LOCALES[language]
    gregorian = _plain(
        language,
        "date-gregorian",
        weekday=locale.days["format"]["wide"][day.weekday()],
        day=str(day.day),
        month=locale.months["format"]["wide"][day.month],
        year=str(day.year),
    )
    hijri = _hijri(day, language)
    return _plain(language, "date-both", gregorian=gregorian, hijri=hijri) if hijri else gregorian


def _hijri(day: date, language: OneLanguage) -> str | None:
    try:
        year, month, number = Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except OverflowError:
        return None
    name = _plain(language, f"hijri-month-{month}")
    return _plain(language, "date-hijri", day=str(number), month=name, year=str(year))


@lru_cache(maxsize=64)
def _place(zone: str, language: OneLanguage) -> str:
    return get_timezone_location(zone, locale=_LOCALES[language], return_city=True)


def _plain(language: OneLanguage, key: str, **arguments: str) -> str:
    # The parts are our own words and bare numbers: isolating each would litter the text and change nothing in it.
    return catalogue().text(language, key, **arguments).translate(_WITHOUT_ISOLATES)
