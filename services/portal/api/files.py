"""The style sheet, the script and the pictures: kept by browsers for ever, because another content has another address."""

from fastapi import APIRouter, Response

from services.portal.rendering import Assets
from shared.errors import NotFoundError


def routes(assets: Assets) -> APIRouter:
    """The files that pages use."""
    router = APIRouter(prefix="/static", include_in_schema=False)

    @router.get("/{version}/{name}")
    async def asset(version: str, name: str) -> Response:
        found = assets.find(version, name)
        if found is None:
            raise NotFoundError(name)
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'",
        }
        return Response(found.content, media_type=found.media_type, headers=headers)

    return router
