"""The indexes of the books: one for every query, and what makes a number and a registration unique."""

from pymongo import ASCENDING, DESCENDING, IndexModel

from shared.mongo.outbox import OUTBOX_INDEX

_WAITING = {"state": {"$in": ["undecided", "incomplete"]}}

MATTER_INDEXES = [
    IndexModel([("token_hash", ASCENDING)], name="token_hash", unique=True),
    IndexModel(
        [("number", ASCENDING)],
        name="number",
        unique=True,
        partialFilterExpression={"number": {"$type": "string"}},
    ),
    IndexModel(
        [("state", ASCENDING), ("urgent", DESCENDING), ("received_at", ASCENDING), ("_id", ASCENDING)],
        name="desk",
        partialFilterExpression=_WAITING,
    ),
    IndexModel(
        [
            ("state", ASCENDING),
            ("because", ASCENDING),
            ("urgent", DESCENDING),
            ("received_at", ASCENDING),
            ("_id", ASCENDING),
        ],
        name="desk_because",
        partialFilterExpression=_WAITING,
    ),
    IndexModel(
        [("state", ASCENDING), ("urgent", DESCENDING), ("received_at", ASCENDING), ("_id", ASCENDING)],
        name="desk_doubled",
        partialFilterExpression={**_WAITING, "doubled": True},
    ),
    # Sparse in effect: what nobody could send once more has no such keys, and a key of none is never asked for.
    IndexModel(
        [("twin_keys", ASCENDING), ("received_at", DESCENDING)],
        name="twins",
        partialFilterExpression={"twin_keys": {"$exists": True}},
    ),
    # Ordinary matters, which are nearly all, are in neither.
    IndexModel(
        [("confidential", ASCENDING), ("_id", ASCENDING)],
        name="confidential",
        partialFilterExpression={"confidential": True},
    ),
    IndexModel(
        [("confidential", ASCENDING), ("state", ASCENDING), ("because", ASCENDING)],
        name="confidential_desk",
        partialFilterExpression={"confidential": True},
    ),
    OUTBOX_INDEX,
]

ENTRY_INDEXES = [
    IndexModel([("book", ASCENDING), ("year", ASCENDING), ("sequence", ASCENDING)], name="place", unique=True),
    IndexModel([("book", ASCENDING), ("submission_id", ASCENDING)], name="submission", unique=True),
]

LETTER_INDEXES = [
    IndexModel([("book", ASCENDING), ("year", ASCENDING), ("sequence", ASCENDING)], name="place", unique=True),
    IndexModel([("letter_id", ASCENDING)], name="letter", unique=True),
    IndexModel([("answers", ASCENDING)], name="answers", partialFilterExpression={"answers": {"$type": "string"}}),
    OUTBOX_INDEX,
]
