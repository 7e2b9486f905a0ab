"""Directory, of one's own account. Nothing here may repeat a password or an invitation."""

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import headers, read, sound
from services.portal.errors import (
    BadCredentialsError,
    InvitationOverError,
    RefusedError,
    TooManySignInsError,
    WeakPasswordError,
)
from services.portal.model.administration import Me
from services.portal.model.asked import Told
from services.portal.ports import Condition
from services.portal.ports.administration import Body
from shared.errors import TransientError

_ME = TypeAdapter(Me)


class _Wrong(Told):
    field: str
    message: str


class _Problem(Told):
    code: str = ""
    errors: tuple[_Wrong, ...] = ()


_PROBLEM = TypeAdapter(_Problem)


class HttpAccounts:
    """Directory's own account of somebody, and passwords."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def me(self, token: str) -> Me:
        """Who asks."""
        return read(await self._send("GET", "/api/v1/me", headers(token)), _ME)

    async def change(self, token: str, body: Body, condition: Condition) -> None:
        """Change how one is reached."""
        said = headers(token) | {"Idempotency-Key": condition.key, "If-Match": f'"{condition.version}"'}
        sound(await self._send("PATCH", "/api/v1/me", said, body))

    async def change_password(self, token: str, current: str, password: str, *, language: str) -> None:
        """Change one's own password."""
        said = headers(token) | {"Accept-Language": language}
        _check(await self._send("POST", "/api/v1/me/password", said, {"current": current, "password": password}))

    async def accept(self, secret: str, password: str, *, language: str) -> None:
        """Choose a password by invitation."""
        said = headers("") | {"Accept-Language": language}
        _check(await self._send("POST", "/api/v1/passwords", said, {"secret": secret, "password": password}))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _send(self, method: str, path: str, said: dict[str, str], body: Body | None = None) -> httpx.Response:
        try:
            return await self._client.request(method, path, headers=said, json=body)
        except httpx.HTTPError as error:
            # Without its cause: the request in it carries the password.
            raise TransientError(f"directory: {type(error).__name__}") from None


def _check(answer: httpx.Response) -> None:
    """Raise what a no means."""
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise TooManySignInsError
    if answer.status_code == httpx.codes.GONE:
        raise InvitationOverError
    if answer.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.UNPROCESSABLE_ENTITY):
        problem = read(httpx.Response(200, content=answer.content), _PROBLEM)
        if problem.code == BadCredentialsError.code:
            raise BadCredentialsError
        if problem.code == WeakPasswordError.code:
            raise WeakPasswordError(tuple(one.message for one in problem.errors))
        raise RefusedError(problem.code)
    sound(answer)
