"""An SMTP client that says exactly what it is told to, and hears everything."""

import re
import socket
import struct
from types import TracebackType
from typing import Self

SECONDS = 120.0
"""A door that says nothing for so long is taken for dead: no step of a fuzzed session has work for a tenth of that."""

_REPLY = re.compile(rb"[2-5]\d\d[ -]")


class BrokenOffError(Exception):
    """The door closed the connection."""


class SilentError(Exception):
    """The door says nothing."""


class NonsenseError(Exception):
    """The door said what is no SMTP reply, or what is nobody's business."""


class Conversation:
    """One connection."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._socket = socket.create_connection(address, timeout=SECONDS)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._socket.close()

    def reset(self) -> None:
        """Hang up without a good-bye: what is under way is lost."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def put(self, data: bytes) -> None:
        """Send bytes. Raises `BrokenOffError`, `SilentError`."""
        try:
            self._socket.sendall(data)
        except TimeoutError as error:
            raise SilentError from error
        except OSError as error:
            raise BrokenOffError from error

    def reply(self) -> bytes:
        """The last line of the next reply. Raises `BrokenOffError`, `SilentError`, `NonsenseError`."""
        while True:
            try:
                line = self._file.readline(10_000)
            except TimeoutError as error:
                raise SilentError from error
            except OSError as error:
                raise BrokenOffError from error
            if not line:
                raise BrokenOffError
            if not _REPLY.match(line) or not line.endswith(b"\r\n") or b"Traceback" in line or b"Error: (" in line:
                raise NonsenseError(repr(line[:200]))
            if line[3:4] == b" ":
                return line.rstrip()

    def say(self, line: bytes) -> bytes:
        """Send one line and hear the answer."""
        self.put(line + b"\r\n")
        return self.reply()
