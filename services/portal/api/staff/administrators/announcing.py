"""Announcing days off or on: what it will do is said before it is done, and what it did after."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.administrators.calendar import days_between, show
from services.portal.api.staff.administrators.parts import (
    Administrators,
    condition,
    faults_of,
    refused,
    tried_wrongly,
)
from services.portal.api.staff.administrators.unit import UnitId
from services.portal.api.staff.answering import Sent
from services.portal.errors import RefusedError
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    units = administrators.administering.units

    async def answer(request: Request, unit_id: str, *, done: bool) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        days = days_between(sent.value("first"), sent.value("last"))
        year = days[0].year if days else None
        taking_back = sent.value("what") == "back"
        faults = faults_of(sent, ("first",) if taking_back else ("first", "reason"), {})
        if not days and "first" not in faults:
            faults["first"] = "administration-fault-days"
        if faults:
            return await show(administrators, asking, language, unit_id, year, tried_wrongly(sent, faults))
        if not done:
            return await show(administrators, asking, language, unit_id, year, announcing=_announcing(sent, days))
        try:
            await units.announce(asking.token, unit_id, _body(sent, days), condition(sent))
        except RefusedError as error:
            return await show(administrators, asking, language, unit_id, year, refused(sent, error))
        path = f"/administration/units/{unit_id}/calendar?year={year}"
        return administrators.done(asking, Place(language, ""), path, "announced")

    @router.post("/administration/units/{unit_id}/calendar/before")
    async def ask_first(request: Request, unit_id: UnitId) -> Response:
        return await answer(request, unit_id, done=False)

    @router.post("/administration/units/{unit_id}/calendar")
    async def announce(request: Request, unit_id: UnitId) -> Response:
        return await answer(request, unit_id, done=True)


def _announcing(sent: Sent, days: tuple[date, ...]) -> Mapping[str, object]:
    return {
        "what": sent.value("what") if sent.value("what") in ("on", "back") else "off",
        "first": days[0],
        "last": days[-1],
        "reason": sent.value("reason"),
        "count": len(days),
    }


def _body(sent: Sent, days: tuple[date, ...]) -> Mapping[str, object]:
    why = sent.value("reason")
    said = {day.isoformat(): why for day in days}
    match sent.value("what"):
        case "on":
            return {"days_on": said, "reason": why}
        case "back":
            nothing = dict.fromkeys(said)
            return {"days_off": nothing, "days_on": nothing, "reason": why}
        case _:
            return {"days_off": said, "reason": why}
