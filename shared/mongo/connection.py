"""Connecting to MongoDB, and saying its errors in our own words.

Motor is past its end of life, so everything that is Motor's own stands in this package; PyMongo's `AsyncMongoClient` has
the same calls and can take its place here (docs/decisions/0002).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from bson.codec_options import CodecOptions
from motor.motor_asyncio import (
    AsyncIOMotorClient,
    AsyncIOMotorClientSession,
    AsyncIOMotorCollection,
    AsyncIOMotorDatabase,
)
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConnectionFailure,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WaitQueueTimeoutError,
    WTimeoutError,
)

from shared.errors import TransientError
from shared.observability.stores import MONGODB

Record: TypeAlias = dict[str, Any]
Client: TypeAlias = AsyncIOMotorClient[Record]
Database: TypeAlias = AsyncIOMotorDatabase[Record]
Collection: TypeAlias = AsyncIOMotorCollection[Record]
Session: TypeAlias = AsyncIOMotorClientSession

_TRANSIENT = (AutoReconnect, ConnectionFailure, ExecutionTimeout, WaitQueueTimeoutError, WTimeoutError)
_TRANSIENT_CODES = frozenset(
    {6, 7, 18, 43, 89, 91, 112, 134, 175, 189, 202, 237, 251, 262, 9001, 10107, 11600, 11602, 13435, 13436, 14031}
)
"""Server errors that pass: unreachable hosts, shutdown, write conflict, no primary, an aborted transaction; a majority
that is not known yet after a start (134), reads that a change of primary ended (43, 175, 237), a full disk (14031), and
a password that is just being changed (18): were it a defect, every message there is would become a dead letter."""

_UNAUTHORISED = 13
_NOT_SIGNED_IN = "requires authentication"
"""What is said with it to whoever was signed in as a user that was removed since: a restart with the next one mends it."""


def connect(url: str) -> Client:
    """A client whose every write is on a majority's disk before it is said to be done."""
    return AsyncIOMotorClient(
        url,
        uuidRepresentation="standard",
        tz_aware=True,
        w="majority",
        journal=True,
        wTimeoutMS=10_000,
        retryWrites=True,
        retryReads=True,
        readConcernLevel="majority",
        serverSelectionTimeoutMS=3_000,
        connectTimeoutMS=3_000,
        socketTimeoutMS=20_000,
        appname="diwan",
    )


def database(client: Client, name: str) -> Database:
    """A service's own database; dates read back aware, in UTC."""
    return client.get_database(name, codec_options=CodecOptions(tz_aware=True, uuid_representation=4))


@contextmanager
def store_errors() -> Iterator[None]:
    """Raise `TransientError` for what passes by itself; anything else is a defect and stays what it is."""
    try:
        yield
    except PyMongoError as error:
        if is_transient(error):
            MONGODB.inc()
            raise TransientError(f"{type(error).__name__}: {error}") from error
        raise


def is_transient(error: PyMongoError) -> bool:
    """Whether the same operation, later, may succeed."""
    if isinstance(error, _TRANSIENT) or error.has_error_label("TransientTransactionError"):
        return True
    if isinstance(error, BulkWriteError):
        # A majority that was not reached in time, or single writes that failed for a passing reason.
        codes = {one["code"] for one in error.details.get("writeErrors", ())}
        return bool(error.details.get("writeConcernErrors")) or bool(codes & _TRANSIENT_CODES)
    if not isinstance(error, OperationFailure):
        return False
    return error.code in _TRANSIENT_CODES or (error.code == _UNAUTHORISED and _NOT_SIGNED_IN in str(error))


async def is_alive(client: Client) -> bool:
    """Whether a primary answers."""
    try:
        await client.admin.command("ping")
    except PyMongoError:
        return False
    return True
