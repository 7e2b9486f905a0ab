"""The classes in force, how they came to be so, how much is due by them, and the way back."""

import asyncio
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.staff.administrators.parts import Administrators, Said, put_back
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.item import Tried
from services.portal.model.retention import titles
from services.portal.rendering import Place
from shared.language import OneLanguage

Number = Annotated[int, Path(ge=1, le=2**31)]
HERE: Final = "/administration/retention"


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    retaining = administrators.retaining

    async def show(asking: Asking, number: int, tried: Tried | None = None) -> Response:
        sheet = await retaining.sheet(asking.token, number)
        place = Place(language, f"{HERE}/versions/{number}")
        return administrators.page(
            asking, "retention-version", place, tried, sheet=sheet, latest=sheet.history[0].number
        )

    @router.get(HERE)
    async def overview(request: Request, said: Said) -> Response:
        asking = await administrators.asking(request)
        sheet, due = await asyncio.gather(retaining.sheet(asking.token), retaining.retention.counted(asking.token))
        return administrators.page(
            asking,
            "retention",
            Place(language, HERE),
            None,
            sheet=sheet,
            counts=due.counts,
            unclassed=due.unclassed,
            named=titles(sheet.version.content),
            done=administrators.said(asking, said),
        )

    @router.get(f"{HERE}/versions/{{number}}")
    async def version(request: Request, number: Number) -> Response:
        return await show(await administrators.asking(request), number)

    @router.post(f"{HERE}/versions/{{number}}/restore")
    async def restore(request: Request, number: Number) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        restoring = partial(retaining.retention.restore, asking.token, number, language=language)
        if tried := await put_back(sent, restoring):
            return await show(asking, number, tried)
        return administrators.done(asking, Place(language, ""), HERE, "put-back")
