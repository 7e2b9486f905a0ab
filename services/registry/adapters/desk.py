"""What waits at the desk, as MongoDB is asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pymongo import ASCENDING, DESCENDING

from services.registry.model import Matter, State, WaitsBecause
from services.registry.records import matter_from
from shared.mongo.connection import Collection, Record, store_errors

_ORDER = [("urgent", DESCENDING), ("received_at", ASCENDING), ("_id", ASCENDING)]
_ORDINARY: Record = {"confidential": {"$ne": True}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Matters in these states, for one reason or any; with `doubled` those that may have been handed in before.

    Without `confidential` as if there were no confidential ones.
    """

    states: tuple[State, ...]
    because: WaitsBecause | None
    doubled: bool
    confidential: bool

    @property
    def filter(self) -> Record:
        """What all of them have, whether or not they are confidential."""
        wanted: Record = {"state": {"$in": list(self.states)}}
        return {
            **wanted,
            **({"because": self.because} if self.because else {}),
            **({"doubled": True} if self.doubled else {}),
        }

    @property
    def index(self) -> str:
        """The name of the index that has just those, or nearly so, in the order of the desk."""
        if self.doubled:
            return "desk_doubled"
        return "desk_because" if self.because else "desk"


class DeskInMongo:
    """Reads what waits, in the order of the desk."""

    def __init__(self, matters: Collection) -> None:
        self._matters = matters

    async def page(self, wanted: Waiting, after: tuple[bool, datetime, UUID] | None, limit: int) -> Sequence[Matter]:
        """What is behind a place, no more than `limit`."""
        found: list[Record] = []
        for place in _behind(after):
            if len(found) < limit:
                found += await self._piece(wanted, place, limit - len(found))
        return [matter_from(record) for record in found]

    async def count(self, wanted: Waiting, most: int) -> int:
        """How many there are, counted no further than `most`."""
        if wanted.doubled and not wanted.confidential:
            with store_errors():
                return len(
                    await self._matters.aggregate(_unlike_hidden(wanted, {}, most), hint=wanted.index).to_list(None)
                )
        hidden = 0 if wanted.confidential else await self._hidden(wanted)
        # All, less the hidden ones, which are few: both are counted in an index, and no matter is read for it.
        with store_errors():
            counted = await self._matters.count_documents(wanted.filter, limit=most + hidden, hint=wanted.index)
        return counted - hidden

    async def _hidden(self, wanted: Waiting) -> int:
        with store_errors():
            return await self._matters.count_documents(
                {**wanted.filter, "confidential": True}, hint="confidential_desk"
            )

    async def _piece(self, wanted: Waiting, place: Record, limit: int) -> list[Record]:
        with store_errors():
            if wanted.doubled and not wanted.confidential:
                stages = _unlike_hidden(wanted, place, limit)
                return list(await self._matters.aggregate(stages, hint=wanted.index).to_list(None))
            ordinary = {} if wanted.confidential else _ORDINARY
            found = self._matters.find({**wanted.filter, **ordinary, **place}, {"outbox": 0})
            return list(await found.sort(_ORDER).limit(limit).hint(wanted.index).to_list(None))


def _unlike_hidden(wanted: Waiting, place: Record, limit: int) -> list[dict[str, Any]]:
    """The stages that find duplicates for whoever sees nothing confidential: those that are like something ordinary."""
    return [
        {"$match": {**wanted.filter, **_ORDINARY, **place}},
        {"$sort": dict(_ORDER)},
        {
            "$lookup": {
                "from": "matters",
                "localField": "duplicates.submission_id",
                "foreignField": "_id",
                "pipeline": [{"$match": {"confidential": True}}, {"$project": {"_id": 1}}],
                "as": "hidden",
            }
        },
        {"$match": {"$expr": {"$lt": [{"$size": "$hidden"}, {"$size": "$duplicates"}]}}},
        {"$limit": limit},
        {"$project": {"outbox": 0, "hidden": 0}},
    ]


def _behind(after: tuple[bool, datetime, UUID] | None) -> Sequence[Record]:
    """What is behind a place at the desk, in order, piece by piece.

    Each piece is one range of the desk's index. Asked for at once, with `$or`, they are one query for which the server
    may take the plan of an earlier page, and read everything before the place.
    """
    if after is None:
        return [{}]
    urgent, received_at, submission_id = after
    behind: list[Record] = [
        {"urgent": urgent, "received_at": received_at, "_id": {"$gt": submission_id}},
        {"urgent": urgent, "received_at": {"$gt": received_at}},
    ]
    return [*behind, {"urgent": False}] if urgent else behind
