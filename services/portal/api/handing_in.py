"""The form of a request type: given out, checked, sent on, shown again with what was typed."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.answering import Desk, see
from services.portal.api.reading import require_ours
from services.portal.api.sending import Sent, filled_in, sent_on
from services.portal.model import Handover, RequestType
from services.portal.rendering import Place
from shared.language import OneLanguage

Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{0,60}$")]


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the routes of one language."""

    def shown(asked: RequestType, handover: Handover | None = None, sent: Sent | None = None) -> Mapping[str, Any]:
        content = filled_in(handover, sent, {"language": language})
        return {"asked": asked, "limits": desk.portal.limits, **content}

    @router.get("/register/{code}")
    async def fill_in(request: Request, code: Code) -> Response:
        asked = await desk.portal.request_type(code)
        return desk.form(request, "register", Place(language, f"/register/{code}"), **shown(asked))

    @router.post("/register/{code}")
    async def hand_in(request: Request, code: Code) -> Response:
        place = Place(language, f"/register/{code}")
        asked = await desk.portal.request_type(code)
        handover, became = await sent_on(
            request,
            lambda handover: require_ours(request, desk, handover),
            lambda handover: desk.portal.hand_in(asked, handover),
        )
        if isinstance(became, Sent):
            return desk.form(request, "register", place, status=became.status, **shown(asked, handover, became))
        token, received_at = became.tracking_token, became.received_at
        proof = {"at": received_at.isoformat(), "seal": desk.seals.of_receipt(token, received_at)}
        return see(place, f"/track/{token}/receipt?{urlencode(proof)}")
