"""Notices in MongoDB, one document each."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import get_args
from uuid import UUID, uuid4

from pymongo import ASCENDING, DESCENDING, ReturnDocument, UpdateOne
from pymongo.errors import BulkWriteError

from services.notify.adapters.records import (
    CALLS,
    DUE,
    INDEXES,
    notice_from,
    notice_record,
    update_for,
    update_for_tick,
)
from services.notify.model.calls import Tick
from services.notify.model.delivery import NoticeRecord, Settlement, State
from services.notify.model.notice import Medium
from shared.batching import GroupCommit
from shared.mongo.connection import Database, Record, store_errors

_DUPLICATE_KEY = 11000
_CALLS_ORDER = [("urgent", DESCENDING), ("created_at", ASCENDING), ("_id", ASCENDING)]


class MongoNotices:
    """Inserts and results are written many at a time; the id of a notice alone keeps it from being there twice."""

    def __init__(self, database: Database) -> None:
        self._collection = database["notices"]
        self._inserts = GroupCommit[Record, bool](self._insert)
        # At once: what is sent and not noted goes out again after a crash.
        self._results = GroupCommit[Settlement, None](self._write, pace_seconds=0)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._collection.create_indexes(list(INDEXES))

    async def add(self, record: NoticeRecord) -> bool:
        """Make a notice durable; false when it is known, and then nothing changes. Raises `TransientError`."""
        return await self._inserts.submit(notice_record(record), urgent=record.urgent)

    async def settle(self, settlement: Settlement, *, urgent: bool) -> None:
        """Write down what an attempt at a pending notice ended in. Raises `TransientError`."""
        await self._results.submit(settlement, urgent=urgent)

    async def claim(
        self, *, medium: Medium, urgent: bool, now: datetime, until: datetime, limit: int
    ) -> Sequence[NoticeRecord]:
        """Take over due notices of one lane, the longest due first: until then no one else gets them."""
        due: Record = {
            "state": "pending",
            # A mail's is not written.
            "medium": None if medium == "mail" else medium,
            "urgent": urgent,
            "next_attempt_at": {"$lte": now},
        }
        with store_errors():
            found = self._collection.find(due, {"_id": 1}).sort("next_attempt_at", ASCENDING).limit(limit).hint(DUE)
            ids = [record["_id"] for record in await found.to_list(None)]
            if not ids:
                return []
            # Each document changes once: of two processes that found the same one, one gets it.
            claim = uuid4()
            await self._collection.update_many(
                {"_id": {"$in": ids}, **due}, {"$set": {"next_attempt_at": until, "claim": claim}}
            )
            mine = await self._collection.find({"_id": {"$in": ids}, "claim": claim}).to_list(None)
        place = {one: index for index, one in enumerate(ids)}
        return [notice_from(record) for record in sorted(mine, key=lambda record: place[record["_id"]])]

    async def get(self, notice_id: UUID) -> NoticeRecord | None:
        """One notice."""
        with store_errors():
            found = await self._collection.find_one({"_id": notice_id})
        return None if found is None else notice_from(found)

    async def listed(
        self,
        *,
        state: State | None = None,
        submission_id: UUID | None = None,
        number: str | None = None,
        after: tuple[datetime, UUID] | None = None,
        limit: int,
    ) -> Sequence[NoticeRecord]:
        """Notices, newest first, from a place (`created_at`, id) on."""
        wanted: Record = {}
        if submission_id is not None:
            wanted["submission_id"] = submission_id
        if number is not None:
            # The type is said so that the partial index serves the query.
            wanted["number"] = {"$eq": number, "$type": "string"}
        if state is not None or not wanted:
            # All states by name where nothing else is asked: the index then merges them in order.
            wanted["state"] = state if state is not None else {"$in": list(get_args(State))}
        if after is not None:
            created_at, notice_id = after
            wanted["created_at"] = {"$lte": created_at}
            wanted["$or"] = [{"created_at": {"$lt": created_at}}, {"_id": {"$lt": notice_id}}]
        with store_errors():
            found = self._collection.find(wanted).sort([("created_at", DESCENDING), ("_id", DESCENDING)]).limit(limit)
            return [notice_from(record) for record in await found.to_list(None)]

    async def reopen(self, notice_id: UUID, *, now: datetime, give_up_at: datetime) -> NoticeRecord | None:
        """Make a notice that was given up or withheld wait again, with a new patience; None when it was neither."""
        stopped: Record = {"_id": notice_id, "state": {"$in": ["given-up", "withheld"]}}
        again = {"state": "pending", "attempts": 0, "next_attempt_at": now, "give_up_at": give_up_at}
        call = {"state": "waiting", "attempts": 0}
        with store_errors():
            for wanted, changed in ((("$ne", "call"), again), (("$eq", "call"), call)):
                found = await self._collection.find_one_and_update(
                    {**stopped, "medium": dict([wanted])},
                    {"$set": changed},
                    return_document=ReturnDocument.AFTER,
                )
                if found is not None:
                    return notice_from(found)
        return None

    async def calls(
        self, *, offices: Collection[str] | None, after: tuple[bool, datetime, UUID] | None, limit: int
    ) -> Sequence[NoticeRecord]:
        """Calls that wait, urgent first, then oldest, from a place on. See `ports.Notices`."""
        found: list[Record] = []
        with store_errors():
            for place in _behind(after):
                wanted: Record = {"state": "waiting", **place}
                if offices is not None:
                    wanted["office"] = {"$in": list(offices)}
                page = self._collection.find(wanted).sort(_CALLS_ORDER).limit(limit - len(found)).hint(CALLS)
                found += await page.to_list(None)
                if len(found) == limit:
                    break
        return [notice_from(record) for record in found]

    async def tick(self, tick: Tick) -> NoticeRecord | None:
        """Note what came of a call that waits and was tried so often before; None when that is not so."""
        with store_errors():
            found = await self._collection.find_one_and_update(
                {"_id": tick.notice_id, "state": "waiting", "attempts": tick.attempts},
                update_for_tick(tick),
                return_document=ReturnDocument.AFTER,
            )
        return None if found is None else notice_from(found)

    async def _insert(self, documents: Sequence[Record]) -> Sequence[bool]:
        """Insert a batch; says for each whether it is new."""
        try:
            with store_errors():
                await self._collection.insert_many(documents, ordered=False)
        except BulkWriteError as error:
            wrong = {one["index"]: one["code"] for one in error.details["writeErrors"]}
            if error.details.get("writeConcernErrors") or set(wrong.values()) != {_DUPLICATE_KEY}:
                raise
            return [index not in wrong for index in range(len(documents))]
        return [True] * len(documents)

    async def _write(self, settlements: Sequence[Settlement]) -> Sequence[None]:
        updates = [
            UpdateOne({"_id": settlement.notice_id, "state": "pending"}, update_for(settlement))
            for settlement in settlements
        ]
        with store_errors():
            await self._collection.bulk_write(updates, ordered=False)
        return [None] * len(settlements)


def _behind(after: tuple[bool, datetime, UUID] | None) -> Sequence[Record]:
    """What is behind a place among the calls, in order, each a range of their index."""
    if after is None:
        return [{}]
    urgent, created_at, notice_id = after
    pieces: list[Record] = [
        {"urgent": urgent, "created_at": created_at, "_id": {"$gt": notice_id}},
        {"urgent": urgent, "created_at": {"$gt": created_at}},
    ]
    return [*pieces, {"urgent": False}] if urgent else pieces
