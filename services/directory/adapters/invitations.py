"""Invitations in MongoDB."""

from datetime import datetime

from pymongo import ASCENDING, IndexModel

from shared.mongo.connection import Collection, Database, store_errors


class MongoInvitations:
    """One document per person who is invited; the database removes it when its time is over."""

    def __init__(self, database: Database) -> None:
        self._collection: Collection = database["invitations"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([("digest", ASCENDING)], name="digest", unique=True),
                    IndexModel([("until", ASCENDING)], name="until", expireAfterSeconds=0),
                ]
            )

    async def keep(self, digest: str, person_id: str, until: datetime) -> None:
        """Let whoever shows the secret choose this person's password; what was kept for the person before is void."""
        with store_errors():
            await self._collection.replace_one({"_id": person_id}, {"digest": digest, "until": until}, upsert=True)

    async def take(self, digest: str, now: datetime) -> str | None:
        """Whose password may be chosen; it is forgotten by that. None when nobody's, or no longer."""
        with store_errors():
            found = await self._collection.find_one_and_delete({"digest": digest, "until": {"$gt": now}})
        return None if found is None else str(found["_id"])
