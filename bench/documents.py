"""The floor of keeping records: what the services hold of some documents, inserted once more into the same database."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bson import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient

from deploy.local.stack import Stack

_COPY: Final = "bench_floor"
_BATCH: Final = 64
_LEAST: Final = 0.5
"""Records a document that a collection has if it is of documents at all, and not of units or books."""

Records = Mapping[str, Sequence[RawBSONDocument]]
_RAW: Final[CodecOptions[Any]] = CodecOptions(document_class=RawBSONDocument)


def records_of(stack: Stack, documents: int, *, among: int) -> Records:
    """The records of so many documents, by collection, out of a database that holds those of `among`."""
    found: dict[str, Sequence[RawBSONDocument]] = {}
    with _client(stack) as client:
        for database in client.list_database_names():
            if not database.startswith("diwan_"):
                continue
            for name in client[database].list_collection_names():
                collection = client[database].get_collection(name, codec_options=_RAW)
                each = collection.estimated_document_count() / among
                if each >= _LEAST:
                    found[f"{database}.{name}"] = list(collection.find().limit(round(each * documents)))
    return found


def insert(stack: Stack, records: Records) -> None:
    """Insert them, durable on a majority, in batches as a service under load does."""
    with _client(stack) as client:
        for name, of_it in records.items():
            collection = client[_COPY].get_collection(name, codec_options=_RAW)
            for start in range(0, len(of_it), _BATCH):
                collection.insert_many(of_it[start : start + _BATCH], ordered=False)


def forget(stack: Stack) -> None:
    """Remove what was inserted."""
    with _client(stack) as client:
        client.drop_database(_COPY)


def _client(stack: Stack) -> MongoClient[Any]:
    return MongoClient(stack.mongo_admin_url, w="majority", journal=True)
