"""Databases filled from a backup."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from bson import decode_file_iter, json_util
from bson.raw_bson import RawBSONDocument

from deploy.backup.databases import RAW, Client, names
from deploy.backup.manifest import CollectionPart

_MOST_DOCUMENTS = 1000
_MOST_BYTES = 8_000_000


class Loading:
    """Writes to the databases, as a user who may write to all of them."""

    def __init__(self, client: Client, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def filled(self) -> Sequence[str]:
        """Collections that have something in them already."""
        return [
            f"{database}.{collection}"
            for database in names(self._client, self._prefix)
            for collection in self._client[database].list_collection_names()
            if self._client[database][collection].find_one({}, {"_id": 1}) is not None
        ]

    def clear(self) -> None:
        """Take everything out."""
        for database in names(self._client, self._prefix):
            for collection in self._client[database].list_collection_names():
                self._client[database].drop_collection(collection)

    def load(self, part: CollectionPart, file: BinaryIO) -> int:
        """Make a collection as it was; returns how many documents it has."""
        database = self._client[part.database]
        database.drop_collection(part.collection)
        database.command("create", part.collection, **json_util.loads(part.options))
        collection = database.get_collection(part.collection, codec_options=RAW)
        count = 0
        for some in _in_batches(decode_file_iter(file, RAW)):
            collection.insert_many(some, ordered=False)
            count += len(some)
        indexes = [_index(index) for index in json_util.loads(part.indexes) if index["name"] != "_id_"]
        if indexes:
            database.command("createIndexes", part.collection, indexes=indexes)
        return count


def _index(index: dict[str, Any]) -> dict[str, Any]:
    # `ns` stood there until MongoDB 4.4, which takes it no more.
    return {name: value for name, value in index.items() if name != "ns"}


def _in_batches(documents: Iterable[RawBSONDocument]) -> Iterator[list[RawBSONDocument]]:
    batch: list[RawBSONDocument] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.raw)
        if len(batch) == _MOST_DOCUMENTS or size >= _MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
