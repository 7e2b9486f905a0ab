"""New units and people."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.administrators.forms import (
    PERSON_NEEDED,
    PERSON_RULES,
    UNIT_NEEDED,
    UNIT_RULES,
    person_typed,
    unit_typed,
)
from services.portal.api.staff.administrators.parts import (
    Administrators,
    condition,
    faults_of,
    refused,
    tried_wrongly,
    with_reason,
)
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.model.administration import CLEARANCES, UNIT_KINDS
from services.portal.model.session import ROLES
from services.portal.rendering import Place
from shared.language import OneLanguage

Below = Annotated[str, Query(max_length=100)]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    _units(router, administrators, language)
    _people(router, administrators, language)


def _units(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    administering, new_unit = administrators.administering, Place(language, "/administration/new-unit")

    async def unit_form(asking: Asking, tried: Tried | None = None, below: str = "") -> Response:
        units = await administering.all_units()
        # What lies below another unit mostly works as that one does.
        like = units.get(below) or next((one for one in units.values() if one.documents_department), None)
        return administrators.page(
            asking, "new-unit", new_unit, tried, units=units, below=below, like=like, kinds=UNIT_KINDS
        )

    @router.get("/administration/new-unit")
    async def ask_for_unit(request: Request, below: Below = "") -> Response:
        return await unit_form(await administrators.asking(request), below=below)

    @router.post("/administration/new-unit")
    async def add_unit(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        if faults := faults_of(sent, ("unit-id", "kind", *UNIT_NEEDED), UNIT_RULES):
            return await unit_form(asking, tried_wrongly(sent, faults, "weekend"))
        typed = unit_typed(sent)
        body = {**typed, "parent_id": typed["parent_id"] or None}
        body |= {"unit_id": sent.value("unit-id"), "kind": sent.value("kind")}
        try:
            added = await administering.units.add(asking.token, with_reason(sent, body), condition(sent))
        except RefusedError as error:
            return await unit_form(asking, refused(sent, error, "weekend"))
        return administrators.done(asking, new_unit, f"/administration/units/{added.unit_id}", "added")


def _people(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    administering, new_person = administrators.administering, Place(language, "/administration/new-person")

    async def person_form(asking: Asking, tried: Tried | None = None, unit: str = "") -> Response:
        units = await administering.all_units()
        return administrators.page(
            asking, "new-person", new_person, tried, units=units, unit=unit, roles=ROLES, clearances=CLEARANCES
        )

    @router.get("/administration/new-person")
    async def ask_for_person(request: Request, unit: Below = "") -> Response:
        return await person_form(await administrators.asking(request), unit=unit)

    @router.post("/administration/new-person")
    async def add_person(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        if faults := faults_of(sent, ("login", *PERSON_NEEDED), PERSON_RULES):
            return await person_form(asking, tried_wrongly(sent, faults, "roles", "units"))
        body = {**person_typed(sent), "login": sent.value("login")}
        try:
            added = await administering.staffing.add(asking.token, with_reason(sent, body), condition(sent))
        except RefusedError as error:
            return await person_form(asking, refused(sent, error, "roles", "units"))
        return administrators.done(asking, new_person, f"/administration/people/{added.person_id}", "added")
