"""MongoDB keeps submissions as intake needs it."""

from collections.abc import Sequence

import pytest

from services.intake.adapters import MongoSubmissions
from services.intake.model import READING_TIME
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import WAITING, MongoOutbox
from shared.observability.tracing import current_traceparent, traced
from tests.unit.intake.contract import NOW, SubmissionsContract, arrived, told


class _Published:
    def __init__(self) -> None:
        self.events: list[Pending] = []

    async def publish(self, events: Sequence[Pending]) -> None:
        self.events += events


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


async def test_looking_for_unread_mails_examines_only_those(
    mongo_database: Database, submissions: MongoSubmissions
) -> None:
    for _ in range(20):
        one = arrived()
        await submissions.add(one, [])
        await submissions.mark_read(one.submission_id, [], [told(one)])
    await submissions.add(arrived(), [])
    await mongo_database.command("profile", 2)
    assert len(await submissions.claim_unread(urgent=False, now=NOW + READING_TIME, most=10)) == 1
    await mongo_database.command("profile", 0)
    seen = await mongo_database["system.profile"].find({"ns": f"{mongo_database.name}.submissions"}).to_list(None)
    assert len(seen) == 2
    assert all(command["docsExamined"] <= 1 for command in seen)


async def test_a_mail_that_is_claimed_goes_on_with_its_trace(submissions: MongoSubmissions) -> None:
    with traced("at the door"):
        await submissions.add(arrived(), [])
        traceparent = current_traceparent()
    (unread,) = await submissions.claim_unread(urgent=False, now=NOW + READING_TIME, most=10)
    assert unread.traceparent == traceparent
