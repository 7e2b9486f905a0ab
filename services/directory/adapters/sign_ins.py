"""Sign-ins in MongoDB: attempts that count for a while, and the record of how they ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from services.directory.model import WINDOW, Outcome, SignInRecord, Tries
from services.directory.ports import Place
from shared.errors import TransientError
from shared.mongo.connection import Collection, Database, store_errors


class MongoSignIns:
    """Attempts by login, and one document per record; the database removes both when their time is over."""

    def __init__(self, database: Database, *, keep: timedelta) -> None:
        self._attempts: Collection = database["sign_in_attempts"]
        self._records: Collection = database["sign_ins"]
        self._keep = keep

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._attempts.create_indexes(
                [IndexModel([("until", ASCENDING)], name="until", expireAfterSeconds=0)]
            )
            await self._records.create_indexes(
                [
                    # The time is in the record, not in the index: another setting needs no other index.
                    IndexModel([("expires_at", ASCENDING)], name="expires_at", expireAfterSeconds=0),
                    IndexModel([("at", DESCENDING), ("_id", DESCENDING)], name="newest"),
                ]
            )

    async def begin(self, key: str, now: datetime) -> Tries:
        """Count one more attempt, before it is known how it ends: many at once cannot pass the limit together."""
        counts = {"$gt": ["$until", now]}
        try:
            with store_errors():
                found = await self._attempts.find_one_and_update(
                    {"_id": key},
                    [
                        {
                            "$set": {
                                "count": {"$cond": [counts, {"$add": ["$count", 1]}, 1]},
                                "until": {"$cond": [counts, "$until", now + WINDOW]},
                            }
                        }
                    ],
                    upsert=True,
                    return_document=ReturnDocument.AFTER,
                )
        except DuplicateKeyError as error:
            raise TransientError("two first attempts at once") from error
        return Tries(count=found["count"], until=found["until"])

    async def clear(self, key: str) -> None:
        """Forget the attempts of a login."""
        with store_errors():
            await self._attempts.delete_one({"_id": key})

    async def record(self, record: SignInRecord) -> None:
        """Remember; durable when it returns."""
        with store_errors():
            await self._records.insert_one(
                {
                    "_id": record.sign_in_id,
                    "at": record.at,
                    "outcome": record.outcome.value,
                    "person_id": record.person_id,
                    "address": record.address,
                    "expires_at": record.at + self._keep,
                }
            )

    async def page(self, *, after: Place | None, limit: int) -> Sequence[SignInRecord]:
        """What is remembered, newest first, from a place on."""
        wanted = {}
        if after is not None:
            at, sign_in_id = after
            wanted = {"$or": [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": sign_in_id}}]}
        order = [("at", DESCENDING), ("_id", DESCENDING)]
        with store_errors():
            found = await self._records.find(wanted).sort(order).limit(limit).to_list(None)
        return [
            SignInRecord(
                sign_in_id=one["_id"],
                at=one["at"],
                outcome=Outcome(one["outcome"]),
                person_id=one["person_id"],
                address=one["address"],
            )
            for one in found
        ]
