"""Fields of a template and what they become. Nothing is computed: a name in braces is a value, or an error at the start."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from services.routing.model import Route
from shared.contracts import UnitChangedV1
from shared.dates import date_text
from shared.language import OneLanguage, Text

Field = Literal["number", "subject", "requester", "received_on", "due_on", "today", "unit", "telephone", "organisation"]
"""What a template may name: of the transaction its number, subject, requester, day of receipt and last day to answer; today,
by both calendars; the writing unit and its telephone; who writes."""

FIELDS: tuple[Field, ...] = get_args(Field)
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The words of a template in one language, with its fields filled in."""

    subject: str
    body: str


def unknown_fields(text: str) -> Iterator[str]:
    """What stands in braces and is no field, and a brace that has no other."""
    yield from (name for name in _FIELD.findall(text) if name not in FIELDS)
    if {"{", "}"} & set(_FIELD.sub("", text)):
        yield "{ or } alone"


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the fields; one pass, so that braces inside of a value stay what they are."""
    return _FIELD.sub(lambda found: values.get(found[1], ""), text)


def values(
    language: OneLanguage, *, route: Route | None, unit: UnitChangedV1, organisation: Text, now: datetime
) -> Mapping[str, str]:
    """What the fields are for a letter of a unit, about a transaction if there is one."""
    zone = ZoneInfo(unit.time_zone)
    of_unit: dict[str, str] = {
        "today": date_text(now.astimezone(zone).date(), language),
        "unit": unit.unit.name.in_(language),
        "telephone": unit.unit.telephone,
        "organisation": organisation.in_(language),
    }
    if route is None:
        return of_unit
    return of_unit | {
        "number": route.number,
        "subject": route.subject,
        "requester": route.requester.name,
        "received_on": date_text(route.received_at.astimezone(zone).date(), language),
        "due_on": date_text(route.due_on, language),
    }
