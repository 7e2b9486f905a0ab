"""How a form with files is read: whole or not at all.

The framework decodes fields with whatever codec the client names (some need minutes for a megabyte), and drops a last
part that breaks off in the middle. A yes to either would lose a document.
"""

from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from python_multipart.multipart import parse_options_header
from typing_extensions import override

from shared.errors import InvalidRequestError

LARGEST_FIELD = 512 * 1024
"""Bytes: the longest message in four-byte characters."""

_MULTIPART = b"multipart/form-data"
_TAIL = 4 * 1024
"""Where the end of a form is looked for: an epilogue may follow it (RFC 2046, section 5.1.1)."""


class FormRoute(APIRoute):
    """A route that takes a form whole or not at all."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_whole(request: Request) -> Response:
            media_type, parameters = parse_options_header(request.headers.get("content-type"))
            if media_type != _MULTIPART:
                return await handle(request)
            if parameters.get(b"charset", b"utf-8").lower() not in (b"utf-8", b"utf8"):
                raise InvalidRequestError("another charset")
            end = b"--" + parameters.get(b"boundary", b"") + b"--"
            return await handle(_WholeRequest(request, end))

        return handle_whole


class _WholeRequest(Request):
    """A request whose form must come to its end."""

    def __init__(self, request: Request, end: bytes) -> None:
        super().__init__(request.scope, request.receive)
        self._end = end

    @override
    async def stream(self) -> AsyncGenerator[bytes, None]:
        tail = b""
        async for chunk in super().stream():
            tail = (tail + chunk[-_TAIL:])[-_TAIL:]
            yield chunk
        if self._end not in tail:
            raise InvalidRequestError("the form breaks off")
