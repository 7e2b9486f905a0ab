"""Sessions of people who stay signed in, in MongoDB."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.directory.model import SignedInSession
from services.directory.model.sessions import Replaced
from shared.mongo.connection import Collection, Database, Record, store_errors


class MongoSessions:
    """One document per session; the database removes it when its time is over."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["sessions"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("over_at", ASCENDING)], name="over_at", expireAfterSeconds=0),
                    IndexModel([("person_id", ASCENDING), ("used_at", DESCENDING)], name="person"),
                ]
            )

    async def add(self, session: SignedInSession) -> None:
        """Keep a new one, durably."""
        with store_errors():
            await self._collection.insert_one({"_id": session.session_id, **_record(session)})

    async def get(self, session_id: UUID) -> SignedInSession | None:
        """One of them; one that is over may still be found."""
        with store_errors():
            found = await self._collection.find_one({"_id": session_id})
        return _session(found) if found else None

    async def replace(self, session: SignedInSession, *, before: str) -> bool:
        """Keep one with another secret; False, and nothing done, when its latest is not that of `before` any more."""
        with store_errors():
            done = await self._collection.update_one(
                {"_id": session.session_id, "digest": before}, {"$set": _record(session)}
            )
        return bool(done.matched_count)

    async def of(self, person_id: str, now: datetime) -> Sequence[SignedInSession]:
        """A person's that are not over, the latest used first."""
        with store_errors():
            wanted = {"person_id": person_id, "over_at": {"$gt": now}}
            found = await self._collection.find(wanted).sort([("used_at", DESCENDING)]).to_list(None)
        return [_session(one) for one in found]

    async def end(self, session_id: UUID) -> None:
        """Forget one; nothing happens when it is not there."""
        with store_errors():
            await self._collection.delete_one({"_id": session_id})

    async def end_all(self, person_id: str) -> int:
        """Forget all of a person's; says how many."""
        with store_errors():
            return (await self._collection.delete_many({"person_id": person_id})).deleted_count


def _record(session: SignedInSession) -> dict[str, Any]:
    return {
        "person_id": session.person_id,
        "address": session.address,
        "digest": session.digest,
        "begun_at": session.begun_at,
        "used_at": session.used_at,
        "over_at": session.over_at,
        "replaced": [{"digest": one.digest, "at": one.at} for one in session.replaced],
    }


def _session(record: Record) -> SignedInSession:
    return SignedInSession(
        session_id=record["_id"],
        person_id=record["person_id"],
        address=record["address"],
        digest=record["digest"],
        begun_at=record["begun_at"],
        used_at=record["used_at"],
        replaced=tuple(Replaced(digest=one["digest"], at=one["at"]) for one in record["replaced"]),
    )
