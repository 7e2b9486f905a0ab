"""Registry's books by HTTP."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller
from services.portal.model.asked import Told
from services.portal.model.registers import Book, BookOfYear, Check, Line, VoidLine
from services.portal.ports import Listed


class _Page(Told):
    entries: tuple[Line, ...]
    next: int | None = None


class _Voids(Told):
    voids: tuple[VoidLine, ...]
    next: int | None = None


_PAGE, _VOIDS = TypeAdapter(_Page), TypeAdapter(_Voids)
_BOOKS, _CHECK = TypeAdapter(tuple[BookOfYear, ...]), TypeAdapter(Check)


class HttpRegisters(Caller):
    """Registry."""

    async def lines(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[Line]:
        """Lines in order, from a place on."""
        page = await self.ask(token, f"/api/v1/registers/{book}/{year}", _PAGE, after=after or 0, limit=limit)
        return Listed(lines=page.entries, after="" if page.next is None else str(page.next))

    async def books(self, token: str) -> Sequence[BookOfYear]:
        """Every book of every year that has a line."""
        return await self.ask(token, "/api/v1/books", _BOOKS)

    async def check(self, token: str, book: Book, year: int) -> Check:
        """Have a book read from its first line to its last."""
        return await self.ask(token, f"/api/v1/books/{book}/{year}/check", _CHECK)

    async def voids(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[VoidLine]:
        """Void lines in order, from a place on."""
        page = await self.ask(token, f"/api/v1/books/{book}/{year}/voids", _VOIDS, after=after or 0, limit=limit)
        return Listed(lines=page.voids, after="" if page.next is None else str(page.next))
