"""Files of a backup: compressed, perhaps encrypted, and hashed on the way out and in, in pieces of bounded size."""

import gzip
import hashlib
import io
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from deploy.backup.errors import DamagedError
from deploy.backup.manifest import Part
from deploy.backup.sealing import CHUNK, Seal
from deploy.backup.stores import Store

IN_MEMORY = 4 * 1024 * 1024
_GZIP = 31
"""zlib's window bits for gzip's form."""
_FAST = 1


class Reader(io.RawIOBase):
    """Reads from chunks that come one after the other."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")
        self.given = 0
        self.error: Exception | None = None
        """What kept the next chunk from coming: whoever reads here may say it in words of his own."""

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._rest:
            try:
                chunk = next(self._chunks, None)
            except Exception as error:
                self.error = error
                raise
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
            self.given += len(chunk)
        taken, self._rest = (self._rest, memoryview(b"")) if size < 0 else (self._rest[:size], self._rest[size:])
        return bytes(taken)


class Hashing(io.RawIOBase):
    """Writes to another file, and knows what it wrote."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: object) -> int:
        """Write all of it."""
        content = bytes(cast("bytes", data))
        self._file.write(content)
        self._hash.update(content)
        self.size += len(content)
        return len(content)

    @property
    def sha256(self) -> str:
        """Of everything written."""
        return self._hash.hexdigest()


def keep(store: Store, seal: Seal, name: str, entries: Iterable[bytes]) -> Part:
    """Write entries one after the other into a new file."""
    count = size = 0

    def compressed() -> Iterator[bytes]:
        nonlocal count, size
        packer = zlib.compressobj(_FAST, zlib.DEFLATED, _GZIP)
        for entry in entries:
            count += 1
            size += len(entry)
            if packed := packer.compress(entry):
                yield packed
        yield packer.flush()

    full = f"{name}.gz{seal.suffix}"
    with store.writing(full) as file:
        hashing = Hashing(file)
        pour(seal, Reader(compressed()), cast("BinaryIO", hashing))
    return Part(name=full, entries=count, size=size, stored=hashing.size, sha256=hashing.sha256)


def pour(seal: Seal, source: Reader, target: BinaryIO) -> None:
    """Write what comes into a file, closed; raises what the source raised."""
    try:
        seal.close(cast("BinaryIO", source), target)
    except Exception:
        if source.error is not None:
            raise source.error from None
        raise


@contextmanager
def opened(store: Store, seal: Seal, part: Part) -> Iterator[BinaryIO]:
    """What was kept, to be read. Raises `DamagedError`, at the latest when it is read to the end."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as plain, store.reading(part.name) as file:
        seal.open(file, cast("BinaryIO", plain))
        plain.seek(0)
        try:
            with gzip.GzipFile(fileobj=cast("BinaryIO", plain), mode="rb") as unpacked:
                yield cast("BinaryIO", unpacked)
        except (OSError, EOFError, zlib.error) as error:
            raise DamagedError(f"{part.name} cannot be unpacked: {error}") from error


def check(store: Store, part: Part) -> None:
    """Compare a file with what the manifest says of it. Raises `DamagedError`."""
    with store.reading(part.name) as file:
        found = hash_of(file)
    if found != part.sha256:
        raise DamagedError(f"{part.name} is not what was written")


def hash_of(file: BinaryIO) -> str:
    """The SHA-256 of what is left to read."""
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()
