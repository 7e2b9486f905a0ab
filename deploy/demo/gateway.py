"""The gateway's API as the public, a clerk and a service-office agent use it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final, Self

import httpx

from deploy.demo.letters import File
from deploy.demo.target import DemoError, Target

_BUSY: Final = (429, 503)
_TRIES: Final = 6
_PAUSE_SECONDS: Final = 0.5
_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the gateway said: the status, and the JSON that came with it."""

    status: int
    body: Any

    @property
    def refusal(self) -> str:
        """Why not, in a few words; empty for a yes."""
        if self.status < HTTPStatus.BAD_REQUEST:
            return ""
        said = self.body.get("code", "") if isinstance(self.body, dict) else ""
        return f"HTTP {self.status} {said}".strip()


class Gateway:
    """One connection to the gateway, signed in as whom it takes."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._client = httpx.Client(
            base_url=target.base_url, timeout=30, trust_env=False, verify=not target.own_certificate
        )
        self._tokens: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def require_ready(self) -> None:
        """Raise `DemoError` unless every service is ready."""
        try:
            answer = self._client.get("/readyz")
        except httpx.HTTPError as error:
            raise DemoError(f"nothing runs at {self._target.base_url}: start it with make up") from error
        if answer.status_code != httpx.codes.OK:
            raise DemoError(f"{self._target.base_url} is not ready (HTTP {answer.status_code}): see make status")

    def upload(self, fields: Mapping[str, str], files: Sequence[File], *, key: str, account: str = "") -> Answer:
        """Hand in documents."""
        return self._ask(
            "POST",
            "/api/v1/submissions",
            account,
            data=dict(fields),
            files=_multipart(files),
            headers={"Idempotency-Key": key},
        )

    def supplement(self, token: str, files: Sequence[File]) -> Answer:
        """Add what was missing."""
        return self._ask("POST", f"/api/v1/tracking/{token}/supplements", files=_multipart(files))

    def track(self, token: str) -> Answer:
        """What the holder of the token may know."""
        return self._ask("GET", f"/api/v1/tracking/{token}")

    def transaction(self, number: str) -> Answer:
        """A registered matter, as the clerk sees it."""
        return self._ask("GET", f"/api/v1/transactions/{number}", "clerk")

    def decide(self, submission: str, action: str, body: Mapping[str, str]) -> Answer:
        """A clerk's decision about what is there now."""
        path = f"/api/v1/desk/{submission}"
        seen = self._ask("GET", path, "clerk")
        if seen.refusal:
            return seen
        headers = {"If-Match": f'"{seen.body["version"]}"'}
        return self._ask("POST", f"{path}/{action}", "clerk", json=dict(body), headers=headers)

    def entries(self, year: int, *, after: int, limit: int = _PAGE) -> list[dict[str, Any]]:
        """Lines of the incoming book behind a sequence; none when the book cannot be read."""
        path = f"/api/v1/registers/incoming/{year}"
        answer = self._ask("GET", path, "clerk", params={"after": after, "limit": limit})
        return [] if answer.refusal else list(answer.body["entries"])

    def waiting(self, state: str) -> list[dict[str, Any]]:
        """Everything that waits at the desk in a state."""
        found: list[dict[str, Any]] = []
        after: str | None = ""
        while after is not None:
            answer = self._ask("GET", "/api/v1/desk", "clerk", params={"state": state, "after": after, "limit": _PAGE})
            if answer.refusal:
                return found
            found += answer.body["waiting"]
            after = answer.body["next"]
        return found

    def _ask(self, method: str, path: str, account: str = "", **what: Any) -> Answer:
        headers = {**what.pop("headers", {}), **({"Authorization": self._token(account)} if account else {})}
        for _ in range(_TRIES):
            try:
                answer = self._client.request(method, path, headers=headers, **what)
            except httpx.TransportError as error:
                raise DemoError(f"{self._target.base_url} has stopped answering: see make status ({error})") from error
            if answer.status_code not in _BUSY:
                break
            time.sleep(_PAUSE_SECONDS)
        is_json = "json" in answer.headers.get("content-type", "")
        return Answer(status=answer.status_code, body=answer.json() if is_json else None)

    def _token(self, account: str) -> str:
        if account not in self._tokens:
            password = self._target.accounts().get(account, "")
            form = {"grant_type": "password", "username": account, "password": password}
            answer = self._client.post("/api/v1/token", data=form)
            if answer.status_code != httpx.codes.OK:
                raise DemoError(
                    f"the demo account {account!r} cannot sign in (HTTP {answer.status_code}); "
                    "is DIWAN_DATA the folder of the stack that runs?"
                )
            self._tokens[account] = f"Bearer {answer.json()['access_token']}"
        return self._tokens[account]


def _multipart(files: Sequence[File]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (file.name, file.data, file.media_type)) for file in files]
