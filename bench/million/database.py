"""The stack's MongoDB with all rights, past the services."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from bson.codec_options import CodecOptions
from pymongo import MongoClient
from pymongo.collection import Collection

from deploy.local.stack import Stack

Client: TypeAlias = MongoClient[dict[str, Any]]

COLLECTIONS: Mapping[str, str] = {
    "diwan_intake.submissions": "_id",
    "diwan_registry.matters": "_id",
    "diwan_registry.entries": "submission_id",
    "diwan_routing.routes": "_id",
    "diwan_notify.notices": "submission_id",
    "diwan_storage.documents": "brought_by",
    "diwan_storage.grants": "_id",
    "diwan_storage.homes": "_id",
}
"""Everything that grows with the letters: collection → the field that says which submission a document is of."""

OPTIONS: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True, uuid_representation=4)


def connected(stack: Stack, *, durable: bool = True) -> Client:
    """A client; use it as a context manager. What is not `durable` is only in the server's memory when it is done."""
    return MongoClient(
        stack.mongo_admin_url,
        uuidRepresentation="standard",
        tz_aware=True,
        w="majority" if durable else 1,
        journal=durable,
    )


def collection_of(client: Client, name: str) -> Collection[dict[str, Any]]:
    """A collection by its database and name, with a dot between."""
    database, collection = name.split(".")
    return client[database].get_collection(collection, OPTIONS)
