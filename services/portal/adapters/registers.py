"""Registry's books by HTTP."""

from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller
from services.portal.model.asked import Told
from services.portal.model.registers import Book, Line
from services.portal.ports import Listed


class _Page(Told):
    entries: tuple[Line, ...]
    next: int | None = None


_PAGE = TypeAdapter(_Page)


class HttpRegisters(Caller):
    """Registry."""

    async def lines(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[Line]:
        """Lines in order, from a place on."""
        page = await self.ask(token, f"/api/v1/registers/{book}/{year}", _PAGE, after=after or 0, limit=limit)
        return Listed(lines=page.entries, after="" if page.next is None else str(page.next))
