"""Changes of a matter as server-sent events (WHATWG HTML, 9.2): the page that is open fetches itself anew."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from services.portal.api.answering import Desk
from services.portal.errors import BrokenOffError
from shared.language import OneLanguage


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the route; it is the same for both languages and stands once."""
    if language != "ar":
        return

    @router.get("/track/{token}/events")
    async def events(request: Request, token: str, seen: Annotated[str, Query(max_length=40)] = "") -> Response:
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        told = as_events(desk.portal.watch(token, seen))
        # The gateway passes it on as it comes.
        return StreamingResponse(told, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def as_events(changes: AsyncIterator[str]) -> AsyncIterator[str]:
    """Marks of what changed as events; a comment where there is nothing new."""
    yield "retry: 10000\n\n"
    try:
        async for mark in changes:
            yield f"event: change\ndata: {mark}\n\n" if mark else ": nothing new\n\n"
    except BrokenOffError:
        return  # a browser asks again by itself
    yield "event: settled\ndata: -\n\n"
