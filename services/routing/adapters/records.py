"""Routes as MongoDB keeps them."""

from pydantic import TypeAdapter

from services.routing.model import Route
from shared.mongo.connection import Record

_ROUTE = TypeAdapter(Route)
_NOT_OF_A_ROUTE = frozenset({"_id", "place", "outbox"})


def route_record(route: Route) -> Record:
    """Everything of a route but its id, with its place in an inbox."""
    record: Record = _ROUTE.dump_python(route)
    del record["submission_id"]
    # BSON has no day without a time.
    record["due_on"] = route.due_on.isoformat()
    record["place"] = route.place
    return record


def route_from(record: Record) -> Route:
    """A route as it was written."""
    known = {name: value for name, value in record.items() if name not in _NOT_OF_A_ROUTE}
    return _ROUTE.validate_python({**known, "submission_id": record["_id"]})
