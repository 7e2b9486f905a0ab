"""Where an administrator begins: what there is, and who acts for whom now."""

import asyncio

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    here = Place(language, "/administration")
    administering = administrators.administering

    @router.get("/administration")
    async def start(request: Request) -> Response:
        asking = await administrators.asking(request)
        units, standing, names = await asyncio.gather(
            administering.all_units(),
            administering.delegations.standing(asking.token),
            administering.names(asking.token),
        )
        return administrators.page(
            asking, "administration", here, None, units=units, standing=standing, names=names, now=administrators.now()
        )
