"""Short messages, handed to whoever sends them by HTTP."""

import httpx

from services.notify.errors import DeferredError, RefusedError
from services.notify.model.words import clean_line

_LATER = frozenset({401, 403, 404, 405, 408, 409, 425, 429})
"""Refusals that say nothing of the message: a secret or an address that is wrong is mended, and then it goes."""
_MOST_SAID = 200


class HttpSmsSender:
    """A service with one address for all messages. `secret` stands in the header of that name."""

    def __init__(self, *, url: str, media_type: str, header: str, secret: str, seconds: float) -> None:
        self._url = url
        self._client = httpx.AsyncClient(
            timeout=seconds,
            # A secret goes to no address that somebody else names.
            follow_redirects=False,
            trust_env=False,
            headers={"Content-Type": media_type, **({header: secret} if secret else {})},
        )

    def connection(self) -> "HttpSmsConnection":
        """A place in the line; connections are the client's own affair."""
        return HttpSmsConnection(self._client, self._url)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class HttpSmsConnection:
    """One message at a time."""

    def __init__(self, client: httpx.AsyncClient, url: str) -> None:
        self._client = client
        self._url = url

    @property
    def is_open(self) -> bool:
        """Always: each request finds a connection or says that there is none."""
        return True

    async def open(self) -> None:
        """Nothing has to be opened."""

    async def send(self, recipient: str, message: bytes, *, smtputf8: bool) -> str:  # noqa: ARG002 - the port's own
        """Hand over one message; returns what was said to it. Raises `DeferredError`, `RefusedError`."""
        try:
            answer = await self._client.post(self._url, content=message)
        except httpx.HTTPError as error:
            # It may have been taken; the id in it is the same next time.
            raise DeferredError(type(error).__name__) from None
        # A message's own words or number in an answer are not kept.
        said = f"{answer.status_code} {clean_line(answer.text.replace(recipient, ''), _MOST_SAID)}".strip()
        if answer.is_success:
            return said
        if answer.is_client_error and answer.status_code not in _LATER:
            raise RefusedError(said)
        raise DeferredError(said)

    async def close(self) -> None:
        """Nothing has to be closed; the client is, with its sender."""
