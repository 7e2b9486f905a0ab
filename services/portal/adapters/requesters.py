"""The services that requesters need, by their interfaces; nothing that they answer reaches a page as it is."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from services.portal.adapters.calling import code_of, headers
from services.portal.errors import AnswerMissingError, RefusedError, UnknownTrackingCodeError
from services.portal.model import Accepted, ChosenFile, Handover, Matter, RequestType, SentFile
from services.portal.model.faults import FIELD
from services.portal.model.handed import Added
from shared.errors import TransientError
from shared.media import Sniffed

Told = TypeVar("Told")


class _Upload(BaseModel):
    name: str
    size: int
    received: int
    media_type: str
    agrees: bool


_TYPES = TypeAdapter(tuple[RequestType, ...])
_MATTER = TypeAdapter(Matter)
_ACCEPTED = TypeAdapter(Accepted)
_ADDED = TypeAdapter(Added)
_UPLOAD = TypeAdapter(_Upload)


class HttpRegistry:
    """Registry by HTTP. The list of request types is remembered for a while, and kept when registry is away."""

    def __init__(
        self, client: httpx.AsyncClient, *, types_seconds: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._types_seconds = types_seconds
        self._monotonic = monotonic
        self._types: tuple[RequestType, ...] = ()
        self._asked_at = float("-inf")

    async def request_types(self) -> tuple[RequestType, ...]:
        """Every kind of request, in registry's order. Raises `TransientError`."""
        now = self._monotonic()
        if now - self._asked_at >= self._types_seconds:
            try:
                self._types = _read(await self._get("/api/v1/request-types"), _TYPES)
            except TransientError:
                if not self._types:
                    raise
            self._asked_at = now
        return self._types

    async def matter(self, token: str) -> Matter:
        """The matter that a tracking code opens. Raises `UnknownTrackingCodeError`, `TransientError`."""
        answer = await self._get(f"/api/v1/tracking/{token}")
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise UnknownTrackingCodeError
        return _read(answer, _MATTER)

    async def is_alive(self) -> bool:
        """Whether registry answers."""
        try:
            return (await self._client.get("/livez")).is_success
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _get(self, path: str) -> httpx.Response:
        try:
            return await self._client.get(path, headers=headers())
        except httpx.HTTPError as error:
            raise TransientError(f"registry: {type(error).__name__}") from error


class HttpIntake:
    """Intake by HTTP. Files go through in pieces; there is never a whole one in memory."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def submit(self, request_type: str, handover: Handover) -> Accepted:
        """Hand in a new request. Raises `RefusedError`, `AnswerMissingError`, `TransientError`."""
        statement = {
            "request_type": request_type,
            "subject": handover.value("subject"),
            "message": handover.value("message"),
            "sender_name": handover.value("name"),
            "sender_email": handover.value("email"),
            "sender_phone": handover.value("phone"),
            "language": handover.value("language"),
        }
        return _read(await self._post("/api/v1/submissions", statement, handover), _ACCEPTED)

    async def supplement(self, token: str, handover: Handover) -> Added:
        """Add to a request. Raises the same, and `UnknownTrackingCodeError`."""
        statement = {"message": handover.value("message")}
        return _read(await self._post(f"/api/v1/tracking/{token}/supplements", statement, handover), _ADDED)

    async def sent(self, document: str, upload_id: str) -> SentFile | None:
        """A whole file that the door has already. Raises `RefusedError`, `TransientError`."""
        try:
            answer = await self._client.get(f"/api/v1/uploads/{upload_id}", headers=headers())
        except httpx.HTTPError as error:
            raise TransientError(f"intake: {type(error).__name__}") from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        told = _read(answer, _UPLOAD)
        if told.received < told.size:
            return None
        sniffed = Sniffed(media_type=told.media_type, agrees=told.agrees)
        return SentFile(document=document, upload_id=upload_id, name=told.name, size=told.size, sniffed=sniffed)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _post(self, path: str, statement: dict[str, str], handover: Handover) -> httpx.Response:
        return await post_form(self._client, path, statement, handover)


async def post_form(
    client: httpx.AsyncClient, path: str, statement: Mapping[str, str], handover: Handover, token: str = ""
) -> httpx.Response:
    """Send a filled-in form on, its files in pieces. Raises `AnswerMissingError`, `TransientError`."""
    data: dict[str, Any] = {name: value for name, value in statement.items() if value}
    if fields := handover.named(FIELD):
        data["fields"] = json.dumps(fields, ensure_ascii=False)
    chosen = [file for file in handover.files if isinstance(file, ChosenFile)]
    sent = [file for file in handover.files if isinstance(file, SentFile)]
    if chosen:
        data["document_codes"] = [file.document for file in chosen]
    if sent:
        data |= {"uploads": [file.upload_id for file in sent], "upload_codes": [file.document for file in sent]}
    files = [("files", (file.name, file.content, file.media_type)) for file in chosen]
    said = {"Idempotency-Key": handover.key, **headers(token)}
    try:
        return await client.post(path, data=data, files=files, headers=said)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise TransientError(f"intake: {type(error).__name__}") from error
    except httpx.HTTPError as error:
        # All of it may have been sent: nobody knows what became of it.
        raise AnswerMissingError(f"intake: {type(error).__name__}") from error


def _read(answer: httpx.Response, form: TypeAdapter[Told]) -> Told:
    if answer.is_server_error or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise TransientError(f"answered {answer.status_code}", retry_after=_seconds(answer))
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise UnknownTrackingCodeError
    if answer.is_error:
        raise RefusedError(code_of(answer))
    try:
        return form.validate_json(answer.content)
    except ValidationError as error:
        # What it says of the answer would repeat the answer.
        raise TransientError(f"an answer of another form: {error.error_count()} errors") from None


def _seconds(answer: httpx.Response) -> int:
    told = answer.headers.get("retry-after", "")
    return min(int(told), 3600) if told.isascii() and told.isdecimal() else 5
