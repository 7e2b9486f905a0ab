"""A file that was sent in parts, to be read as one that came in a form."""

from services.intake.errors import UnknownUploadError
from services.intake.model import StartedFile
from services.intake.ports import StartedFiles


class ReceivedFile:
    """All of it, from its beginning; never more than a few pieces of it are in memory."""

    def __init__(self, files: StartedFiles, started: StartedFile) -> None:
        self._files = files
        self._started = started
        self._pieces = iter(started.pieces)

    @property
    def filename(self) -> str:
        """The name that the sender gave."""
        return self._started.name or "-"

    @property
    def content_type(self) -> str:
        """The media type that the sender gave."""
        return self._started.media_type

    @property
    def size(self) -> int:
        """Its bytes."""
        return self._started.size

    async def seek(self, _beginning: int, /) -> None:
        """Go back to the beginning: nothing else is ever asked for."""
        self._pieces = iter(self._started.pieces)

    async def read(self, size: int = -1, /) -> bytes:
        """The next bytes: as many pieces as make so many, or whatever is left. Raises `UnknownUploadError`."""
        found = b""
        while len(found) < max(size, 1) and (piece := next(self._pieces, None)):
            content = b"".join([part async for part in self._files.read([piece.piece_id])])
            if len(content) != piece.size:
                raise UnknownUploadError("its time was over in the middle")
            found += content
        return found
