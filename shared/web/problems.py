"""Errors as `application/problem+json` (RFC 9457), in the asker's language, never with a word of what is inside."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from shared.errors import DiwanError, InvalidRequestError, NotFoundError, TransientError, UnauthorisedError
from shared.language import OneLanguage, catalogue
from shared.observability.tracing import current_trace_id
from shared.web.invalid_fields import FieldError, field_errors

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
_REF = "#/components/schemas/{model}"

_SERVER_ERROR = 500
_WRONG_METHOD = 405
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_CODES: Mapping[int, str] = {
    400: "invalid-request",
    401: UnauthorisedError.code,
    403: "forbidden",
    404: NotFoundError.code,
    405: "method-not-allowed",
    413: "submission-too-large",
    422: InvalidRequestError.code,
    429: "too-many-requests",
    500: DiwanError.code,
    503: TransientError.code,
}


class Problem(BaseModel):
    """What went wrong (RFC 9457). `code` is for programs, `title` for people, in the language they asked for."""

    type: str = Field(description="The code as a URN.", examples=["urn:diwan:problem:not-found"])
    title: str = Field(description="A sentence: what happened, and what to do.")
    status: int = Field(description="The HTTP status.", examples=[404])
    code: str = Field(description="What went wrong, for programs.", examples=["not-found"])
    trace_id: str = Field(default="", description="To quote when asking for help: the logs are found by it.")
    errors: list[FieldError] = Field(default=[], description="What is wrong with single fields, when that is known.")


_DESCRIPTIONS: Mapping[int, str] = {
    400: "The request cannot be understood: its bytes are not what its headers, or HTTP, say they are.",
    401: "No token, or one that is not valid.",
    403: "The role does not include this action.",
    404: "There is no such thing, or the asker may not know of it.",
    408: "The request did not arrive completely in time.",
    409: "It was decided or changed in the meantime; `code` says which.",
    410: "It is over: it was used, replaced or deleted, or is too old.",
    411: "The request does not say how long its body is.",
    412: "It was changed since the version that `If-Match` names.",
    413: "The body is larger than allowed: a file, or everything together.",
    414: "The address is longer than allowed.",
    415: "The body is of another media type than the one that is taken.",
    422: "The request is not valid; `code` says why, and `errors` names fields.",
    428: "The change does not say by `If-Match` which version it is of.",
    429: "Too many requests; `Retry-After` says when to come again.",
    431: "The headers are larger than allowed.",
    502: "The service cannot be reached; `Retry-After` says when to come again.",
    503: "A store does not answer or is full, and nothing was saved; `Retry-After` says when to come again.",
    504: "The service took too long, and what was asked for may have been done.",
}
_HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": "How to sign in: `Bearer`."},
    **{status: {"Retry-After": "Seconds to wait."} for status in (429, 502, 503, 504)},
}
"""What every answer of a status states beside its body."""


def documented(*statuses: int, model: Any = Problem) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for OpenAPI; `model` is `Problem`, or a type that has all of it.

    `Problem` is only named, and described once for all (`schemas`): of a model FastAPI would make a validator for every
    status of every route, which took longer than all else that a service does before it can serve.
    """
    named = model is Problem
    return {
        status: {
            **({} if named else {"model": model}),
            "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model=Problem.__name__)}} if named else {}},
            "description": _DESCRIPTIONS[status],
            "headers": {
                name: {"description": words, "required": True, "schema": {"type": "string"}}
                for name, words in _HEADERS.get(status, {}).items()
            },
        }
        for status in statuses
    }


def schemas() -> dict[str, Any]:
    """The schemas that the answers name, by their names."""
    described = Problem.model_json_schema(ref_template=_REF, mode="serialization")
    return {**described.pop("$defs"), Problem.__name__: described}


def preferred_language(accept_language: str) -> OneLanguage:
    """English when it is asked for before Arabic (RFC 9110, section 12.5.4); otherwise Arabic."""
    best: dict[str, float] = {}
    for part in accept_language.split(",")[:20]:
        tag, _, quality = part.strip().partition(";")
        name = tag.strip().lower().split("-")[0]
        if name in ("ar", "en"):
            best[name] = max(best.get(name, 0.0), _quality(quality))
    return "en" if best.get("en", 0.0) > best.get("ar", 0.0) else "ar"


def install(app: FastAPI) -> None:
    """Answer every error of an app as a problem."""

    @app.exception_handler(DiwanError)
    async def diwan_error(request: Request, error: DiwanError) -> JSONResponse:
        if error.status >= _SERVER_ERROR:
            log.warning("answered with an error", code=error.code, detail=str(error))
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
        words = partial(catalogue().text, _language(request))
        errors = [FieldError(field=field, message=words(key)) for field, key in error.fields.items()]
        errors += [FieldError(field=one.field, message=one.sentence(_language(request))) for one in error.faults]
        return _answer(request, error.status, error.code, headers=headers, errors=errors)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        errors = field_errors(error.errors(), _language(request))
        return _answer(request, InvalidRequestError.status, InvalidRequestError.code, errors=errors)

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> JSONResponse:
        unnamed = DiwanError.code if error.status_code >= _SERVER_ERROR else InvalidRequestError.code
        code = _CODES.get(error.status_code, unnamed)
        headers = {"Allow": allowed(request)} if error.status_code == _WRONG_METHOD else error.headers
        return _answer(request, error.status_code, code, headers=headers)


def defect(request: Request, error: Exception) -> JSONResponse:
    """The answer to an error that has no name; the log has it whole, the asker only its trace id."""
    log.error("defect", exc_info=error)
    return _answer(request, _SERVER_ERROR, DiwanError.code)


def _answer(
    request: Request,
    status: int,
    code: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: list[FieldError] | None = None,
) -> JSONResponse:
    language = _language(request)
    problem = Problem(
        type=f"urn:diwan:problem:{code}",
        title=catalogue().text(language, f"error-{code}"),
        status=status,
        code=code,
        trace_id=current_trace_id(),
        errors=errors or [],
    )
    extra = {"Content-Language": language, **(headers or {})}
    if status == UnauthorisedError.status:
        extra["WWW-Authenticate"] = "Bearer"
    return JSONResponse(problem.model_dump(), status, headers=extra, media_type=MEDIA_TYPE)


def allowed(request: Request) -> str:
    """The methods that the asked address takes, as the header `Allow` lists them."""

    # The framework names those of the first route that has the path, and there is a route per method.
    def takes(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    return ", ".join(filter(takes, _METHODS))


def _language(request: Request) -> OneLanguage:
    return preferred_language(request.headers.get("accept-language", ""))


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
