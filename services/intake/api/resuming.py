"""HTTP door for files that are sent in parts: tus 1.0, with its extensions creation, expiration and termination.

https://tus.io/protocols/resumable-upload
"""

import binascii
from base64 import b64decode
from collections.abc import AsyncIterator
from datetime import UTC
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from pydantic import AwareDatetime, BaseModel, Field
from starlette.requests import ClientDisconnect

from services.intake.errors import NotPartOfAFileError, UploadProtocolError
from services.intake.model import StartedFile
from services.intake.reading.cleaning import one_line
from services.intake.resuming import Resuming
from shared.errors import InvalidRequestError
from shared.web.problems import documented

VERSION = "1.0.0"
PART = "application/offset+octet-stream"
_BODY = {"required": True, "content": {PART: {"schema": {"type": "string", "format": "binary"}}}}
_LARGEST = 2**53
_LONGEST = 500

Secret = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The upload's id, a secret of its sender.")]
Protocol = Annotated[
    str, Header(alias="Tus-Resumable", max_length=20, description="The version of the protocol: 1.0.0.")
]


class UploadView(BaseModel):
    """How far a file has come that is sent in parts."""

    upload_id: str = Field(description="32 hexadecimal digits; whoever has them may go on, and hand the file in.")
    name: str
    size: int = Field(description="Bytes that it will have.")
    received: int = Field(description="Bytes that are there; sending goes on from here.")
    media_type: str = Field(description="What its first bytes say it is.")
    agrees: bool = Field(description="Whether its name says the same.")
    ends_at: AwareDatetime = Field(description="When it is forgotten.")


def routes(resuming: Resuming) -> APIRouter:
    """The routes of files that are sent in parts."""
    router = APIRouter(prefix="/api/v1/uploads", tags=["intake"])

    @router.post("", status_code=201, responses=documented(412))
    async def start_upload(
        request: Request,
        response: Response,
        size: Annotated[int, Header(alias="Upload-Length", ge=0, le=_LARGEST, description="Bytes of the file.")],
        about: Annotated[
            str,
            Header(
                alias="Upload-Metadata",
                max_length=4_000,
                description="`filename` and `filetype`, each with its value in Base64, with commas between.",
            ),
        ] = "",
        protocol: Protocol = VERSION,
    ) -> UploadView:
        """Begin to send a file in parts. What breaks off goes on where it stopped; hand it in by its id."""
        _require(protocol)
        told = _metadata(about)
        secret, started = await resuming.start(
            size=size,
            name=one_line(told.get("filename", ""), _LONGEST),
            media_type=one_line(told.get("filetype", ""), _LONGEST),
            client=request.client.host if request.client else "",
        )
        response.headers.update({**_headers(started), "Location": f"/api/v1/uploads/{secret}"})
        return await view(secret, started)

    @router.head("/{upload_id}", include_in_schema=False)
    async def measure_upload(upload_id: Secret) -> Response:
        return Response(headers=_headers(await resuming.find(upload_id)))

    @router.get("/{upload_id}")
    async def show_upload(upload_id: Secret, response: Response) -> UploadView:
        """How far a file has come. A program that knows tus asks by HEAD."""
        started = await resuming.find(upload_id)
        response.headers.update(_headers(started))
        return await view(upload_id, started)

    @router.patch(
        "/{upload_id}",
        status_code=204,
        response_class=Response,
        responses=documented(409, 412, 415),
        openapi_extra={"requestBody": _BODY},
    )
    async def continue_upload(
        upload_id: Secret,
        request: Request,
        offset: Annotated[
            int, Header(alias="Upload-Offset", ge=0, le=_LARGEST, description="Where this part begins: at the end.")
        ],
        protocol: Protocol = VERSION,
    ) -> Response:
        """Send the next part of a file. What came is kept, also when the connection breaks before the end."""
        _require(protocol)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != PART:
            raise NotPartOfAFileError
        started = await resuming.take(upload_id, offset, _whatever_comes(request))
        return Response(status_code=204, headers=_headers(started))

    @router.delete("/{upload_id}", status_code=204, response_class=Response, responses=documented(412))
    async def forget_upload(upload_id: Secret, protocol: Protocol = VERSION) -> Response:
        """Forget a file that will not be handed in."""
        _require(protocol)
        await resuming.forget(upload_id)
        return Response(status_code=204, headers={"Tus-Resumable": VERSION})

    async def view(secret: str, started: StartedFile) -> UploadView:
        sniffed = await resuming.sniffed(started)
        return UploadView(
            upload_id=secret,
            name=started.name,
            size=started.size,
            received=started.received,
            media_type=sniffed.media_type,
            agrees=sniffed.agrees,
            ends_at=started.ends_at,
        )

    return router


async def _whatever_comes(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        return  # this is what all of it is for


def _require(protocol: str) -> None:
    if protocol != VERSION:
        raise UploadProtocolError(protocol)


def _headers(started: StartedFile) -> dict[str, str]:
    return {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(started.received),
        "Upload-Length": str(started.size),
        "Upload-Expires": format_datetime(started.ends_at.astimezone(UTC), usegmt=True),
    }


def _metadata(text: str) -> dict[str, str]:
    """What is said of a file by name. Raises `InvalidRequestError`."""
    told = {}
    for pair in filter(None, map(str.strip, text.split(","))):
        name, _, value = pair.partition(" ")
        try:
            told[name] = b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise InvalidRequestError("metadata that is no Base64 of UTF-8") from error
    return told
