"""HTTP edge of the registry: matters that stand in its books, and what the public may ask."""

from fastapi import APIRouter, Response

from services.registry.api.asking import (
    CHANGING,
    TAGGED,
    ClerksRequest,
    Number,
    Showing,
    Staff,
    Token,
    canonical,
)
from services.registry.api.bodies import Because
from services.registry.deciding import Desk
from services.registry.service import Registry
from services.registry.views import (
    MatterView,
    Tracking,
    tracking,
)


def routes(registry: Registry, desk: Desk) -> APIRouter:
    """The routes of the registry."""
    router = APIRouter(prefix="/api/v1", tags=["registry"])
    showing = Showing(registry)

    @router.get("/tracking/{token}")
    async def track(token: Token) -> Tracking:
        """Where a matter is: for whoever holds its tracking token."""
        return tracking(await registry.tracked(token), registry.request_types)

    @router.get("/transactions/{number}", responses=TAGGED)
    async def show_transaction(number: Number, staff: Staff, response: Response) -> MatterView:
        """A registered matter, for those who may see it."""
        return await showing.seen(await registry.transaction(canonical(number)), staff, response)

    @router.post("/transactions/{number}/void", responses=CHANGING)
    async def void_transaction(number: Number, request: ClerksRequest, body: Because, response: Response) -> MatterView:
        """Cancel an entry; its number and the reason stay in the book."""
        voided = await desk.void(canonical(number), request, reason=body.reason)
        return await showing.shown(voided, request.asker, response)

    return router
