"""How an upload's form is read: whole or not at all, and within limits.

The framework decodes fields with whatever codec the client names (some need minutes for a megabyte), drops a last part
that breaks off in the middle, and passes over files under a name that nobody asked for. A yes to any of these would lose
a document.
"""

from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from typing_extensions import override

from shared.errors import InvalidRequestError

FILES = "files"
MOST_FIELDS = 50
"""Fields beside the codes of documents."""
MOST_FILES = 200
"""Files that are read at all; how many are taken is a setting."""
LARGEST_FIELD = 512 * 1024
"""Bytes: the longest message in four-byte characters."""

_MULTIPART = b"multipart/form-data"
_TAIL = 4 * 1024
"""Where the end of a form is looked for: an epilogue may follow it (RFC 2046, section 5.1.1)."""


def form_route(admit: Callable[[], None]) -> type[APIRoute]:
    """A route that takes forms; `admit` may refuse one before any of it is read, and laid down on a disk."""

    class Admitting(FormRoute):
        @override
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def handle_admitted(request: Request) -> Response:
                if request.method == "POST":
                    admit()
                return await handle(request)

            return handle_admitted

    return Admitting


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
    """A request whose form must come to its end, and has files only where they are looked for."""

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


async def no_other_files(request: Request) -> None:
    """A dependency: every file of the form is one that is looked for. Raises `InvalidRequestError`."""
    form: FormData = await request.form()
    if any(isinstance(value, UploadFile) and name != FILES for name, value in form.multi_items()):
        raise InvalidRequestError("a file under another name")
