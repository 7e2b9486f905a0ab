"""Where a matter is, and its receipt."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from services.portal.api.answering import Desk
from services.portal.errors import UnknownTrackingCodeError
from services.portal.model import Matter
from services.portal.rendering import Place
from shared.errors import TransientError
from shared.language import OneLanguage

_MOMENT = TypeAdapter(AwareDatetime)


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/track/{token}")
    async def show(token: str, *, added: bool = False) -> Response:
        matter = await desk.portal.matter(token)
        disposed = await desk.portal.disposed(token, matter)
        place = Place(language, f"/track/{token}")
        return desk.page("matter", place, matter=matter, token=token, added=added, disposed=disposed)

    @router.get("/track/{token}/receipt")
    async def receipt(
        token: str, at: Annotated[str, Query(max_length=50)] = "", seal: Annotated[str, Query(max_length=64)] = ""
    ) -> Response:
        said_at = _said_at(desk, token, at, seal)
        try:
            matter: Matter | None = await desk.portal.matter(token)
        except (UnknownTrackingCodeError, TransientError):
            if said_at is None:
                raise
            matter = None
        # Until registry knows of it, only what we have said proves the time; so that stays in the address.
        proof = f"?{urlencode({'at': at, 'seal': seal})}" if said_at and not (matter and matter.received_at) else ""
        place = Place(language, f"/track/{token}/receipt{proof}")
        received_at = (matter.received_at if matter else None) or said_at
        return desk.page("receipt", place, matter=matter, token=token, received_at=received_at)


def _said_at(desk: Desk, token: str, at: str, seal: str) -> datetime | None:
    """When we said that something was received under this code; None when we did not."""
    try:
        moment = _MOMENT.validate_python(at)
    except ValidationError:
        return None
    return moment if desk.seals.fits_receipt(token, moment, seal) else None
