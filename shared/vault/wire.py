"""The vault's wire: signed requests to an S3 bucket, on connections that are kept.

They are signed with the MinIO SDK's own signer and sent with aiohttp, because the SDK's calls block and hold whole parts
in memory, while these stream both ways. (httpx takes 2 ms of processor time for a request, aiohttp 0.4.)
"""

import io
import socket
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector, hdrs
from minio.credentials.credentials import Credentials
from minio.signer import sign_v4_s3

from shared.errors import TransientError
from shared.observability.stores import VAULT
from shared.vault.settings import VaultSettings

Content = bytes | io.BytesIO | AsyncIterable[bytes]

CONNECT_SECONDS = 3.0
PATIENCE_SECONDS = 30.0
"""How long the server may neither take nor send a byte."""
MOST_CONNECTIONS = 64


class Bucket:
    """One bucket of an S3 server, spoken to with one identity."""

    def __init__(self, settings: VaultSettings, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._base: SplitResult = urlsplit(f"{settings.s3_endpoint.rstrip('/')}/{settings.s3_bucket}")
        self._region = settings.s3_region
        self._credentials = Credentials(settings.s3_access_key, settings.s3_secret_key.get_secret_value())
        self._patience_seconds = patience_seconds
        self._opened: ClientSession | None = None

    @asynccontextmanager
    async def request(
        self, method: str, key: str, headers: dict[str, str], content: Content | None = None
    ) -> AsyncIterator[ClientResponse]:
        """Send a request about an object, or about the bucket when `key` is empty. Raises `TransientError`.

        Also what goes wrong while the answer's body is read within the context is a `TransientError`.
        """
        url = self._base._replace(path=f"{self._base.path}/{key}" if key else self._base.path)
        now = datetime.now(UTC)
        # The hash of the payload is checked by x-amz-checksum-sha256, which is signed; so the payload need not be.
        payload = "UNSIGNED-PAYLOAD"
        signed = sign_v4_s3(
            method=method,
            url=url,
            region=self._region,
            headers={
                "Host": url.netloc,
                "x-amz-content-sha256": payload,
                "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
                **headers,
            },
            credentials=self._credentials,
            content_sha256=payload,
            date=now,
        )
        sent = {name: str(value) for name, value in signed.items()}
        try:
            async with self._session().request(
                method, url.geturl(), headers=sent, data=content, allow_redirects=False
            ) as answer:
                yield answer
        except (ClientError, OSError) as error:
            VAULT.inc()
            raise TransientError(f"vault: {type(error).__name__}") from error

    async def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.close()

    def _session(self) -> ClientSession:
        """The connections; made when they are first needed, because they belong to the loop that runs then."""
        if self._opened is None:
            self._opened = ClientSession(
                connector=TCPConnector(limit=MOST_CONNECTIONS, socket_factory=self._socket),
                timeout=ClientTimeout(
                    total=None,
                    connect=self._patience_seconds,
                    sock_connect=CONNECT_SECONDS,
                    sock_read=self._patience_seconds,
                ),
                cookie_jar=DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=(hdrs.ACCEPT, hdrs.ACCEPT_ENCODING, hdrs.CONTENT_TYPE, hdrs.USER_AGENT),
            )
        return self._opened

    def _socket(self, address: Any) -> socket.socket:
        made = socket.socket(*address[:3])
        # aiohttp has no limit for a server that takes nothing more of a body; the kernel has.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(self._patience_seconds * 1000))
        return made
