"""Tables as files: streamed while they are read, or written beside the memory where the format needs the whole."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from urllib.parse import quote

from fastapi.responses import StreamingResponse

from services.portal.rendering.sheets import (
    BYTE_ORDER_MARK,
    MEDIA_TYPES,
    Cell,
    FileKind,
    Sheet,
    Workbook,
    csv_lines,
)

Batch = Sequence[Sequence[Cell]]


async def download(sheet: Sheet, batches: AsyncIterator[Batch], kind: FileKind, name: str) -> StreamingResponse:
    """Rows as a file to be saved. What goes wrong with the first of them is told as a page; later it breaks off."""
    first: Batch = await anext(batches, ())
    content = _csv(sheet, first, batches) if kind == "csv" else _xlsx(sheet, first, batches)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}', safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    return StreamingResponse(content, media_type=MEDIA_TYPES[kind], headers=headers)


async def at_once(rows: Batch) -> AsyncIterator[Batch]:
    """Rows that are all there."""
    yield rows


async def _csv(sheet: Sheet, first: Batch, batches: AsyncIterator[Batch]) -> AsyncIterator[bytes]:
    yield (BYTE_ORDER_MARK + csv_lines([sheet.headings], sheet.zone) + csv_lines(first, sheet.zone)).encode()
    async for rows in batches:
        yield csv_lines(rows, sheet.zone).encode()


async def _xlsx(sheet: Sheet, first: Batch, batches: AsyncIterator[Batch]) -> AsyncIterator[bytes]:
    book = Workbook(sheet)
    try:
        await asyncio.to_thread(book.write, first)
        async for rows in batches:
            await asyncio.to_thread(book.write, rows)
        pieces = book.pieces()
        while piece := await asyncio.to_thread(next, pieces, b""):
            yield piece
    finally:
        book.close()
