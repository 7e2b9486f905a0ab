"""Signing in with another issuer: sent there, and coming back."""

from typing import Annotated, Final

import structlog
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.portal.api.answering import see
from services.portal.api.staff.answering import Staff
from services.portal.errors import BadCredentialsError, ElsewhereRefusedError
from services.portal.model.addresses import own_path
from services.portal.model.attempts import LASTS
from services.portal.rendering import Place
from services.portal.rendering.place import place_of
from services.portal.signing_in_elsewhere import Answer
from shared.errors import NotFoundError
from shared.language import OneLanguage

log = structlog.get_logger(__name__)

BACK: Final = "/sign-in/back"
"""The address that the other issuer has to know; one for both languages."""

Brought = Annotated[str, Query(max_length=4000)]


def add(router: APIRouter, staff: Staff, language: OneLanguage) -> None:
    """Add the routes of one language."""
    here = Place(language, "/sign-in")

    @router.get("/sign-in/elsewhere")
    async def go(request: Request, to: Annotated[str, Query(max_length=2000)] = "") -> Response:
        if staff.elsewhere is None:
            raise NotFoundError
        # Nobody else's page signs somebody in: whoever is signed in there already would not even notice.
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return see(here, "/sign-in")
        cookie, address = await staff.elsewhere.begin(own_path(to) or here.address)
        answer = RedirectResponse(address, 303, headers={"Referrer-Policy": "no-referrer"})
        # Lax: it has to come along when the other issuer sends the browser back.
        answer.set_cookie(
            staff.elsewhere_cookie,
            cookie,
            max_age=int(LASTS.total_seconds()),
            path="/",
            httponly=True,
            secure=staff.desk.secure,
            samesite="lax",
        )
        return answer

    @router.get(BACK)
    async def come_back(
        request: Request, code: Brought = "", state: Brought = "", iss: Brought = "", error: Brought = ""
    ) -> Response:
        if staff.elsewhere is None:
            raise NotFoundError
        try:
            session_id, session, to = await staff.elsewhere.finish(
                request.cookies.get(staff.elsewhere_cookie, ""),
                Answer(code=code, state=state, iss=iss, error=error),
                address=request.client.host if request.client else "",
                before=staff.session_id(request),
            )
        except (ElsewhereRefusedError, BadCredentialsError) as refusal:
            log.warning("signing in elsewhere failed", because=str(refusal))
            answer: Response = see(here, "/sign-in?elsewhere=failed")
        else:
            place = place_of(to)
            asked = to if place.language == "ar" else to.removeprefix("/en")
            answer = staff.begin(session_id, place, session.person.start_page if asked == here.path else asked)
        answer.delete_cookie(staff.elsewhere_cookie, path="/", httponly=True, secure=staff.desk.secure, samesite="lax")
        return answer
