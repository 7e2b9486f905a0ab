"""Files that are sent in parts: what breaks off goes on where it stopped, and is handed in once it is whole."""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.intake.errors import (
    FileTooLargeError,
    TooManyUploadsError,
    UnfinishedUploadError,
    UnknownUploadError,
    UploadOffsetError,
)
from services.intake.model import StartedFile
from services.intake.ports import StartedFiles
from services.intake.received_file import ReceivedFile
from services.intake.space import Space
from shared.clock import Clock
from shared.errors import NotFoundError, StoreFullError, TransientError
from shared.media import HEAD, Sniffed, sniff
from shared.tracking import new_token, token_hash

PIECE: Final = 1024 * 1024
"""Bytes that are kept at once: what a break in the line costs at most, were it not for what was underway."""
AFTERWARDS: Final = timedelta(minutes=15)
"""How long a file is kept that was handed in: whoever got no answer hands the same in again."""
_RETRY_SECONDS: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """How much may be under way: bytes of one file, files and bytes of one client, bytes of all; and for how long.

    A good line makes 25 pieces of the largest file; each break adds one.
    """

    file: int
    pieces: int = 1_000
    files_per_client: int
    size_per_client: int
    size: int
    time: timedelta


class Resuming:
    """The use cases. A file is known by a secret of 128 random bits, of which only the hash is kept."""

    def __init__(
        self,
        *,
        files: StartedFiles,
        space: Space,
        allowed: Allowed,
        clock: Clock,
        new_secret: Callable[[], str] = new_token,
    ) -> None:
        self._files = files
        self._space = space
        self._allowed = allowed
        self._clock = clock
        self._new_secret = new_secret

    async def start(self, *, size: int, name: str, media_type: str, client: str) -> tuple[str, StartedFile]:
        """Begin a file; gives the secret that opens it.

        Raises `FileTooLargeError`, `TooManyUploadsError`, `StoreFullError`, `TransientError`.
        """
        self._space.require()
        if size > self._allowed.file:
            raise FileTooLargeError
        now = self._clock.now()
        own, all_ = await self._files.held(client, now)
        if own.files >= self._allowed.files_per_client or own.size + size > self._allowed.size_per_client:
            raise TooManyUploadsError(f"{own.files} files, {own.size} bytes", retry_after=_RETRY_SECONDS)
        if all_.size + size > self._allowed.size:
            raise StoreFullError("too much is under way", retry_after=_RETRY_SECONDS)
        secret = self._new_secret()
        started = StartedFile(
            key=token_hash(secret),
            client=client,
            name=name,
            media_type=media_type,
            size=size,
            ends_at=now + self._allowed.time,
        )
        await self._files.add(started)
        return secret, started

    async def find(self, secret: str) -> StartedFile:
        """A file and how far it has come. Raises `NotFoundError`, `TransientError`."""
        found = await self._files.get(token_hash(secret))
        if found is None or found.ends_at <= self._clock.now():
            raise NotFoundError("upload")
        return found

    async def take(self, secret: str, offset: int, body: AsyncIterable[bytes]) -> StartedFile:
        """Put what comes at the end of a file, which is at `offset`. Whatever came is kept, also when more should have.

        Raises `NotFoundError`, `UploadOffsetError`, `FileTooLargeError`, `TooManyUploadsError`, `TransientError`.
        """
        started = await self.find(secret)
        if offset != started.received:
            raise UploadOffsetError(f"{offset} instead of {started.received}")
        async for piece in _in_pieces(body):
            self._space.require()
            if started.received + len(piece) > started.size:
                raise FileTooLargeError("more than was said")
            if len(started.pieces) >= self._allowed.pieces:
                raise TooManyUploadsError("too many pieces", retry_after=_RETRY_SECONDS)
            longer = await self._files.append(started, piece)
            if longer is None:
                raise UploadOffsetError("somebody else sends the same file")
            started = longer
        return started

    async def sniffed(self, started: StartedFile) -> Sniffed:
        """What the first bytes say that it is. Raises `TransientError`."""
        return sniff(await ReceivedFile(self._files, started).read(HEAD), started.name)

    async def forget(self, secret: str) -> None:
        """Forget a file. Raises `NotFoundError`, `TransientError`."""
        await self._files.remove((await self.find(secret)).key)

    async def chosen(self, secrets: Sequence[str]) -> list[ReceivedFile]:
        """The files that are to be handed in. Raises `UnknownUploadError`, `UnfinishedUploadError`, `TransientError`."""
        return [await self._whole(secret) for secret in secrets]

    async def handed_in(self, secrets: Sequence[str]) -> None:
        """Keep files only for as long as the same answer may be asked for again."""
        ends_at = self._clock.now() + AFTERWARDS
        for secret in secrets:
            # What they were handed in with is durable: a yes stays a yes, and their own time is over soon enough.
            with suppress(TransientError):
                await self._files.end(token_hash(secret), ends_at)

    async def _whole(self, secret: str) -> ReceivedFile:
        try:
            started = await self.find(secret)
        except NotFoundError as error:
            raise UnknownUploadError from error
        if not started.is_whole:
            raise UnfinishedUploadError(f"{started.received} of {started.size} bytes")
        return ReceivedFile(self._files, started)


async def _in_pieces(body: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    gathered = bytearray()
    async for chunk in body:
        gathered += chunk
        while len(gathered) >= PIECE:
            yield bytes(gathered[:PIECE])
            del gathered[:PIECE]
    if gathered:
        yield bytes(gathered)
