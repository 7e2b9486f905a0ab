"""Documents of answers, for whoever holds the tracking token."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response, StreamingResponse

from services.storage.api.documents import FILE, DocumentId, IfNoneMatch
from services.storage.api.download import Download
from services.storage.api.headers import download_headers, identity_headers, names_hash
from services.storage.service import Storage

Token = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The tracking token.")]


def add(router: APIRouter, storage: Storage) -> None:
    """Add the routes of answers."""

    @router.get("/tracking/{token}/documents/{document_id}", response_class=StreamingResponse, responses={**FILE})
    async def download_answer(token: Token, document_id: DocumentId, if_none_match: IfNoneMatch = "") -> Response:
        """Download a document of an answer, always as an attachment; `GET /api/v1/tracking/{token}` lists them."""
        reading = await storage.read_sent(token, document_id, has=lambda sha256: names_hash(if_none_match, sha256))
        if reading.content is None:
            return Response(status_code=304, headers=identity_headers(reading.document))
        return Download(reading.content, download_headers(reading.document))

    @router.head("/tracking/{token}/documents/{document_id}", include_in_schema=False)
    async def look_at_answer(token: Token, document_id: DocumentId, if_none_match: IfNoneMatch = "") -> Response:
        """The headers of a download without the document; nobody has seen it by this."""
        document = await storage.inspect_sent(token, document_id)
        if names_hash(if_none_match, document.sha256):
            return Response(status_code=304, headers=identity_headers(document))
        return Response(headers=download_headers(document))
