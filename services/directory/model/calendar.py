"""The days of a unit's year that are not as every week has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import holidays

from services.directory.model.units import Unit
from shared.language import Text

Kind = Literal["public-holiday", "announced-off", "announced-on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """What a day is, and why: the holiday's name, or the administrator's words in both languages.

    Later Islamic holidays are estimates, so what is announced has the last word.
    """

    day: date
    kind: Kind
    why: Text


def days_of(unit: Unit, year: int) -> tuple[CalendarDay, ...]:
    """The days of a year, in order."""
    days = _public(unit.holiday_country, year)
    days |= _announced("announced-off", unit.days_off, year)
    days |= _announced("announced-on", unit.days_on, year)
    return tuple(days[day] for day in sorted(days))


def _announced(kind: Kind, said: Mapping[date, str], year: int) -> dict[date, CalendarDay]:
    return {
        day: CalendarDay(day=day, kind=kind, why=Text(ar=words, en=words))
        for day, words in said.items()
        if day.year == year
    }


def _public(holiday_country: str, year: int) -> dict[date, CalendarDay]:
    if not holiday_country:
        return {}
    country, _, part = holiday_country.partition("-")
    spoken = holidays.country_holidays(country, subdiv=part or None)
    languages = {one: one for one in getattr(spoken, "supported_languages", ())}
    arabic, english = (
        holidays.country_holidays(country, subdiv=part or None, years=year, language=languages.get(language))
        for language in ("ar", "en_US")
    )
    return {
        day: CalendarDay(day=day, kind="public-holiday", why=Text(ar=words, en=english.get(day, words)))
        for day, words in arabic.items()
    }
