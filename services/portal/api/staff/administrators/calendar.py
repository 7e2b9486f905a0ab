"""A unit's year, drawn, and what its calendar does to what runs."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.administrators.parts import Administrators, Done, Said
from services.portal.api.staff.administrators.unit import UnitId
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.item import Tried
from services.portal.model.months import WEEKDAYS, year_of
from services.portal.rendering import Place
from shared.language import OneLanguage

Year = Annotated[int | None, Query(ge=1990, le=2100)]


async def show(
    administrators: Administrators,
    asking: Asking,
    language: OneLanguage,
    unit_id: str,
    year: int | None,
    tried: Tried | None = None,
    done: Done | None = None,
    **content: Any,
) -> Response:
    """The page of a unit's calendar."""
    shown = year or administrators.now().year
    sheet = await administrators.administering.calendar(asking.token, unit_id, shown)
    return administrators.page(
        asking,
        "calendar",
        Place(language, f"/administration/units/{unit_id}/calendar?year={shown}"),
        tried,
        unit=sheet.unit,
        effect=sheet.effect,
        year=shown,
        months=year_of(shown, sheet.unit.weekend, sheet.days),
        weekdays=WEEKDAYS,
        days=sheet.days,
        done=done,
        **{"announcing": None, **content},
    )


def days_between(first: str, last: str) -> tuple[date, ...]:
    """The days from one to another, both as forms have them; none when they are none or too many."""
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return ()
    count = (end - begin).days + 1
    return tuple(date.fromordinal(begin.toordinal() + ahead) for ahead in range(count)) if count <= MOST_DAYS else ()


MOST_DAYS = 31
"""Days that can be announced at once."""


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/administration/units/{unit_id}/calendar")
    async def look(request: Request, unit_id: UnitId, said: Said, year: Year = None) -> Response:
        asking = await administrators.asking(request)
        return await show(administrators, asking, language, unit_id, year, done=administrators.said(asking, said))
