"""MongoDB keeps submissions as intake needs it."""

import pytest

from services.intake.adapters import MongoSubmissions
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import WAITING, MongoOutbox
from tests.unit.intake.contract import SubmissionsContract, arrived, told


class _Published:
    def __init__(self) -> None:
        self.events: list[Pending] = []

    async def publish(self, event: Pending) -> None:
        self.events.append(event)


@pytest.fixture
def published() -> _Published:
    return _Published()


@pytest.fixture
def relay(mongo_database: Database, published: _Published) -> Relay:
    return Relay(MongoOutbox(mongo_database["submissions"]), published)


@pytest.fixture
async def submissions(mongo_database: Database, relay: Relay) -> MongoSubmissions:
    submissions = MongoSubmissions(mongo_database, relay)
    await submissions.create_indexes()
    return submissions


class TestMongoSubmissions(SubmissionsContract):
    pass


async def test_events_wait_in_the_submission_until_they_are_published(
    mongo_database: Database, submissions: MongoSubmissions, relay: Relay, published: _Published
) -> None:
    one = arrived()
    await submissions.add(one, [told(one)])
    assert await relay.relay_once() == 1
    assert [event.topic for event in published.events] == ["intake.submission-read.v1"]
    kept = await mongo_database["submissions"].find_one({"_id": one.submission_id})
    assert kept is not None
    assert "outbox" not in kept
    assert await relay.relay_once() == 0


async def test_looking_for_pending_events_scans_only_what_waits(
    mongo_database: Database, submissions: MongoSubmissions, relay: Relay
) -> None:
    for _ in range(20):
        one = arrived()
        await submissions.add(one, [told(one)])
    await relay.relay_once()
    one = arrived()
    await submissions.add(one, [told(one)])
    plan = await mongo_database["submissions"].find(WAITING).sort(
        [("outbox.urgent", -1), ("outbox.id", 1)]
    ).explain()  # fmt: skip
    assert plan["executionStats"]["totalDocsExamined"] == 1
