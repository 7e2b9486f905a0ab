"""How an upload's form is read: within limits, and with files only where they are looked for.

The framework passes over files under a name that nobody asked for. A yes to them would lose a document.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile
from typing_extensions import override

from shared.errors import InvalidRequestError
from shared.web.forms import FormRoute

FILES = "files"
MOST_FIELDS = 50
"""Fields beside the codes of documents."""
MOST_FILES = 200
"""Files that are read at all; how many are taken is a setting."""


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


async def no_other_files(request: Request) -> None:
    """A dependency: every file of the form is one that is looked for. Raises `InvalidRequestError`."""
    form: FormData = await request.form()
    if any(isinstance(value, UploadFile) and name != FILES for name, value in form.multi_items()):
        raise InvalidRequestError("a file under another name")
