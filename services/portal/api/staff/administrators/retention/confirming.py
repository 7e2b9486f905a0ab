"""What is due of a class, its confirmation, and what was confirmed before."""

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.administrators.parts import (
    Administrators,
    Said,
    condition,
    faults_of,
    refused,
    tried_wrongly,
)
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.rendering import Place
from shared.language import OneLanguage

HERE: Final = "/administration/retention/due"
DISPOSALS: Final = "/administration/retention/disposals"

ClassCode = Annotated[str, Query(alias="class", max_length=60)]
After = Annotated[str, Query(max_length=100)]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    retaining = administrators.retaining

    async def show(asking: Asking, code: str, after: str, tried: Tried | None, *told: str) -> Response:
        page, named, types = await asyncio.gather(
            retaining.retention.due(asking.token, code, after), retaining.titles(asking.token), retaining.types()
        )
        return administrators.page(
            asking,
            "retention-due",
            Place(language, HERE),
            tried,
            due=page,
            code=code,
            after=after,
            named=named,
            types=types,
            told=told,
        )

    @router.get(HERE)
    async def due(request: Request, code: ClassCode = "", after: After = "") -> Response:
        asking = await administrators.asking(request)
        return await show(asking, code, after, None)

    @router.post(HERE)
    async def confirm(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        code, after, numbers = sent.value("class")[:60], sent.value("after")[:100], sent.values("number")
        faults = faults_of(sent, ("reason", "sure"), {})
        if not numbers:
            faults = {"number": "portal-fault-required", **faults}
        if faults:
            return await show(asking, code, after, tried_wrongly(sent, faults, "number"))
        try:
            await retaining.retention.confirm(asking.token, numbers, sent.value("reason"), condition(sent), language)
        except RefusedError as error:
            # Each is told with its place in the list that was sent.
            told = [f"{_named(field, numbers)}: {words}" for field, words in error.told]
            return await show(asking, code, after, refused(sent, error, "number"), *told)
        return administrators.done(asking, Place(language, ""), DISPOSALS, "confirmed")

    @router.get(DISPOSALS)
    async def disposals(request: Request, said: Said, after: After = "") -> Response:
        asking = await administrators.asking(request)
        page, named = await asyncio.gather(
            retaining.retention.disposals(asking.token, after), retaining.titles(asking.token)
        )
        return administrators.page(
            asking,
            "retention-disposals",
            Place(language, DISPOSALS),
            None,
            page=page,
            after=after,
            named=named,
            done=administrators.said(asking, said),
        )


def _named(field: str, numbers: tuple[str, ...]) -> str:
    at = field.rpartition(".")[2]
    return numbers[int(at)] if at.isdecimal() and int(at) < len(numbers) else field
