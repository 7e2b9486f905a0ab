"""Where routing wrote down what people did in it."""

from shared.mongo.connection import Database
from shared.mongo.deeds import Log, MongoDeeds
from shared.mongo.versions import versions_log


def deeds(database: Database) -> MongoDeeds:
    """The steps of transactions, and those of letters: who drafted, approved, dispatched; and who changed configuration."""
    return MongoDeeds(
        Log(
            collection=database["routes"],
            array="history",
            who="who",
            at="when",
            what="kind",
            ids={"number": "number", "submission_id": "_id"},
        ),
        Log(
            collection=database["letters"],
            array="history",
            who="by.person_id",
            at="when",
            what="kind",
            ids={
                "number": "matter.number",
                "submission_id": "matter.submission_id",
                "letter_id": "_id",
                "letter": "numbered.number",
            },
        ),
        versions_log(database),
    )
