"""Who asks: bearer tokens checked by each service itself, against the issuer's published keys.

The issuer is the directory service or any OpenID Connect issuer configured in its place. Default deny: a route states the
roles that may use it, and rights on an object are checked where the object is known.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

import httpx
import structlog
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from shared.clock import Clock, SystemClock
from shared.errors import ForbiddenError, TransientError, UnauthorisedError
from shared.principal import Principal, Role

log = structlog.get_logger(__name__)

ALGORITHMS = ["ES256", "RS256", "EdDSA", "Ed25519"]
KEYS_STALE_SECONDS = 300
KEYS_RETRY_SECONDS = 10
LEEWAY_SECONDS = 30


class Authenticator:
    """Checks tokens of one issuer."""

    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        jwks_url: str,
        client: httpx.AsyncClient | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        clock: Clock | None = None,
    ) -> None:
        self._jwks_url = jwks_url
        self._client = client or httpx.AsyncClient(timeout=3.0, trust_env=False)
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        self._monotonic = monotonic
        self._clock = clock or SystemClock()
        self._keys: KeySet | None = None
        self._fetched = float("-inf")
        self._tried = float("-inf")
        self._lock = asyncio.Lock()

    async def principal(self, token: str) -> Principal:
        """The person a token speaks for. Raises `UnauthorisedError`, or `TransientError` without the issuer's keys."""
        try:
            claims = await self._claims_of(token)
            others = (_person(one) for one in claims.get("acts_for", ()))
            now = self._clock.now()
            # A delegation may end before the token that tells of it.
            running = tuple(one for one in others if one.until is None or now < one.until)
            return replace(_person(claims), acts_for=running)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise UnauthorisedError(repr(error)) from error

    async def close(self) -> None:
        """Close the connections to the issuer."""
        await self._client.aclose()

    async def _claims_of(self, token: str) -> dict[str, Any]:
        keys = await self._current_keys(KEYS_STALE_SECONDS)
        try:
            decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            # Keys may have been rotated; look again, but not at every forged token.
            fresh = await self._current_keys(KEYS_RETRY_SECONDS)
            if fresh is keys:
                raise
            decoded = jwt.decode(token, fresh, algorithms=ALGORITHMS)
        self._claims.validate(decoded.claims)
        return decoded.claims

    async def _current_keys(self, max_age: float) -> KeySet:
        async with self._lock:
            now = self._monotonic()
            # An issuer that does not answer is not asked again for every token: each would wait for the time-out.
            asked_lately = now - self._tried < KEYS_RETRY_SECONDS
            if self._keys is not None and (now - self._fetched < max_age or asked_lately):
                return self._keys
            self._tried = now
            try:
                answer = await self._client.get(self._jwks_url)
                self._keys = KeySet.import_key_set(answer.raise_for_status().json())
                self._fetched = now
            except (httpx.HTTPError, JoseError, ValueError, TypeError, KeyError) as error:
                # Old keys are better than none: the issuer's absence must not lock everybody out.
                log.warning("no keys from the issuer", error=repr(error))
                if self._keys is None:
                    raise TransientError("no keys from the issuer") from error
            return self._keys


def _person(claims: Mapping[str, Any]) -> Principal:
    return Principal(
        person_id=str(claims["sub"]),
        name=str(claims.get("name", "")),
        roles=frozenset(map(str, claims.get("roles", ()))),
        units=frozenset(map(str, claims.get("units", ()))),
        clearance=str(claims.get("clearance", "ordinary")),
        until=datetime.fromtimestamp(int(claims["until"]), UTC) if "until" in claims else None,
    )


bearer = HTTPBearer(
    scheme_name="token",
    bearerFormat="JWT",
    description="An access token of the issuer (`POST /api/v1/token`).",
    auto_error=False,
)
"""Reads the token of a request, and names it in the OpenAPI document."""


async def signed_in(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> Principal:
    """The person who asks. Raises `UnauthorisedError`."""
    if credentials is None:
        raise UnauthorisedError("no token")
    authenticator: Authenticator = request.app.state.authenticator
    return await authenticator.principal(credentials.credentials)


def require(*roles: Role) -> Callable[..., Coroutine[Any, Any, Principal]]:
    """A dependency: the person who asks, who must have one of these roles, or act for somebody who has.

    In whose rights something may be done is `Principal.as_whom`. Raises `ForbiddenError`.
    """

    async def allowed(principal: Annotated[Principal, Depends(signed_in)]) -> Principal:
        if not principal.as_whom(*roles):
            raise ForbiddenError(f"{sorted(principal.roles)} is none of {roles}")
        return principal

    return allowed


def require_own(*roles: Role) -> Callable[..., Coroutine[Any, Any, Principal]]:
    """A dependency: the person who asks, who must have one of these roles himself. Raises `ForbiddenError`."""

    async def allowed(principal: Annotated[Principal, Depends(signed_in)]) -> Principal:
        if not principal.has(*roles):
            raise ForbiddenError(f"{sorted(principal.roles)} is none of {roles}")
        return principal

    return allowed


__all__ = ["Authenticator", "Principal", "Role", "bearer", "require", "require_own", "signed_in"]
