"""What a matter still needs: asked for, checked, sent on, asked for again."""

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import Desk, see
from services.portal.api.reading import require_ours
from services.portal.api.sending import Sent, asked_again, filled_in, sent_on
from services.portal.model import Handover, Matter
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the routes of one language."""

    async def asked(
        request: Request, token: str, matter: Matter, handover: Handover | None = None, sent: Sent | None = None
    ) -> Response:
        kind = await desk.portal.type_of(matter)
        content = asked_again(matter, kind) | filled_in(handover, sent)
        place = Place(language, f"/track/{token}/complete")
        return desk.form(
            request,
            "complete",
            place,
            status=sent.status if sent else 200,
            token=token,
            limits=desk.portal.limits,
            **content,
        )

    @router.get("/track/{token}/complete")
    async def complete(request: Request, token: str) -> Response:
        return await asked(request, token, await desk.portal.matter(token))

    @router.post("/track/{token}/complete")
    async def add_to_matter(request: Request, token: str) -> Response:
        matter = await desk.portal.matter(token)
        handover, became = await sent_on(
            request,
            lambda handover: require_ours(request, desk, handover),
            lambda handover: desk.portal.add(token, matter, handover),
        )
        if isinstance(became, Sent):
            return await asked(request, token, matter, handover, became)
        return see(Place(language, "/"), f"/track/{token}?added=1")
