"""A stack that was filled with copies of its letters: they read like letters, and every query is served by an index."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice

import pytest
from pymongo import MongoClient

from bench.million.clerks import clerk_work
from bench.million.database import Client, connected
from bench.million.feeding import feed
from bench.million.growing import grow
from bench.million.latencies import open_page
from bench.million.letters import various
from bench.million.pages import PAGES, Letter, some_letters
from bench.million.plan import YEARS
from bench.million.queries import profile
from bench.million.signed_in import SignedIn
from deploy.local.settings import Settings
from deploy.local.stack import Stack

THIS_YEAR = datetime.now(UTC).year
COPIES = 3_000
IN_VAIN = 20
"""Documents that a query may look at without answering with them: next to nothing, and the same at any size."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack with letters of earlier years."""
    stack = Stack(Settings.private(tmp_path_factory.mktemp("filled")))
    stack.start()
    try:
        feed(stack, list(islice(various("first", 1), 36)))
        with SignedIn(stack) as people:
            clerk_work(people, year=THIS_YEAR)
        grow(stack, COPIES)
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def people(filled: Stack) -> Iterator[SignedIn]:
    with SignedIn(filled) as people:
        yield people


@pytest.fixture(scope="module")
def client(filled: Stack) -> Iterator[Client]:
    with connected(filled) as client:
        yield client


@pytest.fixture(scope="module")
def copies(client: Client) -> list[Letter]:
    return [letter for letter in some_letters(client, 8, seed=1) if letter.year < THIS_YEAR]


def test_the_books_of_earlier_years_have_no_gaps(people: SignedIn) -> None:
    for year in range(THIS_YEAR - YEARS, THIS_YEAR):
        book = people.get("auditor", f"/api/v1/registers/incoming/{year}", {"limit": 1000}).json()["entries"]
        assert [entry["sequence"] for entry in book] == list(range(1, len(book) + 1))
        times = [entry["registered_at"] for entry in book]
        assert times == sorted(times)


def test_every_service_tells_the_same_of_a_copy(people: SignedIn, copies: list[Letter]) -> None:
    assert copies
    for letter in copies:
        matter = people.get("clerk", f"/api/v1/transactions/{letter.number}").json()
        route = people.get("clerk", f"/api/v1/routes/{letter.number}").json()
        tracked = people.get("", f"/api/v1/tracking/{letter.token}").json()
        submission = people.get("auditor", f"/api/v1/submissions/{letter.submission_id}").json()
        notices = people.get("clerk", "/api/v1/notices", {"number": letter.number}).json()["notices"]
        assert matter["submission_id"] == route["submission_id"] == submission["submission_id"] == letter.submission_id
        assert matter["number"] == tracked["number"] == route["number"] == letter.number
        assert matter["unit"]["unit_id"] == route["unit_id"]
        assert matter["due"] == tracked["due"] == route["due_on"]
        assert matter["received_at"] == submission["received_at"] == route["received_at"]
        assert matter["registered_at"] in {step["at"] for step in matter["history"]}
        assert {notice["submission_id"] for notice in notices} == {letter.submission_id}


def test_a_copys_documents_are_those_of_its_original(people: SignedIn, copies: list[Letter]) -> None:
    letter = copies[0]
    documents = people.get("clerk", f"/api/v1/submissions/{letter.submission_id}/documents").json()
    assert documents[0]["document_id"] == letter.submission_id
    for document in documents:
        content = people.get("clerk", f"/api/v1/documents/{document['document_id']}").content
        assert sha256(content).hexdigest() == document["sha256"]


def test_every_query_is_served_by_an_index(
    filled: Stack, people: SignedIn, client: Client, copies: list[Letter]
) -> None:
    with profile(client) as found:
        for letter in copies[:3]:
            for page in PAGES:
                open_page(people, page, letter)
        feed(filled, list(islice(various("second", 2), 12)))
        clerk_work(people, year=THIS_YEAR)
    asked = {query.collection for query in found.served}
    assert asked > {"submissions", "matters", "entries", "routes", "notices", "documents", "views"}
    assert found.scans() == []
    assert found.wasteful(IN_VAIN) == []


def test_a_query_without_an_index_is_seen(filled: Stack, client: Client) -> None:
    with profile(client) as found, MongoClient[dict[str, object]](filled.mongo_admin_url, appname="diwan") as service:
        service["diwan_routing"]["routes"].find_one({"because": "nothing"})
    (query,) = found.scans()
    assert (query.collection, query.fields) == ("routes", "because")
    assert found.wasteful(COPIES) == [query]
