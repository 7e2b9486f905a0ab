"""Matters that were closed, in MongoDB."""

from collections.abc import Collection as SomeOf
from collections.abc import Sequence
from uuid import UUID

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from services.storage.retention.adapters.looking import counted, matching
from services.storage.retention.model import Confirmed, Count, KeptMatter, Span
from services.storage.retention.ports import Place
from shared.mongo.connection import Collection, Database, Record, store_errors

_FACTS = ("number", "request_type", "received_at", "closed_at", "version", "state", "confidential")


class MongoKeptMatters:
    """One record a matter. `time_zone` (IANA) is the one whose years are counted."""

    def __init__(self, database: Database, *, time_zone: str) -> None:
        self._collection: Collection = database["kept_matters"]
        self._time_zone = time_zone

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are. With the number, counting reads nothing but the index."""
        first = [("state", ASCENDING), ("request_type", ASCENDING), ("confidential", ASCENDING)]
        last = [("_id", ASCENDING), ("number", ASCENDING), ("hold.on", ASCENDING)]
        with store_errors():
            await self._collection.create_indexes(
                [
                    IndexModel([*first, ("closed_at", ASCENDING), *last], name="closed"),
                    IndexModel([*first, ("received_at", ASCENDING), *last], name="received"),
                    IndexModel([("number", ASCENDING)], name="number"),
                ]
            )

    async def closed(self, matter: KeptMatter, *, typed: int, classified: int) -> None:
        """Note that a matter was closed; `typed` and `classified` are the versions of its type and clearance."""
        facts: Record = {
            "number": matter.number,
            "received_at": matter.received_at,
            "closed_at": matter.closed_at,
            "state": "over",
            "version": matter.version,
        }
        said = [
            *_if_newer("version", facts),
            *_if_newer("typed", {"request_type": matter.request_type, "typed": typed}),
            *_if_newer("classified", {"confidential": matter.confidential, "classified": classified}),
        ]
        await self._update(matter.submission_id, said, upsert=True)

    async def opened(self, submission_id: UUID, version: int) -> None:
        """Note that work on a matter began again, if it was closed at all."""
        # What was only retyped has no number yet, and was never closed.
        closed: Record = {"_id": submission_id, "number": {"$exists": True}}
        with store_errors():
            await self._collection.update_one(closed, _if_newer("version", {"state": "open", "version": version}))

    async def retyped(self, submission_id: UUID, request_type: str, version: int) -> None:
        """Note the type of a matter, also of one that is not closed yet."""
        said = _if_newer("typed", {"request_type": request_type, "typed": version})
        await self._update(submission_id, said, upsert=True)

    async def classified(self, submission_id: UUID, version: int, *, confidential: bool) -> None:
        """Note whether a matter needs clearance, if it was closed at all."""
        said = _if_newer("classified", {"confidential": confidential, "classified": version})
        await self._update(submission_id, said)

    async def held(self, number: str, version: int, *, held: bool) -> bool:
        """Note whether a matter is held; False where its documents are deleted, or are just being."""
        older = {"number": number, "state": {"$ne": "disposed"}, "hold.version": {"$not": {"$gte": version}}}
        with store_errors():
            await self._collection.update_one(older, {"$set": {"hold": {"version": version, "on": held}}})
            gone = await self._collection.find_one(
                {"number": number, "state": "disposed", "hold.version": {"$not": {"$gte": version}}}, {"_id": 1}
            )
        return gone is None

    async def types(self) -> Sequence[str]:
        """The request types of what is over."""
        with store_errors():
            return await self._collection.distinct("request_type", {"state": "over"})

    async def due(
        self, spans: Sequence[Span], after: Place | None, limit: int, *, cleared: bool
    ) -> Sequence[tuple[Span, KeptMatter]]:
        """What is due and not held, in order of the moment that counts; what needs clearance only if `cleared`."""
        found: list[tuple[Span, Record]] = []
        for span in spans:
            field = f"{span.counted_from}_at"
            cursor = self._collection.find(matching(span, after, cleared=cleared)).hint(span.counted_from)
            with store_errors():
                records = await cursor.sort([(field, ASCENDING), ("_id", ASCENDING)]).limit(limit).to_list(None)
            found += [(span, record) for record in records]
        found.sort(key=lambda one: (one[1][f"{one[0].counted_from}_at"], one[1]["_id"]))
        return [(span, _matter(record)) for span, record in found[:limit]]

    async def counts(self, spans: Sequence[Span], *, cleared: bool) -> Sequence[Count]:
        """How much of it there is, by class and year."""
        found: list[Count] = []
        for span in spans:
            pipeline = counted(span, self._time_zone, cleared=cleared)
            with store_errors():
                rows = await self._collection.aggregate(pipeline, hint=span.counted_from).to_list(None)
            found += [Count(class_code=span.class_code, year=row["_id"], matters=row["matters"]) for row in rows]
        return found

    async def numbered(self, numbers: SomeOf[str]) -> Sequence[KeptMatter]:
        """The matters of these numbers that were closed."""
        with store_errors():
            found = await self._collection.find({"number": {"$in": list(numbers)}}).to_list(None)
        return [_matter(record) for record in found]

    async def claim(self, one: Confirmed, disposal_id: str) -> bool:
        """Take a matter for a disposal, if it is still what was confirmed and not held; True, too, where it is taken by it."""
        same: Record = {
            "_id": one.submission_id,
            "state": "over",
            "version": one.version,
            "request_type": one.request_type,
            "hold.on": {"$ne": True},
        }
        taken = {"_id": one.submission_id, "state": "disposed", "disposal_id": disposal_id}
        with store_errors():
            done = await self._collection.update_one(same, {"$set": {"state": "disposed", "disposal_id": disposal_id}})
            return done.matched_count == 1 or await self._collection.find_one(taken, {"_id": 1}) is not None

    async def disposed(self, submission_ids: SomeOf[UUID]) -> frozenset[UUID]:
        """Those of these whose documents are deleted, or are just being."""
        wanted = {"_id": {"$in": list(submission_ids)}, "state": "disposed"}
        with store_errors():
            found = await self._collection.find(wanted, {"_id": 1}).to_list(None)
        return frozenset(record["_id"] for record in found)

    async def _update(self, submission_id: UUID, said: list[Record], *, upsert: bool = False) -> None:
        with store_errors():
            try:
                await self._collection.update_one({"_id": submission_id}, said, upsert=upsert)
            except DuplicateKeyError:
                # Something else of it was said in the same moment, for the first time.
                await self._collection.update_one({"_id": submission_id}, said)


def _if_newer(version: str, said: Record) -> list[Record]:
    """An update that says something unless a later version was said; what is missing is older than everything.

    The version itself is set last: all else is compared with the one that stood there before.
    """
    newer = {"$lt": [f"${version}", said[version]]}
    stages = [name for name in said if name != version]
    return [
        {"$set": {name: {"$cond": [newer, {"$literal": said[name]}, f"${name}"]} for name in stages}},
        {"$set": {version: {"$cond": [newer, said[version], f"${version}"]}}},
    ]


def _matter(record: Record) -> KeptMatter:
    facts = {name: record[name] for name in _FACTS}
    return KeptMatter(submission_id=record["_id"], held=bool(record.get("hold", {}).get("on")), **facts)
