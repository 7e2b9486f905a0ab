"""The doors of a stack as many people use them, each signed in once."""

import time
import uuid
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

import httpx

from deploy.demo.letters import File
from deploy.demo.target import DemoError

_BUSY: Final = (429, 502, 503)
_TRIES: Final = 40
_PAUSE_SECONDS: Final = 0.25

Json = dict[str, Any]


class Office:
    """Asks the gateway. `directory` is directory's own address: the gateway lets one machine sign in only so often."""

    def __init__(self, base_url: str, directory: str) -> None:
        self._directory = directory
        self._client = httpx.Client(base_url=base_url, timeout=60, trust_env=False, verify=False)  # noqa: S501 - the certificate is for the public name; this asks by address
        self._headers: dict[str, dict[str, str]] = {"": {}}
        self._passwords: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def admit(self, passwords: Mapping[str, str]) -> None:
        """Let people sign in, each before the first request that is made as that person."""
        self._passwords |= passwords

    def get(self, login: str, path: str, **parameters: Any) -> Any:
        """What somebody (empty: the public) is told. Raises `DemoError` for a refusal."""
        return self._ask("GET", login, path, params=parameters).json()

    def post(self, login: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Make something new. Raises `DemoError` for a refusal."""
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        answer = self._ask("POST", login, path, json=body, headers=headers)
        return answer.json() if answer.content else None

    def change(self, login: str, seen: str, path: str, **body: Any) -> Json:
        """Change what stands at `seen`, as it is now. Raises `DemoError` for a refusal."""
        version = self._ask("GET", login, seen).headers["ETag"]
        headers = {"If-Match": version, "Idempotency-Key": uuid.uuid4().hex}
        changed: Json = self._ask("POST", login, f"{seen}/{path}", json=body, headers=headers).json()
        return changed

    def hand_in(self, path: str, fields: Mapping[str, str], files: Sequence[File], login: str = "") -> Json:
        """Hand documents in. Raises `DemoError` for a refusal."""
        parts = [("files", (file.name, file.data, file.media_type)) for file in files]
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        taken: Json = self._ask("POST", login, path, data=dict(fields), files=parts or None, headers=headers).json()
        return taken

    def _ask(self, method: str, login: str, path: str, **what: Any) -> httpx.Response:
        headers = {**what.pop("headers", {}), **self._signed_in(login)}
        where = (
            f"{self._directory}{path}" if path.startswith(("/api/v1/people", "/api/v1/units", "/api/v1/pass")) else path
        )
        for _ in range(_TRIES):
            try:
                answer = self._client.request(method, where, headers=headers, **what)
            except httpx.TransportError as error:
                raise DemoError(f"{where} has stopped answering ({error})") from error
            if answer.status_code not in _BUSY:
                break
            time.sleep(_PAUSE_SECONDS)
        if answer.is_error:
            raise DemoError(f"{login or 'the public'}: {method} {path}: HTTP {answer.status_code} {answer.text[:300]}")
        return answer

    def _signed_in(self, login: str) -> dict[str, str]:
        if login not in self._headers:
            form = {"grant_type": "password", "username": login, "password": self._passwords[login]}
            answer = self._client.post(f"{self._directory}/api/v1/token", data=form)
            if answer.status_code != httpx.codes.OK:
                raise DemoError(f"{login} cannot sign in (HTTP {answer.status_code})")
            self._headers[login] = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        return self._headers[login]
