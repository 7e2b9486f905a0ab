"""Choosing a password by invitation, without being signed in. The secret stands in this address and nowhere else."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.errors import FormExpiredError, InvitationOverError, TooManySignInsError, WeakPasswordError
from services.portal.rendering import Place
from shared.errors import DiwanError, TransientError
from shared.language import OneLanguage

Secret = Annotated[str, Path(pattern="^[0-9a-f]{16,200}$")]
Typed = Annotated[str, Form(max_length=1000)]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    desk, accounts = administrators.staff.desk, administrators.administering.accounts

    def shown(request: Request, secret: str, *, error: DiwanError | None = None, missing: bool = False) -> Response:
        return desk.form(
            request,
            "invitation",
            Place(language, f"/invitation/{secret}"),
            status=422 if missing else error.status if error else 200,
            weak=error.words if isinstance(error, WeakPasswordError) else (),
            missing=missing,
            over=isinstance(error, InvitationOverError),
            said=f"error-{error.code}" if error and not isinstance(error, WeakPasswordError) else "",
        )

    @router.get("/invitation/{secret}")
    async def ask(request: Request, secret: Secret) -> Response:
        return shown(request, secret)

    @router.post("/invitation/{secret}")
    async def choose(request: Request, secret: Secret, password: Typed = "", seal: Typed = "") -> Response:
        if not desk.seals.fits_form(request.cookies.get(desk.cookie, ""), seal):
            return shown(request, secret, error=FormExpiredError())
        if not password:
            return shown(request, secret, missing=True)
        try:
            await accounts.accept(secret, password, language=language)
        except (WeakPasswordError, InvitationOverError, TooManySignInsError, TransientError) as error:
            return shown(request, secret, error=error)
        return desk.page("password-chosen", Place(language, "/sign-in"))
