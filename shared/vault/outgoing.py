"""A stream on its way out, whose source outlives the request that carries it."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from shared.cancellation import is_cancelled


class Outgoing:
    """Passes a source on to an HTTP client that may stop reading at any time, and hides what the source raises.

    A server that answers early ends the client's reading in the middle of a piece. That piece is still read to its end
    here, so that the source can be read on; and what the source itself raised comes out when this is left.
    """

    def __init__(self, source: AsyncIterable[bytes]) -> None:
        self._source = source
        self._read: asyncio.Future[bytes | None] | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces of the source."""
        pieces = aiter(self._source)
        while True:
            self._read = asyncio.ensure_future(anext(pieces, None))
            piece = await asyncio.shield(self._read)
            if piece is None:
                return
            yield piece

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._read is None:
            return
        if is_cancelled():
            self._read.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await self._read
        else:
            await self._read
