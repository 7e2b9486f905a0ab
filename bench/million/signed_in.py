"""The gateway, as the people of the demonstration use it."""

from collections.abc import Mapping
from typing import Any, Self

import httpx

from deploy.local.stack import Stack


class SignedIn:
    """Asks the gateway as one of several people, over kept connections."""

    def __init__(self, stack: Stack, people: tuple[str, ...] = ("clerk", "officer", "auditor")) -> None:
        self._http = httpx.Client(base_url=stack.base_url, timeout=60, trust_env=False)
        nobody: dict[str, dict[str, str]] = {"": {}}
        self._headers = nobody | {one: self._sign_in(one, stack.accounts[one]) for one in people}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, person: str, path: str, parameters: Mapping[str, Any] | None = None) -> httpx.Response:
        """What a person (empty: the public) is answered. Raises `httpx.HTTPStatusError` for a refusal."""
        answer = self._http.get(path, params=parameters, headers=self._headers[person])
        answer.raise_for_status()
        return answer

    def post(self, person: str, path: str, body: Mapping[str, Any], *, version: int | None = None) -> httpx.Response:
        """The same for what changes something, of which that version was seen."""
        seen = {} if version is None else {"If-Match": f'"{version}"'}
        answer = self._http.post(path, json=body, headers=self._headers[person] | seen)
        answer.raise_for_status()
        return answer

    def _sign_in(self, name: str, password: str) -> dict[str, str]:
        form = {"grant_type": "password", "username": name, "password": password}
        answer = self._http.post("/api/v1/token", data=form)
        answer.raise_for_status()
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}
