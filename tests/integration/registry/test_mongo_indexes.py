"""Every query of the registry, as the server itself ran it, was served by an index."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from services.registry.adapters import MongoBooks, MongoHandedIn
from services.registry.duplicates import keys_of
from services.registry.looking_for import Wanted
from services.registry.model import WaitsBecause
from shared.messaging.relay import Relay
from shared.mongo.connection import Database, Record
from shared.mongo.outbox import MongoOutbox
from shared.tracking import token_hash
from shared.transaction_number import transaction_number
from tests.unit.registry.books_contract import keep, register
from tests.unit.registry.examples import NOW, incomplete_matter, sender, undecided_matter
from tests.unit.registry.handed_in_contract import counter_matter


class Profile:
    """What the server noted of the queries since the profile began."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, collection: str) -> list[Record]:
        wanted = {"ns": f"{self._database.name}.{collection}", "op": {"$in": ["query", "update", "command"]}}
        return await self._database["system.profile"].find(wanted).to_list(None)


@pytest.fixture
async def profile(books: MongoBooks, mongo_database: Database) -> AsyncIterator[Profile]:
    """Some matters in every state; then the profile begins."""
    await register(books, 20)
    await keep(
        books,
        *(undecided_matter(received_at=NOW + timedelta(seconds=place)) for place in range(20)),
        *(incomplete_matter() for _ in range(20)),
    )
    await mongo_database.command("profile", 2)
    yield Profile(mongo_database)
    await mongo_database.command("profile", 0)


def plan_of(noted: list[Record]) -> str:
    """The plan of the one query that was noted."""
    (query,) = noted
    assert not query.get("hasSortStage"), "sorted in memory"
    return str(query["planSummary"])


async def test_a_number_is_found_by_its_index(books: MongoBooks, profile: Profile) -> None:
    assert await books.by_number(transaction_number("incoming", 2026, 7)) is not None
    assert plan_of(await profile.of("matters")) == "IXSCAN { number: 1 }"


async def test_a_token_is_found_by_its_index(books: MongoBooks, profile: Profile) -> None:
    await books.by_token_hash(token_hash("0" * 32))
    assert plan_of(await profile.of("matters")) == "IXSCAN { token_hash: 1 }"


async def test_the_desk_is_read_in_the_order_of_its_index(books: MongoBooks, profile: Profile) -> None:
    assert len(await books.waiting(["undecided"], after=None, limit=5)) == 5
    (query,) = await profile.of("matters")
    assert query["docsExamined"] == 5
    assert plan_of([query]) == "IXSCAN { state: 1, urgent: -1, received_at: 1, _id: 1 }"


async def test_what_may_have_been_handed_in_before_is_looked_at_no_further_than_it_is_told(
    books: MongoBooks, profile: Profile
) -> None:
    keys = [f"d{serial}" for serial in range(400)]
    (shared,) = keys_of(sender(), "طلب", ())
    found = await books.twins([*keys, shared], since=NOW - timedelta(days=30), limit=5)
    assert len(found) == 5
    (query,) = await profile.of("matters")
    assert query["docsExamined"] == 5
    assert plan_of([query]) == "IXSCAN { twin_keys: 1, received_at: -1 }"


async def test_what_waits_for_one_reason_is_read_in_the_order_of_its_index(books: MongoBooks, profile: Profile) -> None:
    assert len(await books.waiting(["undecided"], because="unreadable", after=None, limit=5)) == 5
    (query,) = await profile.of("matters")
    assert query["docsExamined"] == 5
    assert plan_of([query]) == "IXSCAN { state: 1, because: 1, urgent: -1, received_at: 1, _id: 1 }"


@pytest.mark.parametrize("because", [None, "unreadable"])
async def test_what_waits_is_counted_in_an_index_and_no_further_than_asked(
    books: MongoBooks, profile: Profile, because: WaitsBecause | None
) -> None:
    for confidential in (True, False):
        assert await books.count_waiting(["undecided"], because=because, confidential=confidential, most=7) == 7
    queries = await profile.of("matters")
    assert sum(query["docsExamined"] for query in queries) == 0
    assert max(query["keysExamined"] for query in queries) <= 8


async def test_what_is_confidential_is_found_by_its_own_index(books: MongoBooks, profile: Profile) -> None:
    hidden = replace(undecided_matter(), confidential_because="type")
    await keep(books, hidden)
    ids = [one.submission_id for one in await books.waiting(["undecided"], confidential=True, after=None, limit=99)]
    assert await books.confidential_of(ids) == {hidden.submission_id}
    query = (await profile.of("matters"))[-1]
    assert plan_of([query]) == "IXSCAN { confidential: 1, _id: 1 }"
    assert query["docsExamined"] <= 1


@pytest.mark.parametrize("urgent", [True, False])
async def test_a_later_page_of_the_desk_is_read_in_the_order_of_its_index(
    books: MongoBooks, profile: Profile, *, urgent: bool
) -> None:
    last = (await books.waiting(["undecided"], after=None, limit=10))[-1]
    page = await books.waiting(["undecided"], after=(urgent, last.received_at, last.submission_id), limit=5)
    assert len(page) == 5
    _, *queries = await profile.of("matters")
    assert {plan_of([query]) for query in queries} == {"IXSCAN { state: 1, urgent: -1, received_at: 1, _id: 1 }"}
    assert sum(query["docsExamined"] for query in queries) == 5


async def test_a_page_far_behind_costs_no_more_than_the_pages_that_were_asked_for_before_it(
    books: MongoBooks, profile: Profile
) -> None:
    waiting = await books.waiting(["undecided"], after=None, limit=20)
    # The server keeps the plan of a question that it has been asked before.
    for last in [waiting[0]] * 5 + [waiting[14]]:
        await books.waiting(["undecided"], after=(False, last.received_at, last.submission_id), limit=5)
    _, *queries = await profile.of("matters")
    assert max(query["docsExamined"] for query in queries) <= 5


async def test_a_page_of_a_book_is_read_in_the_order_of_its_index(books: MongoBooks, profile: Profile) -> None:
    assert len(await books.entries("incoming", 2026, after=5, limit=5)) == 5
    (query,) = await profile.of("entries")
    assert query["docsExamined"] == 5
    assert plan_of([query]) == "IXSCAN { book: 1, year: 1, sequence: 1 }"


async def test_matters_are_read_and_written_by_their_keys(books: MongoBooks, profile: Profile) -> None:
    matters = await books.waiting(["undecided"], after=None, limit=2)
    await books.load([matter.submission_id for matter in matters])
    await register(books, 2)
    _, *noted = await profile.of("matters")
    assert noted
    assert all("COLLSCAN" not in query.get("planSummary", "") for query in noted)


async def test_pending_events_are_found_by_the_sparse_index(
    profile: Profile, relay: Relay, mongo_database: Database
) -> None:
    await relay.relay_once()
    plans = [query["planSummary"] for query in await profile.of("matters")]
    assert plans[0].startswith("IXSCAN { outbox.")
    assert all("COLLSCAN" not in plan for plan in plans)
    while await relay.relay_once():
        continue
    assert await MongoOutbox(mongo_database["matters"]).waiting(10) == []
    # What is published leaves the index: looking for nothing costs nothing.
    *_, last = await profile.of("matters")
    assert (last["keysExamined"], last["docsExamined"]) == (0, 0)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [(Wanted(), "received_at: -1"), (Wanted(words=("سالم",)), "counter_words: 1"), (Wanted(number="IN"), "number: 1")],
)
async def test_what_an_office_handed_in_is_found_by_an_index(
    books: MongoBooks, handed_in: MongoHandedIn, mongo_database: Database, wanted: Wanted, index: str
) -> None:
    offices = [f"sanad-{place % 20}" for place in range(200)]
    await keep(books, *(counter_matter(office, minutes=place) for place, office in enumerate(offices)))
    await mongo_database.command("profile", 2)
    await handed_in.handed_in(["sanad-1"], by=None, wanted=wanted, after=None, limit=5)
    (query,) = await Profile(mongo_database).of("matters")
    await mongo_database.command("profile", 0)
    assert query["planSummary"].startswith("IXSCAN"), query["planSummary"]
    assert index in query["planSummary"] or wanted.words
    assert query["docsExamined"] <= 10
