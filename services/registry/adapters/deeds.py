"""Where the registry wrote down what people did in it."""

from shared.mongo.connection import Database
from shared.mongo.deeds import Log, MongoDeeds
from shared.mongo.versions import versions_log


def deeds(database: Database) -> MongoDeeds:
    """The steps of matters, lines of letters that were made void, and versions of request types."""
    return MongoDeeds(
        Log(
            collection=database["matters"],
            array="history",
            who="who",
            at="at",
            what="what",
            ids={"number": "number", "submission_id": "_id"},
        ),
        Log(
            collection=database["letters"],
            who="voided_by",
            at="voided_at",
            named="voided",
            ids={"number": "answers", "submission_id": "submission_id", "letter_id": "letter_id", "letter": "number"},
        ),
        versions_log(database),
    )
