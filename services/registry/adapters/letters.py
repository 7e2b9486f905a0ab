"""The books of letters in MongoDB."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pymongo import ASCENDING

from services.registry.adapters.indexes import LETTER_INDEXES
from services.registry.adapters.transactions import PATIENCE_SECONDS, Transactions
from services.registry.errors import VersionConflictError
from services.registry.model import LetterBook, LetterEntry, NewLine, Numbers
from services.registry.records import changed_line, line_from, line_id, line_record
from shared.messaging.relay import Relay
from shared.mongo.connection import Client, Database, Session, store_errors
from shared.mongo.outbox import as_pending


class MongoLetterBooks:
    """One document for a letter: its line, with the event that tells its number.

    The database alone keeps it right: a line's key is its book, year and sequence; a letter has one line; the counter
    is read and written in the transaction that writes the lines.
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
        self._letters = database["letters"]
        self._relay = relay
        self._transactions = Transactions(client, database, time_zone=time_zone, patience_seconds=patience_seconds)

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._letters.create_indexes(LETTER_INDEXES)

    async def of_letters(self, letter_ids: Collection[UUID]) -> Mapping[UUID, LetterEntry]:
        """The lines of those letters that have one."""
        with store_errors():
            found = await self._letters.find({"letter_id": {"$in": list(letter_ids)}}, {"outbox": 0}).to_list(None)
        return {record["letter_id"]: line_from(record) for record in found}

    async def commit(
        self, *, book: LetterBook, numbers: int, now: datetime, lines: Callable[[Numbers], Sequence[NewLine]]
    ) -> None:
        """Take the next `numbers` of a book and write a line for each, all or nothing. See `ports.LetterBooks`."""

        async def write(session: Session, taken: Numbers) -> None:
            await self._letters.insert_many(
                [
                    {**line_record(new.entry), "outbox": as_pending(new.event, traceparent=new.traceparent)}
                    for new in lines(taken)
                ],
                session=session,
            )

        await self._transactions.run(book, numbers, now, write)
        self._relay.wake()

    async def get(self, book: LetterBook, year: int, sequence: int) -> LetterEntry | None:
        """One line."""
        with store_errors():
            found = await self._letters.find_one({"_id": line_id(book, year, sequence)}, {"outbox": 0})
        return None if found is None else line_from(found)

    async def change(self, before: LetterEntry, after: LetterEntry) -> None:
        """Write what clerks do to a line that still is what it was. Raises `VersionConflictError`, `TransientError`."""
        seen = {"_id": line_id(before.book, before.year, before.sequence), "version": before.version}
        with store_errors():
            result = await self._letters.update_one(seen, {"$set": changed_line(after)})
        if not result.matched_count:
            raise VersionConflictError

    async def entries(self, book: LetterBook, year: int, *, after: int, limit: int) -> Sequence[LetterEntry]:
        """Lines of a book in order, those with a sequence above `after`."""
        wanted = {"book": book, "year": year, "sequence": {"$gt": after}}
        with store_errors():
            found = self._letters.find(wanted, {"outbox": 0}).sort("sequence", ASCENDING).limit(limit)
            return [line_from(record) for record in await found.to_list(None)]

    async def answering(self, numbers: Collection[str]) -> Mapping[str, Sequence[str]]:
        """By number of a transaction, the numbers of the letters that answer it, in order; void ones answer nothing."""
        # The type is said so that the partial index serves the query.
        wanted = {"answers": {"$in": list(numbers), "$type": "string"}, "voided_at": None}
        with store_errors():
            found = self._letters.find(wanted, {"answers": 1, "number": 1, "registered_at": 1})
            lines = await found.to_list(None)
        answering: defaultdict[str, list[str]] = defaultdict(list)
        for line in sorted(lines, key=lambda line: (line["registered_at"], line["number"])):
            answering[line["answers"]].append(line["number"])
        return answering
