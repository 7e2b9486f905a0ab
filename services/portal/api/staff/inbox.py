"""What waits for somebody, and what somebody waits for."""

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.officers import Looking, Officers
from services.portal.api.staff.words import WorkDone, done_before
from services.portal.model.looking import SHOWN, Look
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, officers: Officers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/inbox")
    async def inbox(request: Request, look: Looking, done: WorkDone) -> Response:
        asking = await officers.worker(request)
        lines = await officers.working.inbox(asking.token, look)
        said = done_before(officers.staff, asking, done)
        place = _place(language, "/inbox", look)
        return officers.staff.page(asking, "inbox", place, lines=lines, look=look, shown=SHOWN, done=said)

    @router.get("/follow-up")
    async def follow_up(request: Request, look: Looking) -> Response:
        asking = await officers.worker(request)
        lines = await officers.working.follow_up(asking.token, look)
        return officers.staff.page(
            asking, "follow-up", _place(language, "/follow-up", look), lines=lines, look=look, done=None
        )


def _place(language: OneLanguage, path: str, look: Look) -> Place:
    return Place(language, f"{path}?{look.query}")
