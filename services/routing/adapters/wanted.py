"""What is asked of the collection of routes, in words that its indexes serve."""

from typing import get_args

from services.routing.adapters.records import field_of
from services.routing.model import Shelf
from services.routing.rules import Certainty
from shared.mongo.connection import Record

OPEN = {"voided": False}
ORDINARY = {"confidential": {"$ne": True}}


def inbox_filter(
    *,
    units: frozenset[str] | None,
    confidential: frozenset[str] | None,
    certainty: Certainty | None,
    after: str,
) -> Record:
    """What `MongoRoutes.inbox` asks for; each form of it is served in order by an index, without a route in vain.

    But for confidential ones, of which there are few: whoever may not see them passes them over.
    """
    # Either certainty, by name, where none is wanted: the index then merges the two in order.
    sure = list(get_args(Certainty)) if certainty is None else [certainty]
    wanted: Record = {**OPEN, "certainty": {"$in": sure}, "place": {"$gt": after}}
    if units is not None:
        wanted["unit_id"] = {"$in": sorted(units)}
    if confidential is None or (units is not None and units <= confidential):
        return wanted
    if not confidential:
        return {**wanted, **ORDINARY}
    return {**wanted, "$or": [ORDINARY, {"unit_id": {"$in": sorted(confidential)}}]}


def shelf_field(shelf: Shelf, holder: str) -> str:
    """The field that has a route's place on a shelf of a holder."""
    return f"inbox.{shelf}.{field_of(holder)}"
