"""Routes as MongoDB keeps them."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter

from services.routing.model import Counted, Route, counted, places
from shared.mongo.connection import Record

_ROUTE = TypeAdapter(Route)
_COUNTED = TypeAdapter(Counted)
_NOT_OF_A_ROUTE = frozenset({"_id", "place", "inbox", "figures", "outbox", "remind_at"})
_OFTEN_EMPTY = ("branches", "questions", "notes", "answered", "replies", "reminded")


def route_record(route: Route) -> Record:
    """Everything of a route but its id, with its places in lists and inboxes, and what is counted of it.

    What most routes have nothing of is left out: it never becomes nothing again. Except that what is closed may be opened:
    `emptied` names what a change has to take away.
    """
    record: Record = _storable(_ROUTE.dump_python(route, exclude_none=True))
    del record["submission_id"]
    for name in _OFTEN_EMPTY:
        if not record[name]:
            del record[name]
    if not (route.confidential or route.classified):
        del record["confidential"], record["classified"]
    if not route.typed:
        del record["typed"]
    record["place"] = route.place
    record["inbox"] = inbox_record(route)
    record["figures"] = figures_record(route)
    return record


def figures_record(route: Route) -> Record:
    """What is counted of a route, beside it: so that it is counted by an index."""
    record: Record = _COUNTED.dump_python(counted(route), exclude_none=True)
    return record


def emptied(route: Route) -> Record:
    """The fields that a route had before a change and has not any more."""
    return {} if route.closed else {"closed": ""}


def inbox_record(route: Route) -> Record:
    """The places of a route in inboxes: by shelf and holder, one field each, so that one index serves all."""
    return {
        shelf: {field_of(holder): place for holder, place in by_holder.items()}
        for shelf, by_holder in places(route).items()
        if by_holder
    }


def field_of(holder: str) -> str:
    """The name of a holder's field: without a dot or a dollar, which have a meaning there."""
    return quote(holder, safe="/").replace(".", "%2E")


def route_from(record: Record) -> Route:
    """A route as it was written."""
    known = {name: value for name, value in record.items() if name not in _NOT_OF_A_ROUTE}
    return _ROUTE.validate_python({**known, "submission_id": record["_id"]})


def _storable(value: Any) -> Any:
    """A value with days as text: BSON has no day without a time."""
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value
