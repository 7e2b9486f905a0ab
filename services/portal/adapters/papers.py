"""Storage as a clerk's viewer needs it."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, headers, sound
from services.portal.errors import DocumentDisposedError
from services.portal.model.papers import Paper
from shared.errors import TransientError

_PAPERS = TypeAdapter(tuple[Paper, ...])


class HttpStream:
    """A download that is under way."""

    def __init__(self, answer: httpx.Response) -> None:
        self._answer = answer
        self.size = int(answer.headers.get("content-length", "0"))

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes in order."""
        try:
            async for chunk in self._answer.aiter_raw():
                yield chunk
        except httpx.HTTPError as error:
            raise TransientError(f"storage: {type(error).__name__}") from error

    async def close(self) -> None:
        """Let go of it."""
        await self._answer.aclose()


class HttpPapers(Caller):
    """Storage."""

    async def of(self, token: str, submission_id: UUID) -> Sequence[Paper]:
        """The documents of a matter."""
        return await self.ask(token, f"/api/v1/submissions/{submission_id}/documents", _PAPERS)

    async def open(self, token: str, document_id: UUID) -> HttpStream:
        """A document's bytes."""
        # As it lies there: what is compressed on the way would have another length.
        said = headers(token) | {"Accept-Encoding": "identity"}
        request = self._client.build_request("GET", f"/api/v1/documents/{document_id}", headers=said)
        try:
            answer = await self._client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise TransientError(f"storage: {type(error).__name__}") from error
        try:
            if answer.is_error:
                await answer.aread()
            _there(answer)
        except BaseException:
            await answer.aclose()
            raise
        return HttpStream(answer)


def _there(answer: httpx.Response) -> None:
    """Raise what a no means; `DocumentDisposedError` for what was deleted when its term was over."""
    if answer.status_code == httpx.codes.GONE:
        raise DocumentDisposedError
    sound(answer)
