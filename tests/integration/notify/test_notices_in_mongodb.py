"""Notices in MongoDB: the contract of the port, and what only the database can show."""

from datetime import timedelta
from typing import Any

import pytest

from services.notify.adapters import MongoBoxes, MongoClassifications, MongoNotices, MongoStaff
from services.notify.model.delivery import Origin, Sent
from shared.mongo.connection import Database
from tests.unit.notify.contract import CallsContract, ClassificationsContract, NoticesContract, record
from tests.unit.notify.examples import MOMENT, TOKEN, opened
from tests.unit.notify.reminders_contract import BoxesContract, StaffContract


@pytest.fixture
async def notices(mongo_database: Database) -> MongoNotices:
    notices = MongoNotices(mongo_database)
    await notices.create_indexes()
    return notices


class TestMongoNotices(NoticesContract):
    pass


class TestMongoClassifications(ClassificationsContract):
    @pytest.fixture
    def classifications(self, mongo_database: Database) -> MongoClassifications:
        return MongoClassifications(mongo_database)


class TestMongoStaff(StaffContract):
    @pytest.fixture
    async def staff(self, mongo_database: Database) -> MongoStaff:
        staff = MongoStaff(mongo_database)
        await staff.create_indexes()
        return staff


class TestMongoBoxes(BoxesContract):
    @pytest.fixture
    async def boxes(self, mongo_database: Database) -> MongoBoxes:
        boxes = MongoBoxes(mongo_database)
        await boxes.create_indexes()
        return boxes


class TestMongoCalls(CallsContract):
    pass


async def test_once_sent_the_tracking_token_is_nowhere(notices: MongoNotices, mongo_database: Database) -> None:
    event = opened()
    one = record(origin=Origin(topic=event.topic, body=event.model_dump_json()))
    await notices.add(one)
    assert TOKEN in str(await mongo_database["notices"].find_one())
    await notices.settle(Sent(notice_id=one.notice_id, at=MOMENT, reply="250"), urgent=False)
    assert TOKEN not in str(await mongo_database["notices"].find_one())


@pytest.mark.parametrize(
    "wanted",
    [
        {"state": "given-up"},
        {"submission_id": record().submission_id},
        {"number": {"$eq": "IN-2026-000123-7", "$type": "string"}},
        {"state": {"$in": ["pending", "sent", "given-up", "withheld"]}},
        {"state": "pending", "medium": None, "urgent": False, "next_attempt_at": {"$lte": MOMENT}},
        {"state": "pending", "medium": "sms", "urgent": False, "next_attempt_at": {"$lte": MOMENT}},
    ],
)
async def test_every_query_has_its_index(
    notices: MongoNotices, mongo_database: Database, wanted: dict[str, Any]
) -> None:
    for age in range(30):
        await notices.add(record(created_at=MOMENT + timedelta(seconds=age)))
    order = [("next_attempt_at", 1)] if "urgent" in wanted else [("created_at", -1), ("_id", -1)]
    plan = await mongo_database["notices"].find(wanted).sort(order).limit(10).explain()
    said = str(plan["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in said
    assert "'SORT'" not in said
