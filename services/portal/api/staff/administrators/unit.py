"""One unit: what it is, its history, and the forms that change it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.staff.administrators.forms import UNIT_NEEDED, UNIT_RULES, unit_now, unit_typed
from services.portal.api.staff.administrators.parts import (
    Administrators,
    Done,
    Said,
    condition,
    faults_of,
    refused,
    tried_wrongly,
    with_reason,
)
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.model.differences import changed_only, differences
from services.portal.model.structure import paths_of
from services.portal.rendering import Place
from shared.language import OneLanguage

UnitId = Annotated[str, Path(pattern="^[a-z0-9-]{1,60}$")]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    units = administrators.administering.units

    async def show(asking: Asking, unit_id: str, tried: Tried | None = None, done: Done | None = None) -> Response:
        sheet = await administrators.administering.unit(asking.token, unit_id)
        return administrators.page(
            asking,
            "unit",
            Place(language, f"/administration/units/{unit_id}"),
            tried,
            sheet=sheet,
            unit=sheet.unit,
            units=sheet.units,
            above=paths_of(sheet.units).get(unit_id, ()),
            differences=differences,
            done=done,
        )

    async def changed(asking: Asking, sent: Sent, unit_id: str, body: dict[str, object], done: Done) -> Response:
        try:
            await units.change(asking.token, unit_id, with_reason(sent, body), condition(sent))
        except RefusedError as error:
            return await show(asking, unit_id, refused(sent, error, "weekend"))
        return administrators.done(asking, Place(language, ""), f"/administration/units/{unit_id}", done)

    @router.get("/administration/units/{unit_id}")
    async def look(request: Request, unit_id: UnitId, said: Said) -> Response:
        asking = await administrators.asking(request)
        return await show(asking, unit_id, done=administrators.said(asking, said))

    @router.post("/administration/units/{unit_id}")
    async def change(request: Request, unit_id: UnitId) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        if faults := faults_of(sent, UNIT_NEEDED, UNIT_RULES):
            return await show(asking, unit_id, tried_wrongly(sent, faults, "weekend"))
        body = changed_only(unit_typed(sent), unit_now(await units.one(unit_id)))
        return await changed(asking, sent, unit_id, body, "changed" if body else "unchanged")

    @router.post("/administration/units/{unit_id}/active")
    async def give_up_or_take_up(request: Request, unit_id: UnitId) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        return await changed(asking, sent, unit_id, {"active": sent.value("active") == "yes"}, "changed")

    @router.post("/administration/units/{unit_id}/undo/{version}")
    async def undo(request: Request, unit_id: UnitId, version: Annotated[int, Path(ge=1, le=2**31)]) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        try:
            await units.undo(asking.token, unit_id, version, condition(sent))
        except RefusedError as error:
            return await show(asking, unit_id, refused(sent, error))
        return administrators.done(asking, Place(language, ""), f"/administration/units/{unit_id}", "undone")
