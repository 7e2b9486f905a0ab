"""Events wait in their matter until the broker has them, and no longer."""

import asyncio
import json
from dataclasses import replace

from services.registry.adapters import MongoBooks, MongoUnits
from services.registry.committing import Commits
from services.registry.model import Matter, Write
from services.registry.service import Registry
from shared.clock import SystemClock
from shared.contracts import SubmissionOpenedV1, TransactionRegisteredV1, UnitChangedV1
from shared.messaging.relay import Relay
from shared.mongo.connection import Database
from tests.integration.registry.conftest import Heard
from tests.unit.registry.books_contract import keep
from tests.unit.registry.examples import NOW, PERMIT_PAPERS, TYPES, UNIT, read, undecided_matter
from tests.unit.registry.fake_books import FakeUnits


def registry(books: MongoBooks) -> Registry:
    return Registry(
        books=books, units=FakeUnits(), types=lambda: TYPES, commits=Commits(books=books, clock=SystemClock())
    )


async def relay_all(relay: Relay) -> None:
    while await relay.relay_once():
        continue


async def test_what_is_published_leaves_the_document_without_a_trace(
    books: MongoBooks, relay: Relay, heard: Heard, mongo_database: Database
) -> None:
    submissions = [read(*PERMIT_PAPERS) for _ in range(20)]
    service = registry(books)
    await asyncio.gather(*map(service.submission_read, submissions))
    assert await mongo_database["matters"].count_documents({"outbox": {"$size": 2}}) == 20
    await relay_all(relay)
    assert await mongo_database["matters"].count_documents({"outbox": {"$exists": True}}) == 0
    assert len({event.id for event in heard.published}) == len(heard.published) == 40
    registered = [event for event in heard.published if event.topic == TransactionRegisteredV1.topic]
    stated = sorted(TransactionRegisteredV1.model_validate_json(event.body).sequence for event in registered)
    assert stated == list(range(1, 21))


async def test_events_of_one_matter_are_told_in_the_order_in_which_they_happened(
    books: MongoBooks, relay: Relay, heard: Heard
) -> None:
    service, first = registry(books), read("passport.pdf")
    await service.submission_read(first)
    await service.submission_read(read(*PERMIT_PAPERS[1:], supplements=first.submission_id))
    await relay_all(relay)
    assert [event.topic.removeprefix("registry.") for event in heard.published] == [
        "submission-opened.v1",
        "submission-incomplete.v1",
        "matter-classified.v1",
        "submission-supplemented.v1",
        "transaction-registered.v1",
    ]


async def test_a_change_without_news_leaves_what_waits_to_be_told(
    books: MongoBooks, relay: Relay, heard: Heard
) -> None:
    matter = undecided_matter()
    told = SubmissionOpenedV1(
        occurred_at=NOW, submission_id=matter.submission_id, received_at=NOW, requester=matter.requester
    )
    await books.commit(
        book="incoming",
        numbers=0,
        now=NOW,
        writes=lambda _numbers: [Write(matter=matter, before=None, events=(told,))],
    )
    changed = replace(matter, version=2, subject="changed")
    await books.commit(
        book="incoming",
        numbers=0,
        now=NOW,
        writes=lambda _numbers: [Write(matter=changed, before=matter)],
    )
    await relay_all(relay)
    assert [json.loads(event.body)["id"] for event in heard.published] == [str(told.id)]


async def test_the_relay_and_changes_of_the_same_matter_do_not_hurt_each_other(
    books: MongoBooks, relay: Relay, heard: Heard
) -> None:
    matter = undecided_matter()
    await keep(books, matter)

    async def change() -> None:
        for version in range(1, 21):
            news = SubmissionOpenedV1(
                occurred_at=NOW, submission_id=matter.submission_id, received_at=NOW, requester=matter.requester
            )
            write = Write(matter=_at(matter, version + 1), before=_at(matter, version), events=(news,))
            await books.commit(book="incoming", numbers=0, now=NOW, writes=lambda _numbers, write=write: [write])  # type: ignore[misc]  # a lambda with a default has no type

    changing = asyncio.create_task(change())
    while not changing.done():
        await relay.relay_once()
    await changing
    await relay_all(relay)
    assert len({event.id for event in heard.published}) == 20


async def test_a_unit_is_known_whatever_the_order_of_news(mongo_database: Database) -> None:
    units = MongoUnits(mongo_database)
    assert not await units.exists(UNIT.unit_id)
    for version in (2, 1, 2, 3):
        await units.note(
            UnitChangedV1(occurred_at=NOW, unit=UNIT, version=version, time_zone="Asia/Muscat", weekend=(5, 6))
        )
    assert await units.exists(UNIT.unit_id)
    (kept,) = await mongo_database["units"].find().to_list(None)
    assert kept["version"] == 3


def _at(matter: Matter, version: int) -> Matter:
    return replace(matter, version=version)
