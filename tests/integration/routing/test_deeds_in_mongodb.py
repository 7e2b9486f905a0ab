"""What people did in the work and with letters, out of what routing keeps of both, on real MongoDB."""

from collections.abc import Sequence
from datetime import timedelta

from services.routing.adapters import MongoLinks, deeds
from services.routing.adapters.records import route_record
from services.routing.letters.adapters import COLLECTION, MongoLetters
from services.routing.model import finish, tree
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import MongoOutbox
from tests.unit.routing.examples import NOW, route
from tests.unit.routing.letters.examples import BY, ID, MATTER, NUMBER, an_issued, submitted
from tests.unit.routing.links_contract import BY as LINKER
from tests.unit.routing.links_contract import ONE, TWO, linked

SPAN = (NOW - timedelta(days=1), NOW + timedelta(days=1))


class Nobody:
    """A publisher that nobody listens to."""

    async def publish(self, events: Sequence[Pending]) -> None:
        del events


async def test_work_and_letters_are_told_of_whoever_did_them(mongo_database: Database) -> None:
    told = deeds(mongo_database)
    await told.create_indexes()
    letters = MongoLetters(mongo_database, Relay(MongoOutbox(mongo_database[COLLECTION]), Nobody()))
    await letters.create_indexes()
    before = submitted()
    assert await letters.add(before, ())
    transaction = finish(route(), tree.root(route()).branch_id, BY, NOW)
    await mongo_database["routes"].insert_one({"_id": transaction.submission_id, **route_record(transaction)})

    mine = await told.of_person(BY.person_id, SPAN, skip=0, limit=10)
    assert sorted(deed.what for deed in mine) == ["done", "drafted", "submitted"]
    drafted = next(deed for deed in mine if deed.what == "drafted")
    assert (drafted.letter_id, drafted.letter) == (ID, None)
    assert (drafted.number, drafted.submission_id) == (MATTER.number, MATTER.submission_id)

    assert await letters.replace(before, an_issued(), ())
    (approval,) = await told.of_person("p-0004", SPAN, skip=0, limit=10)
    assert (approval.what, approval.letter) == ("approved", NUMBER)


async def test_a_person_who_did_nothing_is_told_of_without_reading_a_letter(mongo_database: Database) -> None:
    told = deeds(mongo_database)
    await told.create_indexes()
    await mongo_database.command("profile", 2)
    assert await told.of_person("nobody", SPAN, skip=0, limit=10) == []
    await mongo_database.command("profile", 0)
    wanted = {"ns": f"{mongo_database.name}.{COLLECTION}", "op": "command"}
    read = await mongo_database["system.profile"].find(wanted).to_list(None)
    assert [one["docsExamined"] for one in read if "planSummary" in one] == [0]


async def test_who_linked_two_transactions_is_told_with_both_numbers(mongo_database: Database) -> None:
    told = deeds(mongo_database)
    await told.create_indexes()
    assert await MongoLinks(mongo_database).put(linked())
    (deed,) = await told.of_person(LINKER.person_id, SPAN, skip=0, limit=10)
    assert (deed.what, deed.about) == ("linked", f"{ONE} {TWO}")
