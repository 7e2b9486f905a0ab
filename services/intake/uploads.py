"""Uploaded files on their way into the vault: measured, hashed, named and sniffed, without holding one in memory."""

from collections.abc import AsyncIterator, Sequence
from hashlib import sha256
from typing import Protocol

from services.intake.errors import DocumentCodesMismatchError, FileTooLargeError, SubmissionTooLargeError
from services.intake.reading.names import safe_name
from shared.contracts.base import Document
from shared.ids import new_id
from shared.media import sniff
from shared.vault import CHUNK, Vault

HEAD = 8 * 1024
MAX_NAME = 150


class File(Protocol):
    """A file that was uploaded and lies in a temporary file."""

    @property
    def filename(self) -> str | None:
        """The name that the sender gave."""
        ...

    @property
    def content_type(self) -> str | None:
        """The media type that the sender gave."""
        ...

    @property
    def size(self) -> int | None:
        """Its bytes, when they were counted."""
        ...

    async def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        ...

    async def seek(self, offset: int, /) -> None:
        """Go to a position."""
        ...


def codes_for(files: Sequence[object], codes: Sequence[str]) -> list[str]:
    """A code for each file, '' where nothing is said. Raises `DocumentCodesMismatchError`."""
    if codes and len(codes) != len(files):
        raise DocumentCodesMismatchError(f"{len(codes)} codes for {len(files)} files")
    return list(codes) or [""] * len(files)


class Uploads:
    """Puts uploaded files into the vault."""

    def __init__(self, vault: Vault, *, max_file_bytes: int, max_total_bytes: int, max_files: int) -> None:
        self._vault = vault
        self._max_file_bytes = max_file_bytes
        self._max_total_bytes = max_total_bytes
        self.max_files = max_files

    async def keep(self, files: Sequence[File], codes: Sequence[str] = ()) -> tuple[Document, ...]:
        """Put files into the vault; `codes` say what each of them is, or '', in the same order, if anything is said.

        Raises `DocumentCodesMismatchError`, `FileTooLargeError`, `SubmissionTooLargeError`, `TransientError`.
        """
        # A browser sends an empty file without a name for a field that nobody filled in; its code goes with it.
        given = [
            (file, code)
            for file, code in zip(files, codes_for(files, codes), strict=True)
            if file.filename or file.size
        ]
        if len(given) > self.max_files:
            raise SubmissionTooLargeError(f"{len(given)} files")
        documents: list[Document] = []
        for position, (file, code) in enumerate(given, start=1):
            documents.append(await self._keep(file, position, code or None))
            if sum(document.size for document in documents) > self._max_total_bytes:
                raise SubmissionTooLargeError
        return tuple(documents)

    async def _keep(self, file: File, position: int, code: str | None) -> Document:
        digest, size, head = sha256(), 0, b""
        async for chunk in _chunks(file):
            size += len(chunk)
            if size > self._max_file_bytes:
                raise FileTooLargeError(f"file {position}")
            if len(head) < HEAD:  # a file that was sent in parts may begin with a few bytes
                head += chunk[: HEAD - len(head)]
            digest.update(chunk)
        blob = await self._vault.put_stream(_chunks(file), sha256=digest.hexdigest(), size=size)
        name = safe_name(file.filename or "", file.content_type or "", position, MAX_NAME)
        sniffed = sniff(head, name)
        return Document(
            document_id=new_id(),
            name=name,
            sha256=blob.sha256,
            size=blob.size,
            media_type=sniffed.media_type,
            agrees=sniffed.agrees,
            code=code,
        )


async def _chunks(file: File) -> AsyncIterator[bytes]:
    await file.seek(0)
    while chunk := await file.read(CHUNK):
        yield chunk
