"""What people did, out of the collections where it was written down anyway, by an index on who and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, IndexModel

from shared.deeds import Deed
from shared.mongo.connection import Collection, Record, store_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Where deeds are written down: one a document, or in an array of documents.

    `who` and `at` are fields of a deed; `what` is the field that says what it was, or `named` says it for all.
    `ids` says which fields, of a deed or of its document, hold what a `Deed` names. `index_name` tells several logs of one
    collection apart.
    """

    collection: Collection
    array: str = ""
    who: str
    at: str
    what: str = ""
    named: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    index_name: str = "deeds"

    @property
    def index(self) -> IndexModel:
        """Who did something, and when."""
        return IndexModel([(self._path(self.who), ASCENDING), (self._path(self.at), DESCENDING)], name=self.index_name)

    def pipeline(self, person_id: str, span: tuple[datetime, datetime], limit: int) -> list[Record]:
        """The latest deeds of a person."""
        mine: Record = {self.who: person_id, self.at: {"$gte": span[0], "$lt": span[1]}}
        stages: list[Record] = [{"$match": {self.array: {"$elemMatch": mine}} if self.array else mine}]
        if self.array:
            stages.append({"$project": {self.array: 1, **dict.fromkeys(self.ids.values(), 1)}})
            stages.append({"$unwind": f"${self.array}"})
            stages.append({"$match": {self._path(name): value for name, value in mine.items()}})
        stages += [{"$sort": {self._path(self.at): -1, "_id": 1}}, {"$limit": limit}]
        return [*stages, {"$project": {"_id": 0, **self._shown}}]

    def trail(self, span: Record, most: int | None) -> list[Record]:
        """The deeds of everybody within a span of time, the first `most` of them in its order; `who` did each."""
        within: Record = {self.at: span}
        stages: list[Record] = [{"$match": {self.array: {"$elemMatch": within}} if self.array else within}]
        if self.array:
            stages += [{"$unwind": f"${self.array}"}, {"$match": {self.time: span}}]
        stages.append({"$sort": {self.time: 1, "_id": 1}})
        if most is not None:
            stages.append({"$limit": most})
        return [*stages, {"$project": {"_id": 0, **self._shown, "who": f"${self._path(self.who)}"}}]

    @property
    def time(self) -> str:
        """The path of a deed's time."""
        return self._path(self.at)

    def times(self, document: Record) -> Sequence[datetime]:
        """The times of the deeds in a document that was read with `time` alone."""
        if self.array:
            return [value for one in document.get(self.array, ()) if (value := one.get(self.at)) is not None]
        value = document.get(self.at)
        return [] if value is None else [value]

    @property
    def _shown(self) -> Record:
        what: str | Record = {"$literal": self.named} if self.named else f"${self._path(self.what)}"
        return {"at": f"${self.time}", "what": what, **{name: f"${path}" for name, path in self.ids.items()}}

    def _path(self, name: str) -> str:
        return f"{self.array}.{name}" if self.array else name


class MongoDeeds:
    """The deeds of several logs together."""

    def __init__(self, *logs: Log) -> None:
        self.logs: Sequence[Log] = logs

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            for log in self.logs:
                await log.collection.create_indexes([log.index])

    async def of_person(
        self, person_id: str, span: tuple[datetime, datetime], *, skip: int, limit: int
    ) -> Sequence[Deed]:
        """What a person did, newest first. See `shared.deeds.Deeds`."""
        found: list[Deed] = []
        for log in self.logs:
            pipeline = log.pipeline(person_id, span, skip + limit)
            with store_errors():
                rows = await log.collection.aggregate(pipeline, hint=log.index_name).to_list(None)
            found += [Deed(**row) for row in rows]
        found.sort(key=lambda deed: deed.at, reverse=True)
        return found[skip : skip + limit]
