"""Signing in and out."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request, Response

from services.portal.api.answering import see
from services.portal.api.staff.answering import Staff
from services.portal.errors import (
    BadCredentialsError,
    ElsewhereRefusedError,
    FormExpiredError,
    SignInNeededError,
    TooManySignInsError,
)
from services.portal.model.addresses import own_path
from services.portal.rendering import Place
from services.portal.rendering.place import place_of
from shared.errors import DiwanError, TransientError
from shared.language import OneLanguage

Asked = Annotated[str, Query(max_length=2000)]
Typed = Annotated[str, Form(max_length=1000)]
_MINUTE: Final = 60


def add(router: APIRouter, staff: Staff, language: OneLanguage) -> None:
    """Add the routes of one language."""
    here = Place(language, "/sign-in")

    def shown(request: Request, to: str, *, login: str = "", error: DiwanError | None = None) -> Response:
        minutes = -(-(error.retry_after or _MINUTE) // _MINUTE) if isinstance(error, TooManySignInsError) else 0
        headers = {"Retry-After": str(error.retry_after)} if error and error.retry_after else {}
        answer = staff.desk.form(
            request,
            "sign-in",
            here,
            status=error.status if error else 200,
            to=own_path(to) or "",
            login=login,
            said=f"error-{error.code}" if error and not minutes else "",
            minutes=minutes,
            elsewhere=staff.elsewhere.name.in_(language) if staff.elsewhere else "",
        )
        answer.headers.update(headers)
        return answer

    def require_ours(request: Request, seal: str) -> None:
        if not staff.desk.seals.fits_form(request.cookies.get(staff.desk.cookie, ""), seal):
            raise FormExpiredError

    @router.get("/sign-in")
    async def ask(request: Request, to: Asked = "", elsewhere: Asked = "") -> Response:
        try:
            asking = await staff.asking(request)
        except (SignInNeededError, TransientError):
            return shown(request, to, error=ElsewhereRefusedError() if elsewhere else None)
        return see(here, asking.session.person.start_page)

    @router.post("/sign-in")
    async def sign_in(
        request: Request, login: Typed = "", password: Typed = "", to: Typed = "", seal: Typed = ""
    ) -> Response:
        address = request.client.host if request.client else ""
        before = staff.session_id(request)
        try:
            require_ours(request, seal)
            session_id, session = await staff.signing_in.sign_in(login, password, address=address, before=before)
        except (BadCredentialsError, TooManySignInsError, FormExpiredError, TransientError) as error:
            return shown(request, to, login=login, error=error)
        if asked := own_path(to):
            place = place_of(asked)
            return staff.begin(session_id, place, asked if place.language == "ar" else asked.removeprefix("/en"))
        return staff.begin(session_id, here, session.person.start_page)

    @router.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        asking = await staff.asking(request)
        await staff.sent(request, asking)
        await staff.signing_in.sign_out(asking.session_id)
        leaving = await staff.elsewhere.leaving() if staff.elsewhere else ""
        name = staff.elsewhere.name.in_(language) if staff.elsewhere else ""
        answer = staff.desk.page("signed-out", Place(language, "/sign-in"), leaving=leaving, elsewhere=name)
        staff.end(answer)
        # What the browser still has of pages and documents goes, too.
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
