"""The desk: what waits for a clerk, by kind."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.clerks import Clerks
from services.portal.api.staff.words import Done, done_before
from services.portal.model.clerks import KINDS, Kind
from services.portal.rendering import Place
from shared.language import OneLanguage

After = Annotated[str, Query(max_length=200)]


def add(router: APIRouter, clerks: Clerks, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/desk")
    async def desk(request: Request, done: Done, kind: Kind = "undecided", after: After = "") -> Response:
        asking = await clerks.asking(request)
        board = await clerks.clerking.board(asking.token, kind, after)
        query = urlencode({"kind": kind, **({"after": after} if after else {})})
        place = Place(language, f"/desk?{query}")
        said = done_before(clerks.staff, asking, done)
        return clerks.staff.page(asking, "desk", place, board=board, kinds=KINDS, after=after, done=said)
