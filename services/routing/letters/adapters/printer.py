"""Letters printed in a process of their own."""

from services.routing.letters.printing import LetterPages, PrintingProcess
from services.routing.letters.sheet import Sheet


class ProcessPrinter:
    """A page of each letter, and of that a PDF."""

    def __init__(self, pages: LetterPages, process: PrintingProcess) -> None:
        self._pages = pages
        self._process = process

    async def pdf(self, sheet: Sheet) -> bytes:
        """The PDF of a sheet. See `ports.Printer`."""
        return await self._process.pdf(self._pages.html(sheet), sheet.identifier)
