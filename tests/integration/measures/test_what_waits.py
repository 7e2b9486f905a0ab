"""What intake, routing and notify measure in the real database, each from an index and whatever there is besides."""

from datetime import UTC, datetime, timedelta
from typing import Any

from prometheus_client import REGISTRY

from services.intake.adapters.measures import MongoMeasures as IntakeMeasures
from services.intake.adapters.submissions import MongoSubmissions
from services.notify.adapters.measures import MongoMeasures as NotifyMeasures
from services.notify.adapters.notices import MongoNotices
from services.routing.adapters.figures import MongoFigures
from services.routing.adapters.measures import MongoMeasures as RoutingMeasures
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Database
from shared.mongo.outbox import OUTBOX_INDEX, MongoOutbox
from shared.mongo.outbox_age import first_of_lane, outbox_ages
from shared.observability.measuring import Measure

# Half past one in the morning in Muscat: there it is the 22nd already.
NOW = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)


class Then:
    def now(self) -> datetime:
        return NOW


class Nobody:
    async def publish(self, _events: list[Pending]) -> None:
        raise AssertionError


def shown(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


async def take(measures: Any) -> None:
    one: Measure
    for one in measures:
        await one.take()


async def test_the_oldest_unread_mail_is_the_oldest_that_was_accepted_whoever_tried_it(
    mongo_database: Database,
) -> None:
    relay = Relay(MongoOutbox(mongo_database["submissions"]), Nobody())  # type: ignore[arg-type]  # it never publishes
    await MongoSubmissions(mongo_database, relay).create_indexes()
    measures = IntakeMeasures(mongo_database, Then()).all
    await take(measures)
    assert (shown("diwan_intake_unread"), shown("diwan_intake_unread_oldest_seconds")) == (0, 0)
    for place in range(30):
        unread = {"urgent": place % 3 == 0, "due": NOW + timedelta(minutes=(place * 7) % 30)}
        await mongo_database["submissions"].insert_one(
            {
                **dict.fromkeys(("key", "token_hash"), str(place)),
                "received_at": NOW - timedelta(minutes=place),
                **({"unread": unread} if place != 29 else {}),
            }
        )
    await take(measures)
    assert shown("diwan_intake_unread") == 29
    assert shown("diwan_intake_unread_oldest_seconds") == 28 * 60


async def test_what_was_due_before_today_in_the_registers_time_zone_is_late(mongo_database: Database) -> None:
    await MongoFigures(mongo_database, time_zone="Asia/Muscat").create_indexes()
    standings = [("open", "2026-11-21"), ("open", "2026-11-22"), ("open", None), ("waiting", "2026-11-01")]
    await mongo_database["routes"].insert_many(
        [
            {"figures": {"standing": standing, "touched": touched}, "unit_id": "u", "due_on": due_on}
            for standing, due_on in standings
            for touched in (True, False)
        ]
    )
    await take(RoutingMeasures(mongo_database, Then(), time_zone="Asia/Muscat").all)
    assert (shown("diwan_routing_open"), shown("diwan_routing_late")) == (6, 2)


async def test_a_notice_is_overdue_when_nobody_took_it_at_its_time(mongo_database: Database) -> None:
    await MongoNotices(mongo_database).create_indexes()
    measures = NotifyMeasures(mongo_database, Then()).all
    await take(measures)
    assert shown("diwan_notify_overdue_seconds", medium="mail") == 0
    waiting = [(20, False, None), (5, True, None), (-30, True, None), (7, False, "sms")]
    await mongo_database["notices"].insert_many(
        [
            {
                "state": "pending",
                "urgent": urgent,
                "next_attempt_at": NOW - timedelta(minutes=minutes),
                **({"medium": medium} if medium else {}),
            }
            for minutes, urgent, medium in waiting
        ]
    )
    await mongo_database["notices"].insert_one(
        {"state": "sent", "urgent": False, "next_attempt_at": NOW - timedelta(9)}
    )
    await take(measures)
    assert shown("diwan_notify_pending") == 4
    assert shown("diwan_notify_overdue_seconds", medium="mail") == 20 * 60
    assert shown("diwan_notify_overdue_seconds", medium="sms") == 7 * 60


async def test_the_age_of_an_outbox_costs_two_looks_however_full_it_is(mongo_database: Database) -> None:
    letters = mongo_database["letters"]
    await letters.create_indexes([OUTBOX_INDEX])
    measure = outbox_ages("measured", mongo_database, ["letters"], Then())
    await measure.take()
    assert shown("diwan_outbox_oldest_seconds", service="measured", outbox="letters") == 0
    await letters.insert_many(
        [
            {
                "outbox": [
                    {"id": f"{place:06}", "urgent": place < 100, "occurred_at": NOW - timedelta(seconds=2000 - place)}
                ]
            }
            for place in range(1000)
        ]
    )
    await measure.take()
    assert shown("diwan_outbox_oldest_seconds", service="measured", outbox="letters") == 2000
    for lane, oldest in ((True, 2000), (False, 1900)):
        cursor = first_of_lane(letters, urgent=lane)
        looked = (await cursor.explain())["executionStats"]
        assert (looked["totalDocsExamined"], looked["totalKeysExamined"]) == (1, 1)
        (found,) = await first_of_lane(letters, urgent=lane).to_list(None)
        assert found["outbox"][0]["occurred_at"] == NOW - timedelta(seconds=oldest)
