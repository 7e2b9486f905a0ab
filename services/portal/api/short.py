"""The address that a short message carries: on to the tracking page, in the language of the telephone."""

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import Desk, see
from services.portal.errors import UnknownTrackingCodeError
from services.portal.rendering import Place
from shared.language import OneLanguage
from shared.tracking import token_in_short
from shared.web.problems import preferred_language


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:  # noqa: ARG001 - as all parts are added
    """Add the route; it is the same for both languages and stands once."""
    if language != "ar":
        return

    @router.get("/t/{code}")
    async def short(request: Request, code: str) -> Response:
        token = token_in_short(code)
        if token is None:
            raise UnknownTrackingCodeError
        chosen = preferred_language(request.headers.get("accept-language", ""))
        return see(Place(chosen, "/"), f"/track/{token}")
