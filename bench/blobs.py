"""The floor of keeping bytes: the same blobs put into the same bucket over plain connections, signed beforehand."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from minio import Minio

from bench.errors import BenchError
from deploy.local.stack import Stack

_OK: Final = b"HTTP/1.1 200"
_VALID: Final = timedelta(hours=1)


def signed_puts(stack: Stack, blobs: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    """A request for each blob: its head, signed in its address, and the blob."""
    known = stack.s3_admin
    client = Minio(
        known["endpoint"],
        access_key=known["access_key"],
        secret_key=known["secret_key"],
        secure=False,
        region="us-east-1",
    )

    def head(place: int, size: int) -> bytes:
        url = urlsplit(client.get_presigned_url("PUT", known["bucket"], f"floor-{place}", expires=_VALID))
        return (
            f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: {known['endpoint']}\r\nContent-Length: {size}\r\n\r\n"
        ).encode()

    return [(head(place, len(blob)), blob) for place, blob in enumerate(blobs)]


async def put_all(stack: Stack, requests: Iterable[tuple[bytes, bytes]], connections: int) -> None:
    """Make these requests. Raises `BenchError` when one is refused."""
    host, _, port = stack.s3_admin["endpoint"].partition(":")
    rest = iter(requests)

    async def put() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        for request in rest:
            writer.writelines(request)
            await writer.drain()
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(_OK) or b"content-length: 0" not in answer.lower():
                raise BenchError(f"the vault answered {answer!r}")
        writer.close()
        await writer.wait_closed()

    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(put())
