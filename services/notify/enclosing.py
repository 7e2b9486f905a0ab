"""Documents are put into a message when it is handed over, and not before: what waits in memory is small."""

import asyncio
from binascii import b2a_base64
from contextlib import aclosing
from hashlib import sha256

import structlog

from services.notify.composing import lesser
from services.notify.errors import DeferredError, TooLargeError
from services.notify.model.delivery import Enclosure, Outgoing
from services.notify.model.words import nameless
from services.notify.ports import Blobs, MailConnection, Renders
from shared.errors import NotFoundError, TransientError

log = structlog.get_logger(__name__)

_OCTETS = 57
"""Octets of one line of base64: 76 characters (RFC 2045, 6.8)."""


class Enclosing:
    """Hands mails over with all that belongs into them.

    `seconds` is the longest time that the vault is waited for. One mail is in memory for each connection, at most.
    """

    def __init__(self, *, renderer: Renders, blobs: Blobs, seconds: float) -> None:
        self._renderer = renderer
        self._blobs = blobs
        self._seconds = seconds

    async def hand_over(self, connection: MailConnection, letter: Outgoing) -> str:
        """Hand over one mail, with less in it where the relay finds it too large; returns the relay's words.

        Raises what `MailConnection.send` does. A vault that does not answer is a passing trouble: `DeferredError`.
        """
        while True:
            message = await self._whole(letter)
            notice = letter.notice
            try:
                return await connection.send(notice.recipient, message, smtputf8=notice.needs_smtputf8)
            except TooLargeError as error:
                less = lesser(self._renderer, letter)
                if less is None:
                    raise
                log.warning("too large for the relay", notice_id=str(letter.notice_id), error=nameless(str(error)))
                letter = less

    async def _whole(self, letter: Outgoing) -> bytes:
        if not letter.enclosures.parts:
            return letter.message
        whole = bytearray(letter.message)
        try:
            async with asyncio.timeout(self._seconds):
                for part in letter.enclosures.parts:
                    whole += part.before
                    await self._append(whole, part)
        except (TransientError, NotFoundError, TimeoutError) as error:
            # Also what is not there: its event was stated after it was, so it is the vault that is wrong.
            raise DeferredError(f"the vault has not given the letter: {error!r}") from error
        whole += letter.enclosures.end
        return bytes(whole)

    async def _append(self, whole: bytearray, part: Enclosure) -> None:
        """Add a document as base64, as it comes. Raises `TransientError` when it is not what its hash names."""
        digest, size, rest = sha256(), 0, b""
        async with aclosing(self._blobs.open(part.sha256)) as content:
            async for chunk in content:
                size += len(chunk)
                if size > part.size:
                    break
                digest.update(chunk)
                rest += chunk
                lines = len(rest) // _OCTETS * _OCTETS
                whole += _base64(rest[:lines])
                rest = rest[lines:]
        if size != part.size or digest.hexdigest() != part.sha256:
            raise TransientError(f"blob {part.sha256} came with {size} of {part.size} bytes, or others")
        whole += _base64(rest)


def _base64(octets: bytes) -> bytes:
    lines = (octets[start : start + _OCTETS] for start in range(0, len(octets), _OCTETS))
    return b"".join(b2a_base64(line, newline=False) + b"\r\n" for line in lines)
