"""The preview of a letter: pictures of its pages, and the file."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from services.portal.api.staff.clerks import viewer_of
from services.portal.api.staff.letters.writers import Writers
from services.portal.api.staff.papers import INERT
from shared.language import OneLanguage

Number = Annotated[int, Path(ge=1, le=1000)]
Version = Annotated[int, Query(ge=1)]
_FILE: Final = {"Content-Disposition": "attachment; filename=preview.pdf", "Cache-Control": "no-store"}


def add(router: APIRouter, writers: Writers, language: OneLanguage) -> None:
    """Add the routes; they are the same for both languages and stand once."""
    if language != "ar":
        return
    path = "/letters/{letter_id}/preview"

    @router.get(f"{path}/pages/{{number}}")
    async def page(request: Request, letter_id: UUID, number: Number, version: Version) -> Response:
        viewer = viewer_of(await writers.officers.reader(request))
        drawn = await writers.previewing.page(viewer, letter_id, version, number)
        return Response(drawn, media_type="image/jpeg", headers=INERT)

    @router.get(f"{path}/file")
    async def file(request: Request, letter_id: UUID, version: Version) -> Response:
        viewer = viewer_of(await writers.officers.reader(request))
        content = await writers.previewing.pdf(viewer, letter_id, version)
        return Response(content, media_type="application/octet-stream", headers=INERT | _FILE)
