"""What a person did, out of the histories where it is written down, on real MongoDB."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from shared.deeds import Deed
from shared.mongo.connection import Database
from shared.mongo.deeds import Log, MongoDeeds

AT = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = (AT + timedelta(hours=10), AT + timedelta(hours=50))
PEOPLE = ("p-1", "p-2", "diwan")


@pytest.fixture
async def deeds(mongo_database: Database) -> MongoDeeds:
    await mongo_database["matters"].insert_many(
        [
            {
                "_id": UUID(int=matter + 1, version=4),
                "number": f"IN-{matter}" if matter % 2 else None,
                "history": [
                    {
                        "at": AT + timedelta(hours=matter * 3 + step),
                        "who": PEOPLE[(matter + step) % 3],
                        "what": f"step-{step}",
                    }
                    for step in range(3)
                ],
            }
            for matter in range(30)
        ]
    )
    await mongo_database["views"].insert_many(
        [{"_id": number, "person_id": "p-1", "at": AT + timedelta(hours=number, minutes=1)} for number in range(60)]
    )
    steps = Log(
        collection=mongo_database["matters"],
        array="history",
        who="who",
        at="at",
        what="what",
        ids={"number": "number", "submission_id": "_id"},
    )
    deeds = MongoDeeds(steps, Log(collection=mongo_database["views"], who="person_id", at="at", named="seen"))
    await deeds.create_indexes()
    return deeds


async def expected(database: Database) -> list[Deed]:
    found = [Deed(at=one["at"], what="seen") for one in await database["views"].find().to_list(None)]
    for matter in await database["matters"].find().to_list(None):
        found += [
            Deed(at=step["at"], what=step["what"], number=matter["number"], submission_id=matter["_id"])
            for step in matter["history"]
            if step["who"] == "p-1"
        ]
    return sorted((deed for deed in found if SPAN[0] <= deed.at < SPAN[1]), key=lambda deed: deed.at, reverse=True)


async def test_all_that_a_person_did_in_a_period_is_found_newest_first(
    deeds: MongoDeeds, mongo_database: Database
) -> None:
    everything = await expected(mongo_database)
    assert len(everything) > 40
    assert await deeds.of_person("p-1", SPAN, skip=0, limit=1000) == everything
    pages = [await deeds.of_person("p-1", SPAN, skip=skip, limit=7) for skip in range(0, 70, 7)]
    assert [deed for page in pages for deed in page] == everything
    assert await deeds.of_person("nobody", SPAN, skip=0, limit=10) == []


async def test_nobody_elses_matters_are_read_for_it(deeds: MongoDeeds, mongo_database: Database) -> None:
    await mongo_database.command("profile", 2)
    found = await deeds.of_person("p-1", SPAN, skip=0, limit=1000)
    await mongo_database.command("profile", 0)
    wanted = {"ns": f"{mongo_database.name}.matters", "op": "command"}
    (read,) = await mongo_database["system.profile"].find(wanted).to_list(None)
    assert "IXSCAN { history.who: 1, history.at: -1 }" in read["planSummary"]
    assert read["docsExamined"] <= len(found)
