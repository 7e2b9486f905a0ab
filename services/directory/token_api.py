"""HTTP edge of signing in: OAuth 2's token endpoint, the keys, and where both are.

Errors are problems like everywhere else; those of the token endpoint also carry RFC 6749's `error` and
`error_description` as extension members (RFC 9457, section 3.2), so that OAuth clients understand them.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from services.directory.errors import SignInError
from services.directory.granting import Granting
from services.directory.staying_signed_in import Renewed
from services.directory.token_form import (
    EXCHANGE,
    ID_TOKEN,
    MEDIA_TYPE,
    STAY,
    read_grant,
    read_revocation,
)
from services.directory.tokens import IssuedToken, TokenIssuer
from shared.errors import DiwanError, TransientError
from shared.language import catalogue
from shared.observability.tracing import current_trace_id
from shared.web import problems

_NOT_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_KEPT_FIVE_MINUTES = {"Cache-Control": "public, max-age=300"}
_FORM = {
    "type": "object",
    "required": ["grant_type"],
    "properties": {
        "grant_type": {"type": "string", "enum": ["password", "refresh_token", EXCHANGE]},
        "username": {"type": "string", "examples": ["clerk"]},
        "password": {"type": "string", "format": "password"},
        "scope": {"type": "string", "enum": ["", STAY], "description": "`offline_access` to stay signed in."},
        "refresh_token": {"type": "string", "description": "What the last answer gave; used up by this."},
        "subject_token": {"type": "string", "description": "An ID token of the other issuer, if there is one."},
        "subject_token_type": {"type": "string", "enum": [ID_TOKEN]},
    },
}
_REVOCATION = {"type": "object", "required": ["token"], "properties": {"token": {"type": "string", "minLength": 1}}}


class AccessToken(BaseModel):
    """A token (RFC 6749, section 5.1)."""

    access_token: Annotated[str, Field(description="A JWT, for the header `Authorization: Bearer …`.")]
    token_type: Annotated[Literal["Bearer"], Field(description="How it is used.")] = "Bearer"  # noqa: S105 - a kind
    expires_in: Annotated[int, Field(description="Seconds.")]
    refresh_token: Annotated[
        str | None, Field(description="Gives the next token, once; only for who asked for `offline_access`.")
    ] = None
    refresh_expires_in: Annotated[int | None, Field(description="Seconds that this can be done.")] = None


class TokenProblem(problems.Problem):
    """Why there is no token (RFC 6749, section 5.2, and RFC 9457)."""

    error: str = Field(description="RFC 6749's name of the error.", examples=["invalid_grant"])
    error_description: str = Field(description="A sentence in English: RFC 6749 allows nothing else.")


def routes(granting: Granting, tokens: TokenIssuer, *, issuer: str, public_url: str) -> APIRouter:
    """The routes that only the issuer of tokens has."""
    router = APIRouter(tags=["sign-in"])

    @router.post(
        "/api/v1/token",
        response_model=AccessToken,
        responses={
            **problems.documented(400, 503, model=TokenProblem),
            # The gateway refuses in the same words to everybody.
            **problems.documented(429, model=TokenProblem | problems.Problem),
        },
        openapi_extra={"requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": _FORM}}}},
    )
    async def get_token(request: Request) -> JSONResponse:
        """Sign in with the password grant, or go on with a session (RFC 6749, sections 4.3 and 6).

        Where another issuer is configured, its ID token can be exchanged for a session (RFC 8693).
        """
        try:
            grant = await read_grant(request.headers.get("content-type", ""), request.stream())
            # The server has put in what the gateway says of the client (uvicorn's proxy headers).
            address = request.client.host if request.client else ""
            answer = _answer(await granting.give(grant, address=address))
        except (SignInError, TransientError) as error:
            return _refusal(request, error)
        return JSONResponse(answer.model_dump(exclude_none=True), headers=_NOT_KEPT)

    @router.post(
        "/api/v1/token/revocation",
        status_code=200,
        response_class=Response,
        responses=problems.documented(400, 503, model=TokenProblem),
        openapi_extra={"requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": _REVOCATION}}}},
    )
    async def revoke_token(request: Request) -> Response:
        """End a session by its refresh token (RFC 7009); what is none, or none any more, is answered the same."""
        try:
            await granting.end(await read_revocation(request.headers.get("content-type", ""), request.stream()))
        except (SignInError, TransientError) as error:
            return _refusal(request, error)
        return Response(headers=_NOT_KEPT)

    @router.get("/api/v1/jwks")
    async def get_keys() -> JSONResponse:
        """The public keys that tokens are checked with (RFC 7517)."""
        return JSONResponse(tokens.jwks(), headers=_KEPT_FIVE_MINUTES)

    @router.get("/.well-known/oauth-authorization-server", include_in_schema=False)
    @router.get("/.well-known/openid-configuration")
    async def show_issuer() -> JSONResponse:
        """Where the token endpoint and the keys are (RFC 8414, and the address that OpenID Connect clients look at)."""
        found = {
            "issuer": issuer,
            "token_endpoint": f"{public_url}/api/v1/token",
            "jwks_uri": f"{public_url}/api/v1/jwks",
            "revocation_endpoint": f"{public_url}/api/v1/token/revocation",
            "grant_types_supported": list(granting.types),
            "scopes_supported": [STAY],
            "response_types_supported": [],
            "token_endpoint_auth_methods_supported": ["none"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "claims_supported": ["sub", "iss", "aud", "exp", "iat", "jti", "name", "roles", "units"],
            "ui_locales_supported": ["ar", "en"],
        }
        return JSONResponse(found, headers=_KEPT_FIVE_MINUTES)

    return router


def _answer(given: IssuedToken | Renewed) -> AccessToken:
    if isinstance(given, IssuedToken):
        return AccessToken(access_token=given.token, expires_in=given.expires_in)
    return AccessToken(
        access_token=given.issued.token,
        expires_in=given.issued.expires_in,
        refresh_token=given.secret,
        refresh_expires_in=given.stays,
    )


def _refusal(request: Request, error: DiwanError) -> JSONResponse:
    language = problems.preferred_language(request.headers.get("accept-language", ""))
    key = f"error-{error.code}"
    problem = TokenProblem(
        type=f"urn:diwan:problem:{error.code}",
        title=catalogue().text(language, key),
        status=error.status,
        code=error.code,
        trace_id=current_trace_id(),
        error=error.oauth_error if isinstance(error, SignInError) else "temporarily_unavailable",
        # RFC 6749 allows printable ASCII only here.
        error_description=catalogue().text("en", key),
    )
    headers = {**_NOT_KEPT, "Content-Language": language}
    if error.retry_after:
        headers["Retry-After"] = str(error.retry_after)
    return JSONResponse(problem.model_dump(), error.status, headers=headers, media_type=problems.MEDIA_TYPE)
