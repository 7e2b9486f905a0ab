"""The start page, and the choice of what to hand in."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.portal.api.answering import Desk
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the routes of one language."""

    async def start() -> Response:
        return desk.page("start", Place(language, "/"))

    # A router's prefix may stand with a slash behind it or without: people type both.
    router.add_api_route("/", start)
    if language == "en":
        router.add_api_route("", start)

    @router.get("/register")
    async def choose(q: Annotated[str, Query(max_length=200)] = "") -> Response:
        found = await desk.portal.request_types(q)
        return desk.page("choose", Place(language, "/register"), wanted=q, types=found)
