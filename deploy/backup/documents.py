"""Which blobs documents named at the moment.

It is read with the databases and laid down on the disk: MongoDB knows a moment for minutes, and copying blobs takes hours.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import IO

from bson import decode
from bson.timestamp import Timestamp

from deploy.backup.databases import Databases

_HASH_LENGTH = 64


class Documents:
    """The hashes that storage knew, to be asked for one beginning after the other, in order."""

    def __init__(self, databases: Databases, storage: str, at: Timestamp, file: IO[bytes]) -> None:
        """`storage` is the database that knows documents, `file` takes them. Raises `MomentPassedError`."""
        self.leaving = {decode(one)["_id"] for one in databases.found(storage, "set_aside", at, {})}
        """Blobs that were set aside, to be erased later."""
        self._file = file
        self._counts: Counter[str] = Counter()
        question = {"filter": {"disposed_at": None}, "projection": {"_id": 0, "sha256": 1}, "sort": {"sha256": 1}}
        found = (decode(one)["sha256"] for one in databases.found(storage, "documents", at, question))
        for sha256, _ in groupby(found):
            self._file.write(sha256.encode("ascii"))
            self._counts[sha256[0]] += 1
        self._file.seek(0)

    def named(self, prefix: str) -> set[str]:
        """Hashes of documents that were not disposed of; prefixes are asked for in their order, each once."""
        some = self._file.read(self._counts[prefix] * _HASH_LENGTH).decode("ascii")
        return {some[at : at + _HASH_LENGTH] for at in range(0, len(some), _HASH_LENGTH)}


@contextmanager
def documents_at(databases: Databases, storage: str, at: Timestamp) -> Iterator[Documents]:
    """What `storage` knew at a moment; its room on the disk is given back afterwards. Raises `MomentPassedError`."""
    with tempfile.TemporaryFile() as file:
        yield Documents(databases, storage, at, file)
