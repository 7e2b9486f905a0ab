"""Files that are sent in parts, in MongoDB, which also forgets them when their time is over."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, IndexModel

from services.intake.model import Held, Piece, StartedFile
from shared.ids import new_id
from shared.mongo.connection import Collection, Database, Record, store_errors


class MongoStartedFiles:
    """One document per file with the list of its pieces, and one per piece with the bytes.

    A piece counts once it stands in the file's list, and it gets there only at the very offset where the file ends: of
    two who send the same part one is taken, and what the other one left is forgotten with the file at the latest.
    """

    def __init__(self, database: Database) -> None:
        self._files: Collection = database["started_files"]
        self._pieces: Collection = database["pieces"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            forgets = IndexModel([("ends_at", ASCENDING)], name="ends_at", expireAfterSeconds=0)
            await self._files.create_indexes([forgets, IndexModel([("client", ASCENDING)], name="client")])
            await self._pieces.create_indexes([forgets, IndexModel([("of", ASCENDING)], name="of")])

    async def add(self, started: StartedFile) -> None:
        """Keep a file of which nothing has come yet. Raises `TransientError`."""
        record: Record = {
            "_id": started.key,
            "client": started.client,
            "name": started.name,
            "media_type": started.media_type,
            "size": started.size,
            "received": 0,
            "pieces": [],
            "ends_at": started.ends_at,
        }
        with store_errors():
            await self._files.insert_one(record)

    async def get(self, key: str) -> StartedFile | None:
        """One file; one whose time is over may still be found. Raises `TransientError`."""
        with store_errors():
            found = await self._files.find_one({"_id": key})
        return _started(found) if found else None

    async def held(self, client: str, now: datetime) -> tuple[Held, Held]:
        """What is held for a client, and for all. Raises `TransientError`."""
        with store_errors():
            sums = await self._files.aggregate(
                [
                    {"$match": {"ends_at": {"$gt": now}}},
                    {
                        "$group": {
                            "_id": {"$eq": ["$client", client]},
                            "files": {"$sum": 1},
                            "size": {"$sum": "$size"},
                        }
                    },
                ]
            ).to_list(None)
        found = {one["_id"]: Held(files=one["files"], size=one["size"]) for one in sums}
        own, others = found.get(True, Held(files=0, size=0)), found.get(False, Held(files=0, size=0))
        return own, Held(files=own.files + others.files, size=own.size + others.size)

    async def append(self, started: StartedFile, content: bytes) -> StartedFile | None:
        """Put bytes at the end of a file, durably; None when it does not end any more where it did."""
        piece = Piece(piece_id=new_id(), size=len(content))
        with store_errors():
            await self._pieces.insert_one(
                {"_id": piece.piece_id, "of": started.key, "bytes": content, "ends_at": started.ends_at}
            )
            taken = await self._files.find_one_and_update(
                {"_id": started.key, "received": started.received},
                {
                    "$push": {"pieces": {"id": piece.piece_id, "size": piece.size}},
                    "$inc": {"received": piece.size},
                },
            )
            if taken is None:
                await self._pieces.delete_one({"_id": piece.piece_id})
                return None
        return started.with_piece(piece)

    async def read(self, pieces: Sequence[UUID]) -> AsyncIterator[bytes]:
        """The bytes of pieces, in this order; those that are gone are passed over. Raises `TransientError`."""
        for piece_id in pieces:
            with store_errors():
                found = await self._pieces.find_one({"_id": piece_id})
            if found:
                yield found["bytes"]

    async def end(self, key: str, ends_at: datetime) -> None:
        """Have a file forgotten sooner. Raises `TransientError`."""
        with store_errors():
            await self._files.update_one({"_id": key}, {"$min": {"ends_at": ends_at}})
            await self._pieces.update_many({"of": key}, {"$min": {"ends_at": ends_at}})

    async def remove(self, key: str) -> None:
        """Forget a file at once; nothing happens when it is not there. Raises `TransientError`."""
        with store_errors():
            await self._files.delete_one({"_id": key})
            await self._pieces.delete_many({"of": key})


def _started(record: Record) -> StartedFile:
    return StartedFile(
        key=record["_id"],
        client=record["client"],
        name=record["name"],
        media_type=record["media_type"],
        size=record["size"],
        ends_at=record["ends_at"],
        pieces=tuple(Piece(piece_id=one["id"], size=one["size"]) for one in record["pieces"]),
    )
