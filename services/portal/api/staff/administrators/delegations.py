"""Who acts for whom, for administrators: also for somebody who is away already."""

import asyncio
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


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    here = Place(language, "/administration/delegations")
    administering = administrators.administering

    async def show(asking: Asking, tried: Tried | None = None, done: Done | None = None) -> Response:
        standing, names = await asyncio.gather(
            administering.delegations.standing(asking.token), administering.names(asking.token)
        )
        return administrators.page(
            asking,
            "delegations",
            here,
            tried,
            standing=standing,
            names=names,
            now=administrators.now(),
            done=done,
        )

    @router.get("/administration/delegations")
    async def look(request: Request, said: Said) -> Response:
        asking = await administrators.asking(request)
        return await show(asking, done=administrators.said(asking, said))

    @router.post("/administration/delegations")
    async def delegate(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        body, faults = delegation_typed(sent, administrators.zone)
        faults = dict(faults) | ({} if sent.value("of") else {"of": "portal-fault-required"})
        if faults:
            return await show(asking, tried_wrongly(sent, faults))
        try:
            await administering.delegations.delegate(asking.token, body, condition(sent))
        except RefusedError as error:
            return await show(asking, refused(sent, error))
        return administrators.done(asking, here, here.path, "delegated")

    @router.post("/administration/delegations/{delegation_id}/end")
    async def end(request: Request, delegation_id: UUID) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        try:
            await administering.delegations.end(asking.token, delegation_id, condition(sent))
        except RefusedError as error:
            return await show(asking, refused(sent, error))
        return administrators.done(asking, here, here.path, "ended")
