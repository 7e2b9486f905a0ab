"""HTTP edge of the books: their lines, in order."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from services.registry.api.asking import CHANGING, TAGGED, ClerksRequest, Reader, Showing
from services.registry.api.bodies import Because
from services.registry.lettering import Letters
from services.registry.model import LetterBook, LetterEntry
from services.registry.rights import READERS_OF_BOOKS, is_cleared
from services.registry.service import Registry
from services.registry.views import EntryView, RegisterPage, entry_view, line_view
from shared.contracts.base import Book
from shared.principal import Principal
from shared.transaction_number import LAST_SEQUENCE
from shared.web.versions import tag

LAST = 2**63 - 1  # what the database can compare with

Year = Annotated[int, Path(ge=1900, le=9999, description="The book's year.", examples=[2026])]
OfLetters = Annotated[
    LetterBook, Path(description="A book of letters: outgoing (صادر), internal (داخلي).", examples=["outgoing"])
]
Place = Annotated[int, Path(ge=1, le=LAST_SEQUENCE, description="The line's place in its book and year.")]


def register_routes(registry: Registry, letters: Letters) -> APIRouter:
    """The routes of the books."""
    router = APIRouter(prefix="/api/v1/registers", tags=["registry"])
    showing = Showing(registry)

    async def secrets(lines: Sequence[LetterEntry]) -> frozenset[UUID]:
        """The letters of these lines that are confidential, themselves or by their matter."""
        matters = await registry.confidential_of({line.submission_id for line in lines if line.submission_id})
        return frozenset(line.letter_id for line in lines if line.confidential or line.submission_id in matters)

    async def shown(lines: Sequence[LetterEntry], reader: Principal) -> list[EntryView]:
        hidden = frozenset() if is_cleared(reader, *READERS_OF_BOOKS) else await secrets(lines)
        return [line_view(line, hidden) for line in lines]

    async def told(line: LetterEntry, reader: Principal, response: Response) -> EntryView:
        tag(response, line.version)
        (view,) = await shown([line], reader)
        return view

    @router.get("/{book}/{year}")
    async def list_entries(
        reader: Reader,
        book: Annotated[Book, Path(description="Which book: incoming (وارد), outgoing (صادر), internal (داخلي).")],
        year: Year,
        after: Annotated[int, Query(ge=0, le=LAST, description="Only entries with a higher sequence.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000, description="Most entries of a page.")] = 100,
    ) -> RegisterPage:
        """The lines of a book, in order; of what is confidential, number and time to those without clearance."""
        if book == "incoming":
            entries = await registry.entries(book, year, after=after, limit=limit)
            hidden = await showing.hidden({entry.submission_id for entry in entries}, reader)
            answering = await letters.answering([entry.number for entry in entries])
            page = [entry_view(entry, answering, hidden) for entry in entries]
        else:
            page = await shown(await letters.entries(book, year, after=after, limit=limit), reader)
        following = page[-1].sequence if len(page) == limit else None
        return RegisterPage(book=book, year=year, entries=page, next=following)

    @router.get("/{book}/{year}/{sequence}", responses=TAGGED)
    async def show_line(reader: Reader, book: OfLetters, year: Year, sequence: Place, response: Response) -> EntryView:
        """One line of a book of letters."""
        return await told(await letters.entry(book, year, sequence), reader, response)

    @router.post("/{book}/{year}/{sequence}/void", responses=CHANGING)
    async def void_line(
        request: ClerksRequest, book: OfLetters, year: Year, sequence: Place, body: Because, response: Response
    ) -> EntryView:
        """Cancel a line of a book of letters; its number and the reason stay in the book."""
        secret = await secrets([await letters.entry(book, year, sequence)])
        voided = await letters.void(book, year, sequence, request, reason=body.reason, confidential=bool(secret))
        return await told(voided, request.asker, response)

    return router
