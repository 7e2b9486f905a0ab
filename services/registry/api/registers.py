"""HTTP edge of the books: their lines, in order."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.registry.api.asking import CHANGING, TAGGED, ClerksRequest, Reader
from services.registry.api.bodies import Because
from services.registry.lettering import Letters
from services.registry.model import LetterBook, LetterEntry
from services.registry.service import Registry
from services.registry.views import EntryView, RegisterPage, entry_view, line_view
from shared.contracts.base import Book
from shared.transaction_number import LAST_SEQUENCE
from shared.web.versions import tag

LAST = 2**63 - 1  # what the database can compare with

Year = Annotated[int, Path(ge=1900, le=9999, description="The book's year.", examples=[2026])]
OfLetters = Annotated[
    LetterBook, Path(description="A book of letters: outgoing (صادر), internal (داخلي).", examples=["outgoing"])
]
Sequence = Annotated[int, Path(ge=1, le=LAST_SEQUENCE, description="The line's place in its book and year.")]


def register_routes(registry: Registry, letters: Letters) -> APIRouter:
    """The routes of the books."""
    router = APIRouter(prefix="/api/v1/registers", tags=["registry"])

    @router.get("/{book}/{year}")
    async def list_entries(
        _reader: Reader,
        book: Annotated[Book, Path(description="Which book: incoming (وارد), outgoing (صادر), internal (داخلي).")],
        year: Year,
        after: Annotated[int, Query(ge=0, le=LAST, description="Only entries with a higher sequence.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000, description="Most entries of a page.")] = 100,
    ) -> RegisterPage:
        """The lines of a book, in order."""
        if book == "incoming":
            entries = await registry.entries(book, year, after=after, limit=limit)
            answering = await letters.answering([entry.number for entry in entries])
            page = [entry_view(entry, answering) for entry in entries]
        else:
            page = [line_view(line) for line in await letters.entries(book, year, after=after, limit=limit)]
        following = page[-1].sequence if len(page) == limit else None
        return RegisterPage(book=book, year=year, entries=page, next=following)

    @router.get("/{book}/{year}/{sequence}", responses=TAGGED)
    async def show_line(
        _reader: Reader, book: OfLetters, year: Year, sequence: Sequence, response: Response
    ) -> EntryView:
        """One line of a book of letters."""
        return _shown(await letters.entry(book, year, sequence), response)

    @router.post("/{book}/{year}/{sequence}/void", responses=CHANGING)
    async def void_line(
        request: ClerksRequest, book: OfLetters, year: Year, sequence: Sequence, body: Because, response: Response
    ) -> EntryView:
        """Cancel a line of a book of letters; its number and the reason stay in the book."""
        return _shown(await letters.void(book, year, sequence, request, reason=body.reason), response)

    return router


def _shown(line: LetterEntry, response: Response) -> EntryView:
    tag(response, line.version)
    return line_view(line)
