"""Directory by HTTP, as the issuer of tokens."""

import httpx
from pydantic import ValidationError

from services.portal.adapters.calling import headers
from services.portal.errors import BadCredentialsError, SignInNeededError, TooManySignInsError
from services.portal.model.asked import Told
from services.portal.model.session import Person, SignedIn
from shared.errors import TransientError


class _Token(Told):
    access_token: str
    expires_in: int
    refresh_token: str = ""
    refresh_expires_in: int = 0


class HttpDirectory:
    """Directory's token endpoint (RFC 6749, section 4.3), and what it tells of the person that a token is for."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def sign_in(self, login: str, password: str, *, address: str) -> SignedIn:
        """Sign somebody in. Raises `BadCredentialsError`, `TooManySignInsError`, `TransientError`."""
        form = {"grant_type": "password", "username": login, "password": password, "scope": "offline_access"}
        return await self._proven(form, address)

    async def exchange(self, assertion: str, *, address: str) -> SignedIn:
        """Sign somebody in by another issuer's ID token (RFC 8693). Raises as `sign_in` does."""
        form = {
            "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token": assertion,
            "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
        }
        return await self._proven(form, address)

    async def _proven(self, form: dict[str, str], address: str) -> SignedIn:
        # The record of the sign-in is to have the person's address, not ours.
        headers = {"X-Forwarded-For": address} if address else {}
        answer = await self._ask("POST", "/api/v1/token", headers, form)
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise TooManySignInsError(retry_after=_seconds(answer))
        if answer.is_client_error:
            raise BadCredentialsError
        return await self._signed_in(answer)

    async def renew(self, secret: str) -> SignedIn:
        """The next token (RFC 6749, section 6). Raises `SignInNeededError`, `TransientError`."""
        form = {"grant_type": "refresh_token", "refresh_token": secret}
        answer = await self._ask("POST", "/api/v1/token", {}, form)
        if answer.status_code == httpx.codes.BAD_REQUEST:
            raise SignInNeededError("the issuer gives no more tokens")
        return await self._signed_in(answer)

    async def leave(self, secret: str) -> None:
        """Say that no more tokens are wanted (RFC 7009). Raises `TransientError`."""
        _sound(await self._ask("POST", "/api/v1/token/revocation", {}, {"token": secret}))

    async def _signed_in(self, answer: httpx.Response) -> SignedIn:
        try:
            token = _Token.model_validate_json(_sound(answer).content)
            told = _sound(await self._ask("GET", "/api/v1/me", headers(token.access_token)))
            person = Person.model_validate_json(told.content)
        except ValidationError as error:
            # What it says of the answer would repeat the answer, and with it the token.
            raise TransientError(f"directory: an answer of another form: {error.error_count()} errors") from None
        return SignedIn(
            person=person,
            token=token.access_token,
            expires_in=token.expires_in,
            renewal=token.refresh_token,
            stays=token.refresh_expires_in,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _ask(
        self, method: str, path: str, said: dict[str, str], form: dict[str, str] | None = None
    ) -> httpx.Response:
        try:
            return await self._client.request(method, path, headers=said | headers(), data=form)
        except httpx.HTTPError as error:
            # Without its cause: the request in it carries the password.
            raise TransientError(f"directory: {type(error).__name__}") from None


def _sound(answer: httpx.Response) -> httpx.Response:
    if answer.is_error:
        raise TransientError(f"directory answered {answer.status_code}")
    return answer


def _seconds(answer: httpx.Response) -> int:
    told = answer.headers.get("retry-after", "")
    return min(int(told), 86_400) if told.isascii() and told.isdecimal() else 60
