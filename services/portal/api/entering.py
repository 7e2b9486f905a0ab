"""Entering a tracking code, to follow a matter or to complete it."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from services.portal.api.answering import Desk, see
from services.portal.model import in_typed
from services.portal.rendering import Place
from shared.language import OneLanguage
from shared.transaction_number import parse_number

Typed = Annotated[str, Form(max_length=500)]


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the routes of one language."""

    def asked(place: Place, *, typed: str | None = None) -> Response:
        fault = "" if typed is None else _fault(typed)
        completing = place.path == "/complete"
        status = 422 if fault else 200
        return desk.page("code", place, status=status, typed=typed or "", fault=fault, completing=completing)

    # Nothing is changed by asking: no seal. It is sent as a form so that no code stands in an address by mistake.
    def follow(place: Place, typed: str, then: str) -> Response:
        token = in_typed(typed)
        return see(place, f"/track/{token}{then}") if token else asked(place, typed=typed)

    tracking, completing = Place(language, "/track"), Place(language, "/complete")

    @router.get("/track")
    async def enter_code() -> Response:
        return asked(tracking)

    @router.post("/track")
    async def go_to_matter(code: Typed = "") -> Response:
        return follow(tracking, code, "")

    @router.get("/complete")
    async def enter_code_to_complete() -> Response:
        return asked(completing)

    @router.post("/complete")
    async def go_to_completing(code: Typed = "") -> Response:
        return follow(completing, code, "/complete")


def _fault(typed: str) -> str:
    # Somebody may hold a letter with a number on it and nothing else: that is said, too.
    return "portal-fault-code-is-number" if parse_number(typed) else "portal-fault-code"
