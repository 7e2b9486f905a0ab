"""Who acts for oneself, and for whom one acts."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.administrators.parts import (
    Administrators,
    Done,
    Said,
    condition,
    refused,
    tried_wrongly,
)
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.delegating import delegation_typed
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.rendering import Place
from shared.language import OneLanguage

_DELEGATING: Final = ("officer", "manager")
"""Roles that work on matters; the others belong to persons and not to their desks."""


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    staff, administering = administrators.staff, administrators.administering
    given = Place(language, "/account/delegations")

    async def show_delegations(asking: Asking, tried: Tried | None = None, done: Done | None = None) -> Response:
        own, colleagues = await administering.own_delegations(asking.token)
        me = asking.session.person
        names = {one.person_id: one.name for one in colleagues} | {me.person_id: me.name}
        return administrators.page(
            asking,
            "own-delegations",
            given,
            tried,
            delegations=own,
            names=names,
            to={one.person_id: one.name for one in colleagues if one.active and one.person_id != me.person_id},
            may=me.has(*_DELEGATING),
            now=administrators.now(),
            done=done,
        )

    @router.get("/account/delegations")
    async def delegations(request: Request, said: Said) -> Response:
        asking = await staff.asking(request)
        return await show_delegations(asking, done=administrators.said(asking, said))

    @router.post("/account/delegations")
    async def delegate(request: Request) -> Response:
        asking = await staff.asking(request, *_DELEGATING)
        sent = await staff.sent(request, asking)
        body, faults = delegation_typed(sent, administrators.zone)
        if faults:
            return await show_delegations(asking, tried_wrongly(sent, faults))
        own = {name: value for name, value in body.items() if name != "of"}
        try:
            await administering.delegations.delegate(asking.token, own, condition(sent))
        except RefusedError as error:
            return await show_delegations(asking, refused(sent, error))
        return administrators.done(asking, given, given.path, "delegated")

    @router.post("/account/delegations/{delegation_id}/end")
    async def end(request: Request, delegation_id: UUID) -> Response:
        asking = await staff.asking(request)
        sent = await staff.sent(request, asking)
        try:
            await administering.delegations.end(asking.token, delegation_id, condition(sent))
        except RefusedError as error:
            return await show_delegations(asking, refused(sent, error))
        return administrators.done(asking, given, given.path, "ended")
