"""The body of a download: streamed, counted, and closed whatever happens."""

from collections.abc import AsyncGenerator, Mapping

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from services.storage.metrics import DOWNLOADED_BYTES, DOWNLOADS


class Download(StreamingResponse):
    """A stream that is closed however its sending ends, so that a client who leaves does not hold the vault's door."""

    def __init__(self, content: AsyncGenerator[bytes, None], headers: Mapping[str, str]) -> None:
        super().__init__(_counted(content), headers=headers)
        self._content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        DOWNLOADS.inc()
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._content.aclose()


async def _counted(content: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    async for chunk in content:
        DOWNLOADED_BYTES.inc(len(chunk))
        yield chunk
