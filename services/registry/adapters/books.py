"""Matters, entries and counters in MongoDB."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING, UpdateOne

from services.registry.adapters.changes import cancellation, change
from services.registry.adapters.desk import DeskInMongo, Waiting
from services.registry.adapters.indexes import ENTRY_INDEXES, MATTER_INDEXES
from services.registry.adapters.transactions import PATIENCE_SECONDS, Transactions
from services.registry.duplicates import Twin
from services.registry.errors import VersionConflictError
from services.registry.model import Entry, Matter, Numbers, State, WaitsBecause, Write
from services.registry.records import entry_from, entry_record, matter_from
from shared.contracts.base import Book
from shared.messaging.relay import Relay
from shared.mongo.connection import Client, Database, Record, Session, store_errors


class MongoBooks:
    """Matters with their pending events, entries and counters, written in one transaction per batch.

    The database alone keeps it right: an entry's key is its book, year and sequence; a submission has one entry; the
    counter is read and written inside the transaction, so that two replicas conflict instead of giving a number twice.
    """

    def __init__(
        self,
        client: Client,
        database: Database,
        relay: Relay,
        *,
        time_zone: str,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._matters = database["matters"]
        self._desk = DeskInMongo(self._matters)
        self._entries = database["entries"]
        self._relay = relay
        self._transactions = Transactions(client, database, time_zone=time_zone, patience_seconds=patience_seconds)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._matters.create_indexes(MATTER_INDEXES)
            await self._entries.create_indexes(ENTRY_INDEXES)

    async def load(self, submission_ids: Sequence[UUID]) -> Mapping[UUID, Matter]:
        """The matters that there are."""
        with store_errors():
            found = await self._matters.find({"_id": {"$in": list(set(submission_ids))}}, {"outbox": 0}).to_list(None)
        return {record["_id"]: matter_from(record) for record in found}

    async def twins(self, keys: Collection[str], *, since: datetime, limit: int) -> Sequence[Twin]:
        """At most so many matters received since then that have one of these keys; of each key the latest first."""
        wanted = {"twin_keys": {"$in": list(keys)}, "received_at": {"$gte": since}}
        shown = {"number": 1, "twin_keys": 1}
        with store_errors():
            # In the order of the index: sorting over many keys would read all that there is of each.
            found = self._matters.find(wanted, shown).limit(limit)
            return [
                Twin(submission_id=one["_id"], number=one["number"], keys=frozenset(one["twin_keys"]))
                for one in await found.to_list(None)
            ]

    async def commit(
        self, *, book: Book, numbers: int, now: datetime, writes: Callable[[Numbers], Sequence[Write]]
    ) -> None:
        """Take the next `numbers` of a book and write, all or nothing. See `ports.Books`."""

        async def write(session: Session, taken: Numbers) -> None:
            await self._write(session, writes(taken))

        await self._transactions.run(book, numbers, now, write)
        self._relay.wake()

    async def by_token_hash(self, hashed: str) -> Matter | None:
        """The matter whose tracking token has this hash."""
        return await self._one({"token_hash": hashed})

    async def by_number(self, number: str) -> Matter | None:
        """The matter that has a number."""
        # The type is said so that the partial index serves the query.
        return await self._one({"number": {"$eq": number, "$type": "string"}})

    async def waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        confidential: bool = False,
        after: tuple[bool, datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        """Matters in these states, urgent first, then oldest first, from a place on. See `ports.Books`."""
        wanted = Waiting(states=tuple(states), because=because, doubled=duplicates, confidential=confidential)
        return await self._desk.page(wanted, after, limit)

    async def count_waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        confidential: bool = False,
        most: int,
    ) -> int:
        """How many of those there are; it stops counting at `most`."""
        wanted = Waiting(states=tuple(states), because=because, doubled=duplicates, confidential=confidential)
        return await self._desk.count(wanted, most)

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these matters that are confidential."""
        wanted = {"confidential": True, "_id": {"$in": list(submission_ids)}}
        with store_errors():
            found = await self._matters.find(wanted, {"_id": 1}).hint("confidential").to_list(None)
        return frozenset(record["_id"] for record in found)

    async def entries(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[Entry]:
        """Lines of a book in order, those with a sequence above `after`."""
        wanted = {"book": book, "year": year, "sequence": {"$gt": after}}
        with store_errors():
            found = await self._entries.find(wanted).sort("sequence", ASCENDING).limit(limit).to_list(None)
        return [entry_from(record) for record in found]

    async def _one(self, wanted: Record) -> Matter | None:
        with store_errors():
            found = await self._matters.find_one(wanted, {"outbox": 0})
        return None if found is None else matter_from(found)

    async def _write(self, session: Session, writes: Sequence[Write]) -> None:
        if entries := [entry_record(write.entry) for write in writes if write.entry]:
            await self._entries.insert_many(entries, session=session)
        if voids := [cancellation(write.void) for write in writes if write.void]:
            await self._entries.bulk_write(voids, session=session)
        changes = [change(write) for write in writes]
        known = sum(isinstance(change, UpdateOne) for change in changes)
        result = await self._matters.bulk_write(changes, ordered=False, session=session)
        if result.matched_count != known:
            raise VersionConflictError
