"""`python -m shared.web.serving services.<name>.main:create_app --port …`: the process of a service.

It ends in good order when it is asked to (SIGTERM, SIGINT), with exit status 0. Asked twice it ends at once, as by
`kill -9`: nothing that was accepted depends on a good end.
"""

import argparse
import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import cast

import uvicorn
import uvloop
from fastapi import FastAPI
from typing_extensions import override
from uvicorn.importer import import_from_string

from shared.web.app import draining_of
from shared.web.draining import Draining

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SETTLE_SECONDS = 1.0
"""From the last connection that is taken until those are closed on which nothing is under way: what is on its way to us on
one of them arrives in that time, and whoever gets an answer is told to use another."""
KEEP_ALIVE_SECONDS = 75
"""Longer than a gateway keeps an idle connection (60 s), so that it never sends into a closed one."""


class Server(uvicorn.Server):
    """uvicorn's server, with a way to the end that refuses nobody who came before it."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    @property
    def _draining(self) -> Draining:
        return draining_of(self._app)

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self._asked_to_end)
        try:
            yield
        finally:
            for number in SIGNALS:
                loop.remove_signal_handler(number)

    def _asked_to_end(self) -> None:
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        self._draining.begin()
        # Every answer from now on is the last of its connection.
        self.config.encoded_headers.append((b"connection", b"close"))
        self.server_state.default_headers = [*self.server_state.default_headers, (b"connection", b"close")]
        loop.call_later(self._draining.linger_seconds, self._exit_soon)

    def _exit_soon(self) -> None:
        self.should_exit = True

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._stop_listening(sockets or [])
        self._draining.close()
        await asyncio.sleep(min(SETTLE_SECONDS, self._draining.seconds_left))
        for _ in range(2):
            # What has arrived while this process had no processor is read before anything is closed.
            await asyncio.sleep(0)
        # uvicorn says int, and gives it to asyncio.wait_for.
        self.config.timeout_graceful_shutdown = cast("int", self._draining.seconds_left)
        await super().shutdown(sockets)

    async def _stop_listening(self, listeners: list[socket.socket]) -> None:
        """Close the door, and let in who stands before it: the kernel would reset a connection that nobody has taken."""
        waiting: list[socket.socket] = []
        for listener in listeners:
            with suppress(OSError):  # such as that nobody waits any more
                while True:
                    waiting.append(listener.accept()[0])
        for server in self.servers:
            server.close()
        for connection in waiting:
            connection.settimeout(0)
            await asyncio.get_running_loop().connect_accepted_socket(self._protocol, connection)

    def _protocol(self) -> asyncio.Protocol:
        make = self.config.http_protocol_class
        return make(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)  # type: ignore[call-arg]  # uvicorn's protocols take these


async def serve(factory: str, host: str, port: int) -> None:
    """Make the app and serve it until the process is asked to end."""
    app = cast("FastAPI", import_from_string(factory)())
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    await Server(config, app).serve([config.bind_socket()])


def main(arguments: list[str] | None = None) -> None:
    """Serve as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m shared.web.serving", description=__doc__)
    parser.add_argument("factory", help="module:function that makes the app")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args(arguments)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(asked.factory, asked.host, asked.port))


if __name__ == "__main__":
    main()
