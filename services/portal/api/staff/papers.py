"""Documents for the viewer: pictures that a browser only draws, and files that it only saves."""

from collections.abc import AsyncIterator
from typing import Annotated, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from services.portal.api.staff.clerks import Clerks
from services.portal.ports import Stream
from shared.language import OneLanguage

Number = Annotated[int, Path(ge=1, le=1000)]
INERT: Final = {
    # Whatever it is, and however it is opened: it runs nothing, asks for nothing and belongs to no page.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    # The browser may turn back a page without asking again; nobody else may have it, and it goes with signing out.
    "Cache-Control": "private, max-age=300",
}


def add(router: APIRouter, clerks: Clerks, language: OneLanguage) -> None:
    """Add the routes; they are the same for both languages and stand once."""
    if language != "ar":
        return
    path = "/desk/documents/{document_id}"

    @router.get(f"{path}/pages/{{number}}")
    async def page(request: Request, document_id: UUID, number: Number) -> Response:
        viewer = await clerks.viewer(request)
        drawn = await clerks.viewing.page(viewer, document_id, number)
        return Response(drawn, media_type="image/jpeg", headers=INERT)

    @router.get(f"{path}/picture")
    async def picture(request: Request, document_id: UUID) -> Response:
        viewer = await clerks.viewer(request)
        media_type, content = await clerks.viewing.picture(viewer, document_id)
        return Response(content, media_type=media_type, headers=INERT)

    @router.get(f"{path}/file")
    async def file(
        request: Request,
        document_id: UUID,
        name: Annotated[str, Query(max_length=300)] = "document",
    ) -> Response:
        viewer = await clerks.viewer(request)
        stream = await clerks.viewing.file(viewer, document_id)
        headers = INERT | {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Length": str(stream.size),
            "Cache-Control": "no-store",
        }
        return StreamingResponse(_whole(stream), media_type="application/octet-stream", headers=headers)


async def _whole(stream: Stream) -> AsyncIterator[bytes]:
    try:
        async for chunk in stream.chunks():
            yield chunk
    finally:
        await stream.close()
