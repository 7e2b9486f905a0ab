"""An S3 bucket in memory, as far as the vault uses one, behind a real connection."""

import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from shared.vault import S3Vault, VaultSettings

NAME = "v"
NO_BUCKET = "<Error><Code>NoSuchBucket</Code></Error>"


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    url: str
    headers: Mapping[str, str]


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Bucket:
    """Keeps blobs, and what it was asked; `instead` answers in its place."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.requests: list[Asked] = []
        self.instead: Answer | None = None

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        self.requests.append(Asked(request.method, str(request.url), request.headers))
        if self.instead:
            return await self.instead(request)
        key = request.path.removeprefix(f"/{NAME}").removeprefix("/")
        if request.method == "PUT":
            return self._put(key, await request.read(), request.headers)
        if request.method == "HEAD":
            return web.Response()
        return self._get(key, request.headers) if key in self.blobs else web.Response(status=404)

    def _get(self, key: str, headers: Mapping[str, str]) -> web.Response:
        blob = self.blobs[key]
        if "Range" not in headers:
            return web.Response(body=blob)
        last = int(headers["Range"].rpartition("-")[2])
        return web.Response(status=206, body=blob[: last + 1]) if blob else web.Response(status=416)

    def _put(self, key: str, content: bytes, headers: Mapping[str, str]) -> web.Response:
        if headers["x-amz-checksum-sha256"] != base64.b64encode(hashlib.sha256(content).digest()).decode():
            return web.Response(status=400, text="<Error><Code>BadDigest</Code></Error>")
        if key in self.blobs and headers["If-None-Match"] == "*":
            return web.Response(status=412)
        self.blobs[key] = content
        return web.Response()


def answers(status: int, text: str = "") -> Answer:
    """The same answer to everything."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=text)

    return answer


def settings(endpoint: str) -> VaultSettings:
    """The bucket at this address, for a service named intake."""
    return VaultSettings(
        s3_endpoint=endpoint, s3_access_key="intake", s3_secret_key=SecretStr("the-secret"), s3_bucket=NAME
    )


@asynccontextmanager
async def opened(bucket: Bucket) -> AsyncIterator[S3Vault]:
    """The vault in a bucket that listens."""
    application = web.Application(client_max_size=1 << 30)
    application.router.add_route("*", "/{path:.*}", bucket.answer)
    async with TestServer(application) as server:
        vault = S3Vault(settings(str(server.make_url("/"))))
        try:
            yield vault
        finally:
            await vault.close()
