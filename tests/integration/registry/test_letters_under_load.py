"""Letters and mail, numbered at the same time by two replicas: every book is 1..n, and nobody waits for another's book."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from deploy.local.stack import Stack
from services.registry.adapters import MongoBooks, MongoLetterBooks, MongoUnits
from services.registry.committing import Commits
from services.registry.lettering import Letters
from services.registry.model import LetterBook
from services.registry.service import Registry
from shared.clock import SystemClock
from shared.contracts import LetterApprovedV1, LetterNumberedV1, SubmissionReadV1
from shared.errors import TransientError
from shared.messaging.relay import Relay
from shared.mongo.connection import Database, connect, database
from shared.mongo.outbox import MongoOutbox
from shared.transaction_number import transaction_number
from tests.integration.registry.conftest import Heard
from tests.unit.registry.examples import PERMIT_PAPERS, TYPES, approved, read

BOOKS: tuple[LetterBook, ...] = ("outgoing", "internal")


class Replica:
    """One process of the registry: what it hears, it hears until it is done."""

    def __init__(self, books: MongoBooks, letter_books: MongoLetterBooks, units: MongoUnits) -> None:
        clock = SystemClock()
        commits = Commits(books=books, clock=clock, max_batch=16)
        self._registry = Registry(books=books, units=units, types=lambda: TYPES, commits=commits)
        self._letters = Letters(books=letter_books, clock=clock, max_batch=16)

    async def hear(self, event: LetterApprovedV1 | SubmissionReadV1) -> None:
        while True:
            try:
                if isinstance(event, LetterApprovedV1):
                    await self._letters.approved(event)
                else:
                    await self._registry.submission_read(event)
            except TransientError:
                continue
            return


@pytest.fixture
async def replicas(
    servers: Stack, mongo_database: Database, books: MongoBooks, letter_books: MongoLetterBooks, heard: Heard
) -> AsyncIterator[tuple[Replica, Replica]]:
    """Two of them, each with connections of its own."""
    client = connect(servers.mongo_admin_url)
    theirs = database(client, mongo_database.name)
    zone = "Asia/Muscat"
    other = Replica(
        MongoBooks(client, theirs, Relay(MongoOutbox(theirs["matters"]), heard), time_zone=zone),
        MongoLetterBooks(client, theirs, Relay(MongoOutbox(theirs["letters"]), heard), time_zone=zone),
        MongoUnits(theirs),
    )
    yield Replica(books, letter_books, MongoUnits(mongo_database)), other
    client.close()


async def test_what_two_replicas_hear_many_times_stands_once_in_books_without_gaps(
    replicas: tuple[Replica, Replica], mongo_database: Database, letter_books: MongoLetterBooks, heard: Heard
) -> None:
    letters = [approved(book=BOOKS[place % 2]) for place in range(60)]
    mail = [read(*PERMIT_PAPERS) for _ in range(30)]
    heard_twice: list[LetterApprovedV1 | SubmissionReadV1] = [*letters, *mail] * 2
    deliveries = [(place % 2, one) for place, one in enumerate(heard_twice)]
    deliveries += [((place + 1) % 2, one) for place, one in enumerate(letters)]
    random.Random(11).shuffle(deliveries)
    await asyncio.gather(*(replicas[place].hear(event) for place, event in deliveries))

    incoming = await mongo_database["entries"].find().sort("sequence", 1).to_list(None)
    assert [line["sequence"] for line in incoming] == list(range(1, 31))
    numbers = set()
    for book in BOOKS:
        lines = await letter_books.entries(book, incoming[0]["year"], after=0, limit=1000)
        assert [line.sequence for line in lines] == list(range(1, 31))
        assert [line.number for line in lines] == [transaction_number(book, line.year, line.sequence) for line in lines]
        assert [line.registered_at for line in lines] == sorted(line.registered_at for line in lines)
        assert {line.letter_id for line in lines} == {one.letter_id for one in letters if one.book == book}
        numbers |= {line.number for line in lines}
    counters = {one["_id"]: one["last"] async for one in mongo_database["books"].find()}
    assert counters == {"incoming": 30, "outgoing": 30, "internal": 30}

    relay = Relay(MongoOutbox(mongo_database["letters"]), heard)
    while await relay.relay_once():
        continue
    told = [LetterNumberedV1.model_validate_json(one.body) for one in heard.published]
    assert {one.number for one in told} == numbers
    assert {one.letter_id for one in told} == {one.letter_id for one in letters}
    assert await mongo_database["letters"].count_documents({"outbox": {"$exists": True}}) == 0


async def test_every_query_about_letters_is_served_by_an_index(
    mongo_database: Database, replicas: tuple[Replica, Replica], letter_books: MongoLetterBooks
) -> None:
    for place in range(20):
        await replicas[0].hear(approved(answers=transaction_number("incoming", 2026, place + 1)))
    (one, *_) = await letter_books.entries("outgoing", 2026, after=0, limit=1)
    await mongo_database.command("profile", 2)
    await letter_books.of_letters([one.letter_id])
    await letter_books.get(one.book, one.year, one.sequence)
    await letter_books.entries("outgoing", one.year, after=5, limit=5)
    await letter_books.answering([transaction_number("incoming", 2026, 7)])
    await mongo_database.command("profile", 0)
    wanted = {"ns": f"{mongo_database.name}.letters", "op": "query"}
    noted = await mongo_database["system.profile"].find(wanted).to_list(None)
    assert len(noted) == 4
    assert {query["planSummary"].split()[0] for query in noted} <= {"IXSCAN", "IDHACK"}
    assert max(query["docsExamined"] for query in noted) <= 5
