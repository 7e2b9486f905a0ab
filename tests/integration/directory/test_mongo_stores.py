"""Directory's stores in MongoDB keep what the fakes keep."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from services.directory.adapters import (
    MongoAssertions,
    MongoDelegations,
    MongoInvitations,
    MongoPeople,
    MongoSessions,
    MongoSignIns,
    MongoUnits,
)
from services.directory.model import PersonChange, PersonPatch, person_changed, person_patched
from shared.ids import new_id
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import MongoOutbox
from tests.unit.directory.examples import NOW, a_person, a_record
from tests.unit.directory.stores_contract import (
    AssertionsContract,
    DelegationsContract,
    InvitationsContract,
    PeopleContract,
    SessionsContract,
    SignInsContract,
    UnitsContract,
    Waiting,
)


class Nowhere:
    """A publisher that is never asked: the relay does not run."""

    async def publish(self, events: Sequence[Pending]) -> None:
        raise NotImplementedError(events)


class TestMongoUnits(UnitsContract):
    @pytest.fixture
    async def units(self, mongo_database: Database) -> MongoUnits:
        units = MongoUnits(mongo_database, Relay(MongoOutbox(mongo_database["units"]), Nowhere()))
        await units.create_indexes()
        return units

    @pytest.fixture
    def waiting(self, mongo_database: Database) -> Waiting:
        async def ids() -> set[str]:
            return {pending.id for pending in await MongoOutbox(mongo_database["units"]).waiting(100)}

        return ids


class TestMongoPeople(PeopleContract):
    @pytest.fixture
    async def people(self, mongo_database: Database) -> MongoPeople:
        people = MongoPeople(mongo_database, Relay(MongoOutbox(mongo_database["people"]), Nowhere()))
        await people.create_indexes()
        return people

    async def test_a_person_of_before_versions_and_clearances_is_changed_like_others(
        self, people: MongoPeople, mongo_database: Database
    ) -> None:
        await people.add_missing([a_person()])
        await mongo_database["people"].update_one({}, {"$unset": {"version": 1, "clearance": 1}})
        assert await people.get("p-0002") == a_person()
        patch = PersonPatch(active=False)
        change = PersonChange(version=2, at=NOW, by="p-0001", patch=patch, before=PersonPatch(active=True))
        assert await people.replace(person_patched(a_person(), patch), change)


async def test_what_is_stated_of_a_person_waits_with_the_change_and_is_shown_to_nobody(
    mongo_database: Database,
) -> None:
    outbox = MongoOutbox(mongo_database["people"])
    people = MongoPeople(mongo_database, Relay(outbox, Nowhere()))
    await people.create_indexes()
    event = person_changed(a_person(), new_id(), NOW)
    change = PersonChange(version=1, at=NOW, by="p-0001", patch=PersonPatch(), before=PersonPatch())
    assert await people.add(a_person(), change, [event])
    patch = PersonPatch(address="salim@ministry.example", language="en", reminders=False)
    after = person_patched(a_person(), patch)
    changed = PersonChange(version=2, at=NOW, by="p-0002", patch=patch, before=PersonPatch(address=""))
    told = person_changed(after, new_id(), NOW)
    assert await people.replace(after, changed, [told])
    assert not await people.replace(after, changed, [told])
    assert [one.id for one in await outbox.waiting(9)] == [str(event.id), str(told.id)]
    assert await people.get("p-0002") == after
    assert (await people.changes("p-0002", 1))[0] == changed
    account = await people.account(after.login)
    assert account is not None
    assert account.person == after


class TestMongoInvitations(InvitationsContract):
    @pytest.fixture
    async def invitations(self, mongo_database: Database) -> MongoInvitations:
        invitations = MongoInvitations(mongo_database)
        await invitations.create_indexes()
        return invitations


class TestMongoDelegations(DelegationsContract):
    @pytest.fixture
    async def delegations(self, mongo_database: Database) -> MongoDelegations:
        delegations = MongoDelegations(mongo_database)
        await delegations.create_indexes()
        return delegations


class TestMongoSignIns(SignInsContract):
    @pytest.fixture
    async def sign_ins(self, mongo_database: Database) -> MongoSignIns:
        sign_ins = MongoSignIns(mongo_database, keep=timedelta(days=400))
        await sign_ins.create_indexes()
        return sign_ins

    async def test_the_database_removes_what_has_run_out(
        self, sign_ins: MongoSignIns, mongo_database: Database
    ) -> None:
        await sign_ins.record(a_record(1))
        await sign_ins.begin("k", NOW)
        for collection, field in (("sign_ins", "expires_at"), ("sign_in_attempts", "until")):
            index = (await mongo_database[collection].index_information())[field]
            assert index["expireAfterSeconds"] == 0
            assert await mongo_database[collection].count_documents({field: {"$type": "date", "$gt": NOW}}) == 1

    async def test_indexes_are_made_again_with_another_time_to_keep(
        self, sign_ins: MongoSignIns, mongo_database: Database
    ) -> None:
        await sign_ins.create_indexes()
        await MongoSignIns(mongo_database, keep=timedelta(days=30)).create_indexes()

    async def test_nothing_of_a_login_is_kept_but_its_digest(
        self, sign_ins: MongoSignIns, mongo_database: Database
    ) -> None:
        await sign_ins.begin("a digest", NOW)
        kept = await mongo_database["sign_in_attempts"].find_one({})
        assert kept is not None
        assert set(kept) == {"_id", "count", "until"}


class TestMongoSessions(SessionsContract):
    @pytest.fixture
    async def sessions(self, mongo_database: Database) -> MongoSessions:
        sessions = MongoSessions(mongo_database)
        await sessions.create_indexes()
        return sessions


class TestMongoAssertions(AssertionsContract):
    @pytest.fixture
    async def assertions(self, mongo_database: Database) -> MongoAssertions:
        assertions = MongoAssertions(mongo_database)
        await assertions.create_indexes()
        return assertions
