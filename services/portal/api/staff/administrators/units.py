"""The units as a tree, and those that are looked for in it."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.model.structure import tree_of
from services.portal.rendering import Place
from shared.language import OneLanguage

Words = Annotated[str, Query(max_length=200)]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/administration/units")
    async def units(request: Request, q: Words = "") -> Response:
        asking = await administrators.asking(request)
        found = await administrators.administering.all_units()
        place = Place(language, f"/administration/units?{urlencode({'q': q})}" if q else "/administration/units")
        tree = tree_of(tuple(found.values()), q)
        return administrators.page(asking, "units", place, None, tree=tree, wanted=q)
