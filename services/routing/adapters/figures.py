"""Figures of the work, counted by MongoDB from indexes; only routes with a written tree, or a question, are read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from pymongo import ASCENDING, IndexModel

from services.routing.model import Done, Load, Pause, ReferredBy
from shared.mongo.connection import Collection, Database, Record, store_errors
from shared.reports import Cell

_OPEN = {"figures.standing": {"$in": ["open", "waiting"]}}
_RUNNING_WORK = {"branches.state": {"$in": ["open", "accepted"]}, "branches.purpose": "action"}


class MongoFigures:
    """Counts routes by what `records.figures_record` wrote beside them."""

    def __init__(self, database: Database, *, time_zone: str) -> None:
        self._routes: Collection = database["routes"]
        self._time_zone = time_zone

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        standing = ("figures.standing", "figures.touched", "unit_id", "due_on", "since")
        done = ("figures.done_at", "figures.asked", "unit_id", "received_at", "due_on")
        with store_errors():
            await self._routes.create_indexes(
                [
                    IndexModel([(name, ASCENDING) for name in standing], name="standing"),
                    IndexModel(
                        [(name, ASCENDING) for name in done],
                        name="done",
                        partialFilterExpression={"figures.done_at": {"$exists": True}},
                    ),
                    IndexModel([("branches.given_at", ASCENDING)], name="given", sparse=True),
                ]
            )

    async def referred(
        self, span: tuple[datetime, datetime], by: ReferredBy, units: frozenset[str] | None
    ) -> Sequence[Cell]:
        """Referrals by the day, or the unit that they went to. See `ports.Figures`."""
        key = _day("$branches.given_at", self._time_zone) if by == "day" else "$branches.holder.unit_id"
        given = {"given_at": _within(span), "parent_id": {"$exists": True}}
        pipeline: list[Record] = [
            {"$match": {"branches": {"$elemMatch": given}}},
            {"$unwind": "$branches"},
            {
                "$match": {
                    **{f"branches.{name}": value for name, value in given.items()},
                    **_of("branches.holder.unit_id", units),
                }
            },
            {"$group": {"_id": {"key": key, "purpose": "$branches.purpose"}, "count": {"$sum": 1}}},
        ]
        rows = await self._all("given", pipeline)
        return [Cell(key=row["_id"]["key"], column=row["_id"]["purpose"], count=row["count"]) for row in rows]

    async def open_work(self, units: frozenset[str] | None) -> Sequence[Load]:
        """Transactions that are not done. See `ports.Figures`."""
        return await self._loads(
            [{"$match": {**_OPEN, **_of("unit_id", units)}}, _loads("$unit_id", "$due_on", "$since")]
        )

    async def held(self, units: frozenset[str] | None) -> Sequence[Load]:
        """Branches for action that run. See `ports.Figures`."""
        # What nobody has touched is one branch, which is written down as the route itself.
        untouched = {**_OPEN, "figures.touched": False, **_of("unit_id", units)}
        holder = {f"branches.holder.{name}": value for name, value in _of("unit_id", units).items()}
        loads = [
            await self._loads([{"$match": untouched}, _loads("$unit_id", "$due_on", "$since")]),
            await self._loads(
                [
                    {"$match": {**_OPEN, "figures.touched": True}},
                    {"$unwind": "$branches"},
                    {"$match": {**_RUNNING_WORK, **holder}},
                    _loads(
                        "$branches.holder.unit_id",
                        "$branches.due_on",
                        "$branches.given_at",
                        "$branches.holder.person_id",
                    ),
                ]
            ),
        ]
        return [load for part in loads for load in part]

    async def done(
        self, span: tuple[datetime, datetime], units: frozenset[str] | None, zones: Mapping[str, str]
    ) -> Sequence[Done]:
        """Transactions that were done. See `ports.Figures`."""
        zone = _zone(zones, self._time_zone)
        days: Record = {
            "unit_id": "$unit_id",
            "due_on": "$due_on",
            "received_on": _day("$received_at", zone),
            "done_on": _day("$figures.done_at", zone),
        }
        matching: Record = {"figures.done_at": _within(span), **_of("unit_id", units)}
        never_stood: list[Record] = [
            {"$match": {**matching, "figures.asked": False}},
            {"$group": {"_id": days, "count": {"$sum": 1}}},
        ]
        stood: list[Record] = [
            {"$match": {**matching, "figures.asked": True}},
            {"$project": {"_id": days, "questions.at": 1, "questions.settled.at": 1}},
        ]
        rows = [*await self._all("done", never_stood), *await self._all("done", stood)]
        return [_done(row) for row in rows]

    async def _loads(self, pipeline: Sequence[Record]) -> Sequence[Load]:
        rows = await self._all("standing", pipeline)
        return [
            Load(
                unit_id=row["_id"]["unit_id"],
                person_id=row["_id"].get("person_id"),
                due_on=date.fromisoformat(due_on) if (due_on := row["_id"].get("due_on")) else None,
                standing=row["_id"]["standing"],
                since=row["since"],
                count=row["count"],
            )
            for row in rows
        ]

    async def _all(self, index: str, pipeline: Sequence[Record]) -> list[Record]:
        with store_errors():
            return list(await self._routes.aggregate(pipeline, hint=index).to_list(None))


def _loads(unit_id: str, due_on: str, since: str, person_id: str | None = None) -> Record:
    key = {"unit_id": unit_id, "due_on": due_on, "standing": "$figures.standing"}
    person = {"person_id": person_id} if person_id else {}
    return {"$group": {"_id": {**key, **person}, "since": {"$min": since}, "count": {"$sum": 1}}}


def _done(row: Record) -> Done:
    key = row["_id"]
    return Done(
        unit_id=key["unit_id"],
        received_on=date.fromisoformat(key["received_on"]),
        done_on=date.fromisoformat(key["done_on"]),
        due_on=date.fromisoformat(key["due_on"]),
        count=row.get("count", 1),
        pauses=tuple(_pauses(row)),
    )


def _pauses(row: Record) -> Iterator[Pause]:
    for question in row.get("questions", ()):
        yield Pause(start=question["at"], end=question.get("settled", {}).get("at"))


def _of(field: str, units: frozenset[str] | None) -> Record:
    return {} if units is None else {field: {"$in": sorted(units)}}


def _within(span: tuple[datetime, datetime]) -> Record:
    return {"$gte": span[0], "$lt": span[1]}


def _day(field: str, zone: str | Record) -> Record:
    return {"$dateToString": {"date": field, "format": "%Y-%m-%d", "timezone": zone}}


def _zone(zones: Mapping[str, str], legal: str) -> str | Record:
    """The time zone of a route's unit: nearly all are in the legal one."""
    elsewhere: dict[str, list[str]] = {}
    for unit_id, zone in sorted(zones.items()):
        if zone != legal:
            elsewhere.setdefault(zone, []).append(unit_id)
    branches = [{"case": {"$in": ["$unit_id", units]}, "then": zone} for zone, units in elsewhere.items()]
    return {"$switch": {"branches": branches, "default": legal}} if branches else legal
