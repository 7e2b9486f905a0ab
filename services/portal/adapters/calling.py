"""Services asked with a person's own token, so that each of them checks and records who it is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from services.portal.errors import RefusedError, SignInNeededError
from services.portal.model import asked
from services.portal.ports import Condition
from shared.errors import ForbiddenError, NotFoundError, TransientError
from shared.observability.tracing import current_traceparent

Told = TypeVar("Told")

_MOST: Final = 200
"""Lines that the services give at a time."""


class PartOfList(asked.Told):
    """Some lines of a list, and where the next ones begin; None at its end."""

    next: str | None = None


Part = TypeVar("Part", bound=PartOfList)


class Caller:
    """One service."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def ask(self, token: str, path: str, form: TypeAdapter[Told], **query: str | int) -> Told:
        """What is there. Raises `SignInNeededError`, `ForbiddenError`, `NotFoundError`, `TransientError`."""
        params = {name: value for name, value in query.items() if value != ""}
        return read(await self._send("GET", path, headers(token), params=params), form)

    async def ask_all(self, token: str, path: str, form: TypeAdapter[Part]) -> Sequence[Part]:
        """A list to its end, in parts. Raises as `ask` does."""
        parts = [await self.ask(token, path, form, limit=_MOST)]
        while after := parts[-1].next:
            parts.append(await self.ask(token, path, form, limit=_MOST, after=after))
        return parts

    async def tell(
        self,
        token: str,
        path: str,
        body: Mapping[str, object] | None,
        condition: Condition | None = None,
        *,
        method: Literal["POST", "PATCH", "PUT"] = "POST",
        language: str = "",
    ) -> httpx.Response:
        """Have something changed. Raises the same, and `RefusedError`."""
        said = headers(token)
        if language:
            said["Accept-Language"] = language
        if condition:
            said["Idempotency-Key"] = condition.key
            if condition.version:
                said["If-Match"] = f'"{condition.version}"'
        return sound(await self._send(method, path, said, json=body))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _send(self, method: str, path: str, said: dict[str, str], **rest: Any) -> httpx.Response:
        try:
            return await self._client.request(method, path, headers=said, **rest)
        except httpx.HTTPError as error:
            raise TransientError(f"{path}: {type(error).__name__}") from error


def headers(token: str = "") -> dict[str, str]:
    """What every question says: who asks if anybody does, and of which trace it is."""
    traceparent = current_traceparent()
    return {
        **({"Authorization": f"Bearer {token}"} if token else {}),
        **({"traceparent": traceparent} if traceparent else {}),
    }


def sound(answer: httpx.Response) -> httpx.Response:
    """The answer, when it is a yes. Raises what a no means."""
    status = answer.status_code
    if status == httpx.codes.UNAUTHORIZED:
        raise SignInNeededError("the token is not taken any more")
    if status == httpx.codes.FORBIDDEN:
        raise ForbiddenError
    if status == httpx.codes.NOT_FOUND:
        raise NotFoundError
    if answer.is_server_error or status == httpx.codes.TOO_MANY_REQUESTS:
        raise TransientError(f"answered {status}")
    if answer.is_error:
        raise RefusedError(code_of(answer), told=_faults(answer))
    return answer


def read(answer: httpx.Response, form: TypeAdapter[Told]) -> Told:
    """What an answer says. Raises what a no means, and `TransientError` when it has another form."""
    try:
        return form.validate_json(sound(answer).content)
    except ValidationError as error:
        # What it says of the answer would repeat the answer.
        raise TransientError(f"an answer of another form: {error.error_count()} errors") from None


def _faults(answer: httpx.Response) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((str(one["field"]), str(one["message"])) for one in answer.json().get("errors", ()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def code_of(answer: httpx.Response) -> str:
    """What a refusal is called; nothing when it is no problem of ours."""
    try:
        return str(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return ""
