"""Search in MongoDB: back in time, week by week, until a page is full."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import ExecutionTimeout

from services.registry.errors import SearchTooWideError
from services.registry.model import Matter
from services.registry.records import matter_from
from services.registry.searching import Place, Scope, Wanted, week_of
from shared.mongo.connection import Collection, Database, Record, store_errors

LIMIT_MS: Final = 3000
"""How long the server looks before it says that too much would have to be looked at."""
_FIRST_STEP, _FASTER = 2, 4
# Weeks that are looked through first, and how many times more after that: what is rare is soon far back.
_MOST_STEPS: Final = 12

WORDS, UNITS = "search_words", "search_units"
"""The indexes: of all that there is by word, and of what units have by time."""

SEARCH_INDEXES = [
    IndexModel([("week", DESCENDING), ("words", ASCENDING)], name=WORDS),
    IndexModel(
        [("units", ASCENDING), ("week", DESCENDING)],
        name=UNITS,
        partialFilterExpression={"units": {"$exists": True}},
    ),
]


class MongoSearch:
    """Finds matters, newest first."""

    def __init__(self, database: Database) -> None:
        self._matters: Collection = database["matters"]

    async def create_indexes(self) -> None:
        """Make the indexes; does nothing where they are."""
        with store_errors():
            await self._matters.create_indexes(SEARCH_INDEXES)

    async def find(self, wanted: Wanted, scope: Scope, *, after: Place | None, limit: int) -> Sequence[Matter]:
        """What is wanted and may be found, from a place on. Raises `SearchTooWideError`, `TransientError`."""
        if wanted.number is not None:
            return await self._numbered(wanted.number, scope) if after is None else []
        found: list[Record] = []
        newest, oldest = await self._weeks(wanted, after)
        for low, high in _steps(newest, oldest):
            filter_ = _filter(wanted, scope, after) | {"week": {"$gte": low, "$lte": high}}
            found += await self._step(filter_, UNITS if "units" in filter_ else WORDS, limit - len(found))
            if len(found) >= limit:
                break
        return [matter_from(record) for record in found]

    async def _numbered(self, number: str, scope: Scope) -> Sequence[Matter]:
        filter_ = {"number": {"$eq": number, "$type": "string"}, **_seen(scope, None)}
        with store_errors():
            found = await self._matters.find_one(filter_, {"outbox": 0})
        return [matter_from(found)] if found else []

    async def _step(self, filter_: Record, index: str, limit: int) -> list[Record]:
        order = [("received_at", DESCENDING), ("_id", DESCENDING)]
        query = self._matters.find(filter_, {"outbox": 0}).sort(order).limit(limit).hint(index).max_time_ms(LIMIT_MS)
        with store_errors():
            try:
                return list(await query.to_list(None))
            except ExecutionTimeout as error:
                raise SearchTooWideError from error

    async def _weeks(self, wanted: Wanted, after: Place | None) -> tuple[int, int]:
        """The newest and the oldest week that there is anything of, as far as it is asked for."""
        ends: list[int] = []
        for direction in (DESCENDING, ASCENDING):
            with store_errors():
                query = self._matters.find({}, {"week": 1, "_id": 0}).sort([("week", direction)]).hint(WORDS).limit(1)
                found = await query.to_list(None)
            ends.append(found[0].get("week") or 0 if found else 0)
        newest, oldest = ends
        limits = [one for one in (wanted.before, after.received_at if after else None) if one is not None]
        return min([newest, *map(week_of, limits)]), max(oldest, week_of(wanted.since) if wanted.since else oldest)


def _steps(newest: int, oldest: int) -> Iterator[tuple[int, int]]:
    """Runs of weeks, newest first, each longer than the one before."""
    high, length = newest, _FIRST_STEP
    for _ in range(_MOST_STEPS):
        if high < oldest:
            return
        yield max(high - length + 1, oldest), high
        high, length = high - length, length * _FASTER


def _filter(wanted: Wanted, scope: Scope, after: Place | None) -> Record:
    # The server looks for the first in the index, and for the others in what that finds: longer words are rarer.
    words = sorted(wanted.words, key=len, reverse=True)
    every: list[Record] = [{"words": {"$regex": f"^{re.escape(word)}"}} for word in words]
    period = {
        **({"$gte": wanted.since} if wanted.since else {}),
        **({"$lt": wanted.before} if wanted.before else {}),
    }
    every += [{"received_at": period}] if period else []
    if after is not None:
        at = after.received_at
        every.append({"$or": [{"received_at": {"$lt": at}}, {"received_at": at, "_id": {"$lt": after.submission_id}}]})
    asked = {"request_type": wanted.request_type, "state": wanted.state, "channel": wanted.channel}
    return {
        "$and": every,
        **{name: value for name, value in asked.items() if value is not None},
        **_seen(scope, wanted.unit),
    }


def _seen(scope: Scope, unit: str | None) -> Record:
    """What somebody may find, of one unit or any."""
    units = scope.units if unit is None else frozenset({unit}) if scope.units is None else scope.units & {unit}
    of_units: Record = {} if units is None else {"units": {"$in": sorted(units)}}
    if scope.confidential is None:
        return of_units
    if not scope.confidential:
        return {**of_units, "confidential": {"$ne": True}}
    shown = [{"confidential": {"$ne": True}}, {"units": {"$in": sorted(scope.confidential)}}]
    return {**of_units, "$or": shown}
