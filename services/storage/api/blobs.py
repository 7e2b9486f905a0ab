"""Blobs from those who may bring them."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.requests import ClientDisconnect

from services.storage.api.headers import OPAQUE
from services.storage.errors import LengthRequiredError
from services.storage.service import Storage
from shared.errors import InvalidRequestError
from shared.web.auth import Principal, require
from shared.web.problems import documented

_DIGITS = re.compile(r"[0-9]{1,15}")
_BODY = {"required": True, "content": {OPAQUE: {"schema": {"type": "string", "format": "binary"}}}}

Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the content, lower-case hexadecimal.")]


class BlobKept(BaseModel):
    """The bytes are in the vault, under their hash."""

    sha256: str
    size: int = Field(description="Bytes.")
    media_type: str = Field(description="What the first bytes say it is.")


def add(router: APIRouter, storage: Storage) -> None:
    """Add the routes of blobs."""

    @router.put(
        "/blobs/{sha256}",
        status_code=201,
        responses={
            200: {"model": BlobKept, "description": "It was there already."},
            **documented(411),
        },
        openapi_extra={"requestBody": _BODY},
    )
    async def put_blob(
        sha256: Sha256,
        request: Request,
        response: Response,
        _staff: Annotated[Principal, Depends(require("clerk", "officer", "manager"))],
    ) -> BlobKept:
        """Put bytes into the vault under their hash. The answer comes once they are durable and checked."""
        length = request.headers.get("content-length", "")
        if not _DIGITS.fullmatch(length):
            raise LengthRequiredError
        try:
            kept = await storage.keep(request.stream(), sha256=sha256, size=int(length))
        except ClientDisconnect as gone:
            raise InvalidRequestError("the client went away before the end") from gone
        if not kept.created:
            response.status_code = 200
        return BlobKept(sha256=kept.sha256, size=kept.size, media_type=kept.media_type)
