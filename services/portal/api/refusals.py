"""Whatever goes wrong is told as a page: what happened, and what to do next; never a word of what is inside."""

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from typing_extensions import override

from services.portal.api.answering import as_page
from services.portal.rendering import Pages
from services.portal.rendering.place import place_of
from shared.errors import DiwanError, InvalidRequestError, NotFoundError, TransientError
from shared.observability.tracing import current_trace_id
from shared.web.forms import FormRoute
from shared.web.problems import allowed

log = structlog.get_logger(__name__)

_SERVER_ERROR = 500
_WRONG_METHOD = 405
_CODES = {404: NotFoundError.code, 405: "method-not-allowed", 503: TransientError.code}


class PageRoute(FormRoute):
    """A route that answers with a page even when there is a defect in it."""

    pages: Pages

    @classmethod
    def of(cls, pages: Pages) -> type["PageRoute"]:
        """Such a route with these templates."""
        return type("PageRoute", (cls,), {"pages": pages})

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Whoever may read a page may ask for its headers alone (RFC 9110, section 9.3.2).
        if self.methods and "GET" in self.methods:
            self.methods = {*self.methods, "HEAD"}

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_or_apologise(request: Request) -> Response:
            try:
                return await handle(request)
            except (DiwanError, HTTPException, RequestValidationError):
                raise
            except Exception:
                # The last resort: the log has it whole, the page nothing but a trace id.
                log.exception("defect")
                return _refusal(self.pages, request, DiwanError.status, DiwanError.code)

        return handle_or_apologise


def answer_with_pages(app: FastAPI, pages: Pages) -> None:
    """Tell every error of an app as a page."""

    async def diwan_error(request: Request, error: Exception) -> HTMLResponse:
        if not isinstance(error, DiwanError):
            raise TypeError from error
        if error.status >= _SERVER_ERROR:
            log.warning("answered with an error", code=error.code, detail=str(error))
        return _refusal(pages, request, error.status, error.code, retry_after=error.retry_after)

    async def http_error(request: Request, error: Exception) -> HTMLResponse:
        status = error.status_code if isinstance(error, HTTPException) else InvalidRequestError.status
        unnamed = DiwanError.code if status >= _SERVER_ERROR else InvalidRequestError.code
        return _refusal(pages, request, status, _CODES.get(status, unnamed))

    app.add_exception_handler(DiwanError, diwan_error)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, http_error)


def _refusal(pages: Pages, request: Request, status: int, code: str, retry_after: int | None = None) -> HTMLResponse:
    place = place_of(request.url.path)
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    if status == _WRONG_METHOD:
        headers["Allow"] = allowed(request)
    html = pages.fill(
        "refusal",
        place,
        status=status,
        code=code,
        trace_id=current_trace_id() if status >= _SERVER_ERROR else "",
        again=request.method == "GET" and status >= _SERVER_ERROR,
    )
    return as_page(html, place, status, headers)
