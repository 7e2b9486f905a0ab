"""Who one is here."""

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.answering import Staff
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, staff: Staff, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/account")
    async def account(request: Request) -> Response:
        return staff.page(await staff.asking(request), "account", Place(language, "/account"))
