"""Another OpenID Connect issuer, seen by those who rely on it: where its addresses are, and what its ID tokens say.

Whatever it sends is strange: its addresses have to be HTTPS (or on this very machine, for trying out), its answers small,
its name the one that was configured (RFC 8414, section 3.3), its signatures made with a key that it publishes and an
algorithm that is named here.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ValidationError, field_validator

from shared.clock import Clock
from shared.errors import TransientError

ALGORITHMS: Final = ("ES256", "ES384", "PS256", "RS256", "EdDSA", "Ed25519")
"""Asymmetric ones only: neither `none`, nor one that the client's secret would sign by."""
LARGEST_ANSWER: Final = 1024 * 1024
LARGEST_TOKEN: Final = 32 * 1024
KEPT_SECONDS: Final = 3600
KEYS_RETRY_SECONDS: Final = 10
LEEWAY_SECONDS: Final = 30
_LOCAL: Final = ("127.0.0.1", "localhost", "::1")


class IdTokenError(Exception):
    """An ID token that proves nothing: of somebody else, for somebody else, too old, or signed by nobody."""


class Metadata(BaseModel):
    """What an issuer says of itself (OpenID Connect Discovery 1.0, section 3). What it says beyond is passed over."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""
    authorization_response_iss_parameter_supported: bool = False

    @field_validator("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")
    @classmethod
    def _safe(cls, address: str) -> str:
        return safe_address(address) if address else address


class OtherIssuer:
    """One issuer, for one client of it. What it publishes is remembered for an hour, and kept while it is away."""

    def __init__(
        self,
        *,
        issuer: str,
        client_id: str,
        client: httpx.AsyncClient,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.issuer = safe_address(issuer)
        self.client_id = client_id
        self._client = client
        self._monotonic = monotonic
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.now().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        self._metadata: Metadata | None = None
        self._keys: KeySet | None = None
        self._fetched = float("-inf")
        self._keys_fetched = float("-inf")
        self._lock = asyncio.Lock()

    async def metadata(self) -> Metadata:
        """Where its addresses are. Raises `TransientError`."""
        async with self._lock:
            now = self._monotonic()
            if self._metadata is None or now - self._fetched >= KEPT_SECONDS:
                try:
                    self._metadata = await self._described()
                    self._fetched = now
                except TransientError:
                    if self._metadata is None:
                        raise
            return self._metadata

    async def claims(self, token: str) -> Mapping[str, Any]:
        """What an ID token says, once it is known to be this issuer's, for this client, and valid.

        Raises `IdTokenError`, `TransientError`. The nonce and the age are the asker's to look at.
        """
        if len(token) > LARGEST_TOKEN:
            raise IdTokenError("too long")
        try:
            claims = await self._decoded(token)
            self._claims.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            # Without what it says: that may repeat the token.
            raise IdTokenError(type(error).__name__) from None
        # OpenID Connect Core 1.0, section 3.1.3.7: with several audiences, who it was made for is said.
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != self.client_id:
            raise IdTokenError("made for another client")
        return claims

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _decoded(self, token: str) -> dict[str, Any]:
        keys = await self._key_set(KEPT_SECONDS)
        try:
            return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError):
            # Keys may have been rotated; look again, but not at every forged token.
            fresh = await self._key_set(KEYS_RETRY_SECONDS)
            if fresh is keys:
                raise
            return jwt.decode(token, fresh, algorithms=list(ALGORITHMS)).claims

    async def _key_set(self, max_age: float) -> KeySet:
        address = (await self.metadata()).jwks_uri
        async with self._lock:
            now = self._monotonic()
            if self._keys is None or now - self._keys_fetched >= max_age:
                try:
                    self._keys = KeySet.import_key_set(await self._get(address))
                    self._keys_fetched = now
                except (TransientError, JoseError, ValueError, TypeError, KeyError) as error:
                    if self._keys is None:
                        raise TransientError(f"no keys from the issuer: {type(error).__name__}") from error
            return self._keys

    async def _described(self) -> Metadata:
        answer = await self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            found = Metadata.model_validate(answer)
        except ValidationError as error:
            raise TransientError(f"the issuer describes itself in another form: {error.error_count()} errors") from None
        if found.issuer != self.issuer:
            raise TransientError("whoever answers at the issuer's address has another name")
        return found

    async def _get(self, address: str) -> Any:
        try:
            return (await bounded(self._client, "GET", address)).json()
        except ValueError as error:
            raise TransientError(f"the issuer answers in another form: {type(error).__name__}") from None


async def bounded(client: httpx.AsyncClient, method: str, address: str, **options: Any) -> httpx.Response:
    """A sound answer of at most `LARGEST_ANSWER` bytes; redirects are none. Raises `TransientError`."""
    answer = await unjudged(client, method, address, **options)
    if not answer.is_success:
        raise TransientError(f"the issuer answered {answer.status_code}")
    return answer


async def unjudged(client: httpx.AsyncClient, method: str, address: str, **options: Any) -> httpx.Response:
    """An answer, whatever its status, of at most `LARGEST_ANSWER` bytes. Raises `TransientError`."""
    content = bytearray()
    try:
        async with client.stream(method, address, follow_redirects=False, **options) as answer:
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > LARGEST_ANSWER:
                    raise TransientError("the issuer's answer does not end")
            return httpx.Response(answer.status_code, content=bytes(content))
    except httpx.HTTPError as error:
        # Without its cause: a request to the issuer may carry secrets.
        raise TransientError(f"issuer: {type(error).__name__}") from None


def safe_address(address: str) -> str:
    """The address, when what goes there cannot be read on the way. Raises `ValueError`."""
    parts = urlsplit(address)
    if not parts.hostname or parts.fragment or parts.username:
        raise ValueError("not an address of a server")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise ValueError("an issuer's address begins with https:")
    return address
