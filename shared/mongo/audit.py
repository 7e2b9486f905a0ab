"""Deeds in the order of their time, and the place up to which they have been sent on."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from shared.audit import AuditExport, Line, sink_of
from shared.clock import Clock
from shared.deeds import Deed
from shared.errors import TransientError
from shared.mongo.connection import Database, Record, store_errors
from shared.mongo.deeds import Log, MongoDeeds
from shared.settings import AuditSettings

log = structlog.get_logger(__name__)

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(milliseconds=1)
"""What dates in MongoDB are exact to."""
STEP = timedelta(hours=1)
"""A look goes over no more than this from the first deed that it finds."""
INDEX_SECONDS = 5.0
"""Between two times that the indexes are asked for."""


class MongoTrail:
    """Reads the logs of a service together, by an index on time that only those have whose deeds are sent on."""

    def __init__(self, service: str, deeds: MongoDeeds) -> None:
        self._service = service
        self._logs = deeds.logs

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            for log in self._logs:
                await log.collection.create_indexes([IndexModel([(log.time, ASCENDING)], name=_index(log))])

    async def following(self, after: datetime, until: datetime, most: int) -> tuple[Sequence[Line], datetime]:
        """The next deeds. See `shared.audit.exporting.Trail`."""
        firsts = [first for log in self._logs if (first := await _first(log, after, until))]
        if not firsts:
            return (), until
        upto = min(min(firsts) + STEP, until)
        found = [await _between(log, after, upto, most + 1) for log in self._logs]
        for rows in found:
            if len(rows) > most:
                # Never between two of one moment: what is left is later than what is sent.
                upto = max(min(upto, rows[most]["at"] - TICK), min(firsts))
        if any(len(rows) > most and rows[-1]["at"] <= upto for rows in found):
            found = [await _between(log, after, upto, None) for log in self._logs]
        lines = [self._line(row) for rows in found for row in rows if row["at"] <= upto]
        return sorted(lines, key=lambda line: line.deed.at), upto

    def _line(self, row: Record) -> Line:
        who = row.pop("who", None)
        return Line(service=self._service, who="" if who is None else str(who), deed=Deed(**row))


class MongoPlace:
    """One small document: the place, and who may move it until when."""

    def __init__(self, database: Database) -> None:
        self._collection = database["audit_export"]
        self._me = uuid.uuid4().hex

    async def held(self, now: datetime, lease: timedelta) -> tuple[datetime, bool]:
        """The place, and whether it is ours to move. See `shared.audit.exporting.Place`."""
        free = {"_id": "place", "$or": [{"until": {"$lte": now}}, {"holder": self._me}]}
        with store_errors():
            # There is a duplicate when somebody else holds it.
            with suppress(DuplicateKeyError):
                await self._collection.update_one(
                    free,
                    {"$set": {"holder": self._me, "until": now + lease}, "$setOnInsert": {"at": BEGINNING}},
                    upsert=True,
                )
            found = await self._collection.find_one({"_id": "place"})
        if found is None:
            raise TransientError("the place is not there yet")
        return found["at"], found["holder"] == self._me

    async def move(self, to: datetime) -> None:
        """Remember that all is sent up to then. Raises `TransientError`."""
        with store_errors():
            moved = await self._collection.update_one({"_id": "place", "holder": self._me}, {"$set": {"at": to}})
        if not moved.matched_count:
            raise TransientError("another replica has taken over")


def _index(log: Log) -> str:
    return f"{log.index_name}_by_time"


async def _first(log: Log, after: datetime, until: datetime) -> datetime | None:
    """When the first deed after a moment was done: one look into the index."""
    first: list[Any] = [(log.time, after + TICK)]
    last: list[Any] = [(log.time, until + TICK)]
    cursor = log.collection.find({}, {"_id": 0, log.time: 1}).min(first).max(last).hint(_index(log)).limit(1)
    with store_errors():
        found = await cursor.to_list(None)
    return min((at for one in found for at in log.times(one) if at > after), default=None)


async def _between(log: Log, after: datetime, upto: datetime, most: int | None) -> list[Record]:
    pipeline = log.trail({"$gt": after, "$lte": upto}, most)
    with store_errors():
        return list(await log.collection.aggregate(pipeline, hint=_index(log)).to_list(None))


class SentOn:
    """A service's deeds on their way, if its settings say where to: what it prepares, runs and closes for it."""

    def __init__(
        self, service: str, database: Database, deeds: MongoDeeds, settings: AuditSettings, clock: Clock
    ) -> None:
        self._sink = sink_of(settings.audit_url, settings.audit_ca_file) if settings.audit_url else None
        self._trail = MongoTrail(service, deeds)
        self._service = service
        self._place = MongoPlace(database)
        self._clock = clock

    @property
    def background(self) -> Sequence[Callable[[], Coroutine[Any, Any, None]]]:
        """What runs until the service stops: nothing when nothing is sent."""
        if self._sink is None:
            return ()
        export = AuditExport(
            service=self._service, trail=self._trail, place=self._place, sink=self._sink, clock=self._clock
        )

        async def run() -> None:
            await self._until_indexed()
            await export.run()

        return (run,)

    async def _until_indexed(self) -> None:
        while True:
            try:
                await self._trail.create_indexes()
            except TransientError as error:
                # Where there is much already, it takes longer than an answer may; asked again, the store goes on with it.
                log.warning("deeds are not sent on", error=str(error))
                await asyncio.sleep(INDEX_SECONDS)
            else:
                return

    async def close(self) -> None:
        """Close the connection to the receiver."""
        if self._sink is not None:
            await self._sink.close()
