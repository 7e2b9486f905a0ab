"""One person: roles, units, clearance, history, and the forms that change it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.staff.administrators.forms import PERSON_NEEDED, PERSON_RULES, person_now, person_typed
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
from services.portal.model.administration import CLEARANCES
from services.portal.model.differences import changed_only, differences
from services.portal.model.session import ROLES
from services.portal.rendering import Place
from shared.language import OneLanguage

PersonId = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,60}$")]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    staffing = administrators.administering.staffing

    async def show(asking: Asking, person_id: str, tried: Tried | None = None, done: Done | None = None) -> Response:
        sheet = await administrators.administering.person(asking.token, person_id)
        return administrators.page(
            asking,
            "person",
            Place(language, f"/administration/people/{person_id}"),
            tried,
            sheet=sheet,
            somebody=sheet.person,
            units=sheet.units,
            roles=ROLES,
            clearances=CLEARANCES,
            differences=differences,
            own=person_id == asking.session.person.person_id,
            done=done,
        )

    async def changed(asking: Asking, sent: Sent, person_id: str, body: dict[str, object], done: Done) -> Response:
        try:
            await staffing.change(asking.token, person_id, with_reason(sent, body), condition(sent))
        except RefusedError as error:
            return await show(asking, person_id, refused(sent, error, "roles", "units"))
        return administrators.done(asking, Place(language, ""), f"/administration/people/{person_id}", done)

    @router.get("/administration/people/{person_id}")
    async def look(request: Request, person_id: PersonId, said: Said) -> Response:
        asking = await administrators.asking(request)
        return await show(asking, person_id, done=administrators.said(asking, said))

    @router.post("/administration/people/{person_id}")
    async def change(request: Request, person_id: PersonId) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        own = person_id == asking.session.person.person_id
        if faults := faults_of(sent, PERSON_NEEDED[:2] if own else PERSON_NEEDED, PERSON_RULES):
            return await show(asking, person_id, tried_wrongly(sent, faults, "roles", "units"))
        typed = person_typed(sent)
        # Nobody changes what they themselves may do, so the form has only name and address then.
        stated = {name: typed[name] for name in ("name", "address", "language")} if own else typed
        body = changed_only(stated, person_now(await staffing.one(asking.token, person_id)))
        return await changed(asking, sent, person_id, body, "changed" if body else "unchanged")

    @router.post("/administration/people/{person_id}/active")
    async def let_go_or_back(request: Request, person_id: PersonId) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        return await changed(asking, sent, person_id, {"active": sent.value("active") == "yes"}, "changed")

    @router.post("/administration/people/{person_id}/undo/{version}")
    async def undo(request: Request, person_id: PersonId, version: Annotated[int, Path(ge=1, le=2**31)]) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        try:
            await staffing.undo(asking.token, person_id, version, condition(sent))
        except RefusedError as error:
            return await show(asking, person_id, refused(sent, error, "roles", "units"))
        return administrators.done(asking, Place(language, ""), f"/administration/people/{person_id}", "undone")
