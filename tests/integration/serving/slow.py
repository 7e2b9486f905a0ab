"""A service that takes its time, for tests of how one ends."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter, FastAPI
from fastapi.responses import StreamingResponse

from shared.settings import WebSettings
from shared.web.app import Parts, build

SLOW_SECONDS = 1.5


def create_app() -> FastAPI:
    """Build it from `DRAIN_SECONDS` and `LINGER_SECONDS`."""
    router = APIRouter()
    under_way = 0

    @router.get("/quick")
    async def quick() -> str:
        return "done"

    @router.post("/slow")
    async def slow() -> str:
        nonlocal under_way
        under_way += 1
        await asyncio.sleep(SLOW_SECONDS)
        return "done"

    @router.get("/under-way")
    async def how_many() -> int:
        return under_way

    @router.get("/endless")
    async def endless() -> StreamingResponse:
        async def said() -> AsyncIterator[str]:
            yield "beginning\n"
            await asyncio.Event().wait()

        return StreamingResponse(said())

    settings = WebSettings.from_environment()
    return build(Parts(name="slow", description="Takes its time.", settings=settings, pages=True, routers=[router]))
