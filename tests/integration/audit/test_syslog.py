"""The syslog sink on the loop that services run on, over TCP and TLS: what is said to have arrived has."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvloop

from shared.audit import Line, sink_of
from shared.audit.syslog import SyslogSink
from shared.deeds import Deed
from shared.errors import TransientError
from tests.integration.notify.certificate import self_signed

LINES = [
    Line(service="registry", who="p-1", deed=Deed(at=datetime(2026, 11, 22, tzinfo=UTC), what=f"step-{place}"))
    for place in range(500)
]


@asynccontextmanager
async def receiver(got: bytearray, tls: ssl.SSLContext | None) -> AsyncIterator[int]:
    """A server that keeps what it gets."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while some := await reader.read(65536):
            got.extend(some)
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def sent(port: int, scheme: str, ca_file: Path | None, got: bytearray) -> None:
    sink = sink_of(f"{scheme}://127.0.0.1:{port}", ca_file)
    for _ in range(3):
        await sink.send(LINES)
    await sink.close()
    async with asyncio.timeout(30):
        while got.count(b"diwan-registry - step-") < 3 * len(LINES):  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("scheme", ["syslog", "syslog+tls"])
def test_lines_arrive_over_tcp_and_over_tls(scheme: str, tmp_path: Path) -> None:
    certificate, got, tls = self_signed(tmp_path), bytearray(), None
    if scheme == "syslog+tls":
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)

    async def run() -> None:
        async with receiver(got, tls) as port:
            await sent(port, scheme, certificate, got)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())


def test_a_receiver_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    tls, got = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), bytearray()
    tls.load_cert_chain(self_signed(tmp_path))

    async def run() -> None:
        async with receiver(got, tls) as port:
            sink = sink_of(f"syslog+tls://127.0.0.1:{port}", None)
            with pytest.raises(TransientError, match="certificate"):
                await sink.send(LINES)
            await sink.close()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())
    assert not got


def test_a_receiver_that_takes_the_connection_and_reads_nothing_holds_up_nobody() -> None:
    async def run() -> None:
        async with idle_receiver() as port:
            sink = SyslogSink("127.0.0.1", port, tls=None, seconds=0.5)
            with pytest.raises(TransientError, match="TimeoutError"):
                # More than the two machines' buffers take.
                await sink.send(LINES * 60)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(asyncio.wait_for(run(), 60))


@asynccontextmanager
async def idle_receiver() -> AsyncIterator[int]:
    """One that never accepts: its machine takes what fits into its buffer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        yield server.getsockname()[1]
