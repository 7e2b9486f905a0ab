"""Documents for those who may see them."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import AwareDatetime, BaseModel, Field

from services.storage.api.download import Download
from services.storage.api.headers import download_headers, identity_headers, names_hash
from services.storage.model import READERS
from services.storage.service import Storage
from shared.web.auth import Principal, require
from shared.web.problems import documented

_IDENTITY = {"ETag": "The document's hash.", "Repr-Digest": "Its SHA-256 (RFC 9530)."}
_NAMED = {**_IDENTITY, "Content-Disposition": "That it is to be saved, and under which name."}


def _stating(headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: {"description": words, "required": True, "schema": {"type": "string"}} for name, words in headers.items()
    }


FILE: Mapping[int | str, dict[str, Any]] = {
    # Any bytes, and of what type they are depends on the document: so no schema.
    200: {"content": {"*/*": {}}, "headers": _stating(_NAMED)},
    304: {"description": "What the asker has is still the same.", "headers": _stating(_IDENTITY)},
    **documented(410),
}
"""For OpenAPI: what a download is answered."""

DocumentId = Annotated[UUID, Path(description="The document's id, as the list of a matter's documents states it.")]
IfNoneMatch = Annotated[
    str, Header(alias="If-None-Match", max_length=4096, description="Entity tags of what the asker has.")
]


class DocumentView(BaseModel):
    """A document of a matter. The raw message, or an upload's manifest, has the id of the submission it came with."""

    document_id: UUID
    submission_id: UUID
    brought_by: UUID = Field(description="The submission that it came with: the matter's first, or a supplement.")
    received_at: AwareDatetime
    name: str
    sha256: str
    size: int = Field(description="Bytes.")
    media_type: str = Field(description="What the bytes are.")
    agrees: bool = Field(description="Whether the bytes are what the name says; if not, be careful with it.")
    disposed_at: AwareDatetime | None = Field(
        default=None,
        description="When it was confirmed that its bytes are deleted, as its term was over; null: they are kept.",
    )


class WhoSaw(BaseModel):
    """That somebody was given a document."""

    document_id: UUID
    person_id: str
    name: str
    at: AwareDatetime
    on_behalf_of: str = Field(description="Id of the person in whose right it was seen; empty where it was their own.")


Asker = Annotated[Principal, Depends(require(*READERS))]


def add(router: APIRouter, storage: Storage) -> None:
    """Add the routes of documents."""

    @router.get(
        "/documents/{document_id}",
        response_class=StreamingResponse,
        responses={**FILE},
    )
    async def download_document(document_id: DocumentId, reader: Asker, if_none_match: IfNoneMatch = "") -> Response:
        """Download a document, always as an attachment. Who may not see it is answered as if it did not exist."""
        reading = await storage.read(reader, document_id, has=lambda sha256: names_hash(if_none_match, sha256))
        if reading.content is None:
            return Response(status_code=304, headers=identity_headers(reading.document))
        return Download(reading.content, download_headers(reading.document))

    @router.head("/documents/{document_id}", include_in_schema=False)
    async def look(document_id: DocumentId, reader: Asker, if_none_match: IfNoneMatch = "") -> Response:
        """The headers of a download without the document; nobody has seen it by this."""
        document = await storage.inspect(reader, document_id)
        if names_hash(if_none_match, document.sha256):
            return Response(status_code=304, headers=identity_headers(document))
        return Response(headers=download_headers(document))

    @router.get("/documents/{document_id}/views")
    async def list_document_views(
        document_id: DocumentId,
        auditor: Annotated[Principal, Depends(require("auditor"))],
        limit: Annotated[int, Query(ge=1, le=1000, description="Most entries of the answer.")] = 100,
    ) -> list[WhoSaw]:
        """Who was given a document, newest first."""
        seen = await storage.views_of(auditor, document_id, limit)
        return [WhoSaw.model_validate(view, from_attributes=True) for view in seen]

    @router.get("/submissions/{submission_id}/documents")
    async def list_documents(
        submission_id: Annotated[UUID, Path(description="The submission that began the matter.")],
        reader: Asker,
    ) -> list[DocumentView]:
        """The documents of a matter, in the order they were received, with those that supplements brought."""
        found = await storage.documents_of(reader, submission_id)
        return [DocumentView.model_validate(document, from_attributes=True) for document in found]
