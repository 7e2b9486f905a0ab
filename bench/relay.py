"""`python -m bench.relay`: the mail server that the notices go to. It keeps nothing, and says what it was given.

It is as cheap as an SMTP server (RFC 5321) in Python can be, because it runs on the cores of the servers that are
measured; so it is the do-nothing server of the floors as well. A process of its own, so that its cost can be told from
the feeder's. Its first line of output is its port; then comes a line of JSON for each mail.
"""

import asyncio
import json
import re
import sys
import time
from typing import Final, cast

import uvloop
from typing_extensions import override

_END: Final = b"\r\n.\r\n"
_FIELD: Final = re.compile(
    rb"^(Message-ID|In-Reply-To|X-Diwan-Notice|X-Diwan-Submission|X-Diwan-Transaction): *([^\r\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_WRITE_SECONDS: Final = 0.05
_COMMANDS: Final = {
    b"EHLO": b"250-bench.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
    b"DATA": b"354 Go ahead\r\n",
    b"QUIT": b"221 Bye\r\n",
}


class Output:
    """Lines for whoever started this process, written some at a time."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def say(self, line: str) -> None:
        """Write a line soon."""
        if not self._lines:
            asyncio.get_running_loop().call_later(_WRITE_SECONDS, self.write)
        self._lines.append(line)

    def write(self) -> None:
        """Write what there is."""
        lines, self._lines = self._lines, []
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


class Session(asyncio.Protocol):
    """One SMTP session."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._buffer = bytearray()
        self._looked = 0
        """Bytes of a mail that are known not to hold its end."""
        self._in_mail = False
        self._recipient = ""
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are none by class
        self._answer(b"220 bench.example\r\n")

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._take_mail() if self._in_mail else self._take_command():
            pass

    def _take_command(self) -> bool:
        line, found, _ = self._buffer.partition(b"\r\n")
        if not found:
            return False
        del self._buffer[: len(line) + 2]
        verb = bytes(line[:4]).upper()
        if verb == b"RCPT":
            self._recipient = bytes(line).partition(b"<")[2].partition(b">")[0].decode("utf-8", "replace")
        self._in_mail = verb == b"DATA"
        self._looked = 0
        self._answer(_COMMANDS.get(verb, b"250 Ok\r\n"))
        return True

    def _take_mail(self) -> bool:
        end = self._buffer.find(_END, max(0, self._looked - len(_END)))
        if end < 0:
            self._looked = len(self._buffer)
            return False
        head = bytes(self._buffer[: max(0, self._buffer.find(b"\r\n\r\n", 0, end))])
        del self._buffer[: end + len(_END)]
        self._in_mail = False
        self._answer(b"250 Ok\r\n")
        fields = {name.decode().lower(): value.decode("utf-8", "replace") for name, value in _FIELD.findall(head)}
        self._output.say(json.dumps({"at": time.time(), "recipient": self._recipient, **fields}))
        return True

    def _answer(self, answer: bytes) -> None:
        if self._transport is not None:
            self._transport.write(answer)


async def serve() -> None:
    """Listen on a free port of this machine until our reader is gone."""
    output = Output()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Session(output), "127.0.0.1", 0)
    output.say(str(server.sockets[0].getsockname()[1]))
    async with server:
        # Whoever started us holds our standard input; it ends when he does, however he does.
        await loop.run_in_executor(None, sys.stdin.read)
    output.write()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve())
