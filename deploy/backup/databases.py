"""All databases as they were at one moment: MongoDB reads any of them at the same cluster time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bson import json_util
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from bson.timestamp import Timestamp
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.errors import AutoReconnect, CursorNotFound, ExecutionTimeout, OperationFailure

from deploy.backup.errors import BackupError, MomentPassedError

NOT_KEPT: Mapping[str, frozenset[str]] = {
    "directory": frozenset({"sessions"}),
    "portal": frozenset({"sessions"}),
}
"""Database without its prefix → what a restore must not bring back: who was signed out would be signed in again."""

_QUERY_PLAN_KILLED = 175
_SNAPSHOT_TOO_OLD = 239
_SNAPSHOT_UNAVAILABLE = 246
"""MongoDB's own numbers of errors; the first is that of a collection that is dropped while it is read."""
_PATIENCE_MS = 10_000
_ELECTION_MS = 30_000
"""How long it may take until another primary leads: by default it is missed for ten seconds first."""

RAW: CodecOptions[Any] = CodecOptions(document_class=RawBSONDocument)
Client = MongoClient[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A collection, with all that makes another one like it."""

    database: str
    name: str
    options: str
    indexes: str


def connect(url: str, *, silence_ms: int | None = None) -> Client:
    """A client for an operator's work: it waits longer than a service would.

    A server that is silent for `silence_ms` while it is asked is taken for lost; without it, an index may take its time.
    """
    return MongoClient(
        url,
        w="majority",
        journal=True,
        serverSelectionTimeoutMS=_ELECTION_MS,
        socketTimeoutMS=silence_ms,
        appname="diwan-backup",
        retryWrites=True,
    )


def names(client: Client, prefix: str) -> Sequence[str]:
    """The databases of the house."""
    return sorted(name for name in client.list_database_names() if name.startswith(prefix))


class Databases:
    """What is read of them. Reading a moment has to begin within MongoDB's history, five minutes unless set longer."""

    def __init__(self, client: Client, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def described(self) -> Sequence[Described]:
        """Every collection that is kept. Raises `BackupError` when there is none."""
        found = []
        for database in names(self._client, self._prefix):
            left_out = NOT_KEPT.get(database.removeprefix(self._prefix), frozenset())
            for about in self._client[database].list_collections():
                name = about["name"]
                if about["type"] != "collection" or name in left_out or name.startswith("system."):
                    continue
                indexes = [dict(index) for index in self._client[database][name].list_indexes()]
                found.append(
                    Described(
                        database=database,
                        name=name,
                        options=json_util.dumps(about["options"]),
                        indexes=json_util.dumps(indexes),
                    )
                )
        if not found:
            raise BackupError(f"there is no database whose name begins with {self._prefix}")
        return sorted(found, key=lambda one: (one.database, one.name))

    def now(self, one: Described) -> Timestamp:
        """A moment at which everything is there that was committed by now. Raises `MomentPassedError`."""
        # Whoever answers it leads, and a majority has what was there by then; its time holds for whoever leads next, too.
        linearizable = {"level": "linearizable"}
        look = {"find": one.name, "filter": {"_id": None}, "limit": 1, "singleBatch": True}
        with _at_a_moment():
            answer = self._client[one.database].command(
                {**look, "readConcern": linearizable, "maxTimeMS": _PATIENCE_MS}
            )
        time: Timestamp = answer["operationTime"]
        return time

    def documents(self, one: Described, at: Timestamp) -> Iterator[bytes]:
        """All documents of a collection as they were then, in BSON. Raises `MomentPassedError`."""
        yield from self.found(one.database, one.name, at, {})

    def found(self, database: str, collection: str, at: Timestamp, what: Mapping[str, Any]) -> Iterator[bytes]:
        """What a question (`filter`, `projection`, `hint`) finds there at that moment."""
        concern = {"level": "snapshot", "atClusterTime": at}
        with self._client.start_session(causal_consistency=False) as session:
            answer = self._ask(database, {"find": collection, **what, "readConcern": concern}, session)
            yield from (document.raw for document in answer["cursor"]["firstBatch"])
            while answer["cursor"]["id"]:
                more = {"getMore": answer["cursor"]["id"], "collection": collection}
                answer = self._ask(database, more, session)
                yield from (document.raw for document in answer["cursor"]["nextBatch"])

    def _ask(self, database: str, question: Mapping[str, Any], session: ClientSession) -> Any:
        with _at_a_moment():
            return self._client[database].command(dict(question), codec_options=RAW, session=session)


@contextmanager
def _at_a_moment() -> Iterator[None]:
    """Say in our own words that a moment cannot be read."""
    try:
        yield
    except (AutoReconnect, CursorNotFound, ExecutionTimeout) as error:
        raise MomentPassedError(f"MongoDB's primary was lost while it was read ({type(error).__name__})") from error
    except OperationFailure as error:
        if error.code == _QUERY_PLAN_KILLED:
            raise MomentPassedError("a collection was dropped while it was read") from error
        if error.code not in (_SNAPSHOT_TOO_OLD, _SNAPSHOT_UNAVAILABLE):
            raise
        raise MomentPassedError(
            "MongoDB cannot be read at that moment any more: give it a longer history"
            " (minSnapshotHistoryWindowInSeconds)"
        ) from error
