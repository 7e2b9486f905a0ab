"""Where routing wrote down what people did in it."""

from shared.mongo.connection import Database
from shared.mongo.deeds import Log, MongoDeeds
from shared.mongo.versions import versions_log


def deeds(database: Database) -> MongoDeeds:
    """The steps of transactions, of links, of letters (who drafted, approved, dispatched), and changes of configuration."""
    return MongoDeeds(
        Log(
            collection=database["routes"],
            array="history",
            who="who",
            at="when",
            what="kind",
            ids={"number": "number", "submission_id": "_id"},
        ),
        # Both numbers are in its name.
        Log(
            collection=database["links"],
            array="history",
            who="by.person_id",
            at="at",
            what="kind",
            ids={"about": "_id"},
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
