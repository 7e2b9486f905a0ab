"""How what is due is asked for: every question is answered from one index."""

from services.storage.retention.model import Span
from services.storage.retention.ports import Place
from shared.mongo.connection import Record


def matching(span: Span, after: Place | None, *, cleared: bool) -> Record:
    """What is due of a class, behind a place."""
    field = f"{span.counted_from}_at"
    wanted: Record = {
        "state": "over",
        "request_type": {"$in": list(span.request_types)},
        "confidential": {"$in": [False, True] if cleared else [False]},
        field: {"$lte": span.until},
        "hold.on": {"$ne": True},
    }
    if after is not None:
        moment, submission_id = after
        wanted[field]["$gte"] = moment
        wanted["$or"] = [{field: {"$gt": moment}}, {"_id": {"$gt": submission_id}}]
    return wanted


def counted(span: Span, time_zone: str, *, cleared: bool) -> list[Record]:
    """How much is due of a class, by the year of the moment that counts."""
    year = {"$year": {"date": f"${span.counted_from}_at", "timezone": time_zone}}
    return [
        {"$match": matching(span, None, cleared=cleared)},
        {"$group": {"_id": year, "matters": {"$sum": 1}}},
        {"$sort": {"_id": 1}},
    ]
