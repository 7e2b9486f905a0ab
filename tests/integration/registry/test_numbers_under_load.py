"""Two replicas, many committers, broken batches: the numbers stay 1..n."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest

from deploy.local.stack import Stack
from services.registry.adapters import MongoBooks, MongoUnits
from services.registry.committing import Commits
from services.registry.duplicates import Twin
from services.registry.errors import VersionConflictError
from services.registry.model import Entry, Matter, Numbers, State, WaitsBecause, Write
from services.registry.service import Registry
from shared.clock import SystemClock, to_milliseconds
from shared.contracts import SubmissionReadV1
from shared.contracts.base import Book
from shared.errors import TransientError
from shared.messaging.relay import Relay
from shared.mongo.connection import Database, connect, database
from shared.mongo.outbox import MongoOutbox
from shared.transaction_number import transaction_number
from tests.unit.registry.books_contract import numbered
from tests.unit.registry.examples import PERMIT_PAPERS, TYPES, read

COMMITTERS = 32


class HalfWayError(Exception):
    """Something that goes wrong in the middle of a transaction."""


def half_way(numbers: Numbers) -> Sequence[Write]:
    # The counter is written by then.
    raise HalfWayError(numbers)


class Mute:
    """A broker that is away."""

    async def publish(self, events: object) -> None:
        raise TransientError(repr(events))


class DiesAfterCommit:
    """Books of a replica that commits and dies before it can say so, this many times."""

    def __init__(self, books: MongoBooks, deaths: int) -> None:
        self._books = books
        self._deaths = deaths

    async def load(self, submission_ids: Sequence[UUID]) -> Mapping[UUID, Matter]:
        return await self._books.load(submission_ids)

    async def twins(self, keys: Collection[str], *, since: datetime, limit: int) -> Sequence[Twin]:
        return await self._books.twins(keys, since=since, limit=limit)

    async def commit(
        self, *, book: Book, numbers: int, now: datetime, writes: Callable[[Numbers], Sequence[Write]]
    ) -> None:
        await self._books.commit(book=book, numbers=numbers, now=now, writes=writes)
        if self._deaths:
            self._deaths -= 1
            raise TransientError("died after the commit")

    async def by_token_hash(self, hashed: str) -> Matter | None:
        return await self._books.by_token_hash(hashed)

    async def by_number(self, number: str) -> Matter | None:
        return await self._books.by_number(number)

    async def waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        confidential: bool = False,
        after: tuple[bool, datetime, UUID] | None,
        limit: int,
    ) -> Sequence[Matter]:
        return await self._books.waiting(
            states, because=because, duplicates=duplicates, confidential=confidential, after=after, limit=limit
        )

    async def count_waiting(
        self,
        states: Sequence[State],
        *,
        because: WaitsBecause | None = None,
        duplicates: bool = False,
        confidential: bool = False,
        most: int,
    ) -> int:
        return await self._books.count_waiting(
            states, because=because, duplicates=duplicates, confidential=confidential, most=most
        )

    async def confidential_of(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        return await self._books.confidential_of(submission_ids)

    async def entries(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[Entry]:
        return await self._books.entries(book, year, after=after, limit=limit)


@pytest.fixture
async def replicas(
    servers: Stack, mongo_database: Database, books: MongoBooks
) -> AsyncIterator[tuple[MongoBooks, MongoBooks]]:
    """Two of them, each with connections of its own; `books` has made the indexes."""
    other = connect(servers.mongo_admin_url)
    theirs = database(other, mongo_database.name)
    yield books, MongoBooks(other, theirs, Relay(MongoOutbox(theirs["matters"]), Mute()), time_zone="Asia/Muscat")
    other.close()


def registry(books: MongoBooks | DiesAfterCommit, database: Database) -> Registry:
    commits = Commits(books=books, clock=SystemClock(), max_batch=16)
    return Registry(books=books, units=MongoUnits(database), types=lambda: TYPES, commits=commits)


async def insist(registry: Registry, submission: SubmissionReadV1) -> None:
    """As the broker does: deliver until it is taken."""
    while True:
        try:
            await registry.submission_read(submission)
        except TransientError:
            continue
        return


async def commit(books: MongoBooks, count: int, writes: Callable[[Numbers], Sequence[Write]]) -> bool:
    """Until it is done, or breaks; whether it is done."""
    while True:
        try:
            await books.commit(book="incoming", numbers=count, now=to_milliseconds(datetime.now(UTC)), writes=writes)
        except TransientError:
            continue
        except HalfWayError:
            return False
        return True


async def prove(database: Database, count: int) -> None:
    """The book, as an auditor sees it: 1..n, each once, in the order of time, and the counter knows it."""
    lines = await database["entries"].find().sort("sequence", 1).to_list(None)
    assert [line["sequence"] for line in lines] == list(range(1, count + 1))
    assert [line["number"] for line in lines] == [
        transaction_number("incoming", lines[0]["year"], sequence) for sequence in range(1, count + 1)
    ]
    times = [line["registered_at"] for line in lines]
    assert times == sorted(times)
    assert len({line["submission_id"] for line in lines}) == count
    (counter,) = await database["books"].find().to_list(None)
    assert (counter["last"], counter["last_at"]) == (count, times[-1])
    matters = await database["matters"].find({"number": {"$type": "string"}}).to_list(None)
    assert {(one["_id"], one["sequence"]) for one in matters} == {
        (line["submission_id"], line["sequence"]) for line in lines
    }


async def test_committers_on_two_replicas_give_every_number_once_although_some_batches_break(
    replicas: tuple[MongoBooks, MongoBooks], mongo_database: Database
) -> None:
    chance = random.Random(2026)

    async def committer(place: int) -> int:
        given = 0
        for _ in range(4):
            count, breaks = chance.randint(1, 4), chance.random() < 0.3

            if await commit(replicas[place % 2], count, half_way if breaks else numbered(count)):
                given += count
        return given

    given = await asyncio.gather(*map(committer, range(COMMITTERS)))
    await prove(mongo_database, sum(given))


async def test_writes_that_the_store_refuses_half_way_leave_nothing(
    books: MongoBooks, mongo_database: Database
) -> None:
    await books.commit(book="incoming", numbers=1, now=to_milliseconds(datetime.now(UTC)), writes=numbered(1))

    def refused(numbers: Numbers) -> Sequence[Write]:
        # Its entries go in, then the store finds a matter that is there already.
        first, second = numbered(2)(numbers)
        return [first, second, Write(matter=first.matter, before=None)]

    with pytest.raises(VersionConflictError):
        await books.commit(book="incoming", numbers=2, now=to_milliseconds(datetime.now(UTC)), writes=refused)
    await prove(mongo_database, 1)


async def test_mail_that_two_replicas_hear_many_times_gets_one_number(
    replicas: tuple[MongoBooks, MongoBooks], mongo_database: Database
) -> None:
    services = [registry(books, mongo_database) for books in replicas]
    submissions = [read(*PERMIT_PAPERS) for _ in range(60)]
    deliveries = [(services[place % 2], one) for place, one in enumerate(submissions * 3)]
    deliveries += [(services[(place + 1) % 2], one) for place, one in enumerate(submissions)]
    random.Random(7).shuffle(deliveries)
    await asyncio.gather(*(insist(service, one) for service, one in deliveries))
    await prove(mongo_database, len(submissions))


async def test_a_replica_that_dies_after_its_commit_gives_no_second_number(
    books: MongoBooks, mongo_database: Database
) -> None:
    service = registry(DiesAfterCommit(books, deaths=3), mongo_database)
    submissions = [read(*PERMIT_PAPERS) for _ in range(40)]
    await asyncio.gather(*(insist(service, one) for one in submissions))
    await prove(mongo_database, len(submissions))
    opened = await mongo_database["matters"].count_documents({"outbox": {"$size": 2}})
    assert opened == len(submissions)


async def test_a_first_book_may_be_opened_by_both_replicas_at_once(
    replicas: tuple[MongoBooks, MongoBooks], mongo_database: Database
) -> None:
    await asyncio.gather(
        *(
            one.commit(book="incoming", numbers=3, now=to_milliseconds(datetime.now(UTC)), writes=numbered(3))
            for one in replicas
        )
    )
    await prove(mongo_database, 6)


async def test_a_book_that_somebody_holds_is_waited_for_only_so_long(
    servers: Stack, mongo_database: Database, books: MongoBooks, relay: Relay
) -> None:
    now = to_milliseconds(datetime.now(UTC))
    await books.commit(book="incoming", numbers=1, now=now, writes=numbered(1))
    client = connect(servers.mongo_admin_url)
    impatient = MongoBooks(
        client, database(client, mongo_database.name), relay, time_zone="Asia/Muscat", patience_seconds=0.1
    )
    async with await mongo_database.client.start_session() as session, session.start_transaction():
        await mongo_database["books"].update_one({"_id": "incoming"}, {"$set": {"held": True}}, session=session)
        with pytest.raises(TransientError):
            await impatient.commit(book="incoming", numbers=1, now=now, writes=numbered(1))
        await session.abort_transaction()
    await impatient.commit(book="incoming", numbers=1, now=now, writes=numbered(1))
    client.close()
    await prove(mongo_database, 2)
