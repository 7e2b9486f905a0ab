"""HTTP edge of the registry: the books, matters that stand in them, and what the public may ask."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.registry.api.asking import (
    CHANGING,
    TAGGED,
    ClerksRequest,
    Number,
    Reader,
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
    RegisterPage,
    RequestTypeView,
    Tracking,
    entry_view,
    tracking,
    type_view,
)
from shared.contracts.base import Book

LAST = 2**63 - 1  # what the database can compare with


def routes(registry: Registry, desk: Desk) -> APIRouter:
    """The routes of the registry."""
    router = APIRouter(prefix="/api/v1", tags=["registry"])
    showing = Showing(registry)

    @router.get("/tracking/{token}")
    async def track(token: Token) -> Tracking:
        """Where a matter is: for whoever holds its tracking token."""
        return tracking(await registry.tracked(token), registry.request_types)

    @router.get("/request-types")
    async def list_request_types() -> list[RequestTypeView]:
        """What can be handed in, and what each kind needs."""
        return [type_view(one) for one in registry.request_types.values()]

    @router.get("/registers/{book}/{year}")
    async def list_entries(
        reader: Reader,
        book: Annotated[Book, Path(description="Which book: incoming (وارد), outgoing (صادر), internal (داخلي).")],
        year: Annotated[int, Path(ge=1900, le=9999, description="The book's year.", examples=[2026])],
        after: Annotated[int, Query(ge=0, le=LAST, description="Only entries with a higher sequence.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000, description="Most entries of a page.")] = 100,
    ) -> RegisterPage:
        """The lines of a book, in order."""
        entries = await registry.entries(book, year, after=after, limit=limit)
        hidden = await showing.hidden({entry.submission_id for entry in entries}, reader)
        return RegisterPage(
            book=book,
            year=year,
            entries=[entry_view(entry, hidden) for entry in entries],
            next=entries[-1].sequence if len(entries) == limit else None,
        )

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
