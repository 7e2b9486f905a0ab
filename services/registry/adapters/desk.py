"""What waits at the desk, as MongoDB is asked for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.registry.model import State, WaitsBecause
from shared.mongo.connection import Record


def waiting_in(states: Sequence[State], because: WaitsBecause | None, *, doubled: bool) -> Record:
    """Matters in these states, for one reason or any; with `doubled` those that may have been handed in before."""
    wanted: Record = {"state": {"$in": list(states)}}
    return {**wanted, **({"because": because} if because else {}), **({"doubled": True} if doubled else {})}


def desk_index(because: WaitsBecause | None, *, doubled: bool) -> str:
    """The name of the index that has just those, or nearly so, in the order of the desk."""
    if doubled:
        return "desk_doubled"
    return "desk_because" if because else "desk"


def behind(after: tuple[bool, datetime, UUID] | None) -> Sequence[Record]:
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
