"""This release on what the previous one left: its services wait for the migrations, and then serve everything that was there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
import pytest
from pymongo import MongoClient

from deploy.local.migrating import COMMAND, environment
from deploy.local.services import NAMES
from deploy.local.settings import REPOSITORY, Settings
from deploy.local.stack import Stack
from services.storage.retention.adapters import MongoKeptMatters
from services.storage.retention.model import Span
from shared.mongo.connection import connect, database
from shared.settings import LEGAL_TIME_ZONE
from tests.e2e.outside import Outside, letter, wait_for
from tests.release.kept import load

Record = dict[str, Any]
Client = MongoClient[Record]


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The servers, with the databases of the previous release, and this one's services, which wait."""
    stack = Stack(Settings.private(tmp_path_factory.mktemp("older")))
    stack.start(services=())
    try:
        with MongoClient[Record](stack.mongo_admin_url) as client:
            load(client)
        for name in NAMES:
            stack.start_process(name, wait=False)
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def client(older: Stack) -> Iterator[Client]:
    with MongoClient[Record](older.mongo_admin_url, tz_aware=True, uuidRepresentation="standard") as client:
        yield client


@pytest.fixture(scope="module")
def waited_for(older: Stack) -> dict[str, str]:
    """What services that need a migration said before it was run."""

    waiting = ("directory", "registry", "routing")
    return {name: wait_for(partial(_said, older.service_url(name)), seconds=180) for name in waiting}


@pytest.fixture(scope="module")
def upgraded(older: Stack, waited_for: dict[str, str]) -> Iterator[Outside]:
    """The stack, once the command was run: nothing is started anew."""
    assert waited_for
    told = {**os.environ, **environment(older.settings, older.credentials)}
    subprocess.run([sys.executable, *COMMAND], cwd=REPOSITORY, env=told, check=True)
    older.wait_until_ready()
    outside = Outside(older)
    yield outside
    outside.http.close()


@pytest.fixture(scope="module")
def auditor(upgraded: Outside) -> Iterator[httpx.Client]:
    with upgraded.as_("auditor") as auditor:
        yield auditor


@pytest.fixture(scope="module")
def clerk(upgraded: Outside) -> Iterator[httpx.Client]:
    with upgraded.as_("clerk") as clerk:
        yield clerk


def _said(url: str) -> str:
    try:
        answer = httpx.get(f"{url}/readyz", trust_env=False)
    except httpx.HTTPError:
        return ""  # it does not listen yet
    assert answer.status_code == 503
    return str(answer.json().get("waits_for", ""))


def ordinary(client: Client) -> list[Record]:
    """The routes that a clerk without clearance may see."""
    return [one for one in client["diwan_routing"]["routes"].find() if not one.get("confidential")]


def test_a_service_whose_database_is_older_waits_and_says_for_what(waited_for: dict[str, str]) -> None:
    assert "0001-inboxes, 0002-figures; run python -m deploy.migrations run" in waited_for["routing"]
    assert "0001-search" in waited_for["registry"]
    assert "0001-found-by" in waited_for["directory"]


@pytest.mark.parametrize("book", ["incoming", "outgoing", "internal"])
def test_a_book_is_what_it_was_and_has_no_gap(
    upgraded: Outside, auditor: httpx.Client, client: Client, book: str
) -> None:
    registry = client["diwan_registry"]
    kept = list(registry["entries" if book == "incoming" else "letters"].find({"book": book}).sort("sequence"))
    assert kept
    lines = upgraded.book(kept[0]["year"], book)
    assert [line["number"] for line in lines] == [entry["number"] for entry in kept]
    check = auditor.get(f"/api/v1/books/{book}/{kept[0]['year']}/check").raise_for_status().json()
    assert (check["lines"], check["missing"]) == (len(kept), [])


def test_every_transaction_and_its_route_can_be_read(clerk: httpx.Client, client: Client) -> None:
    for route in ordinary(client):
        shown = clerk.get(f"/api/v1/routes/{route['number']}").raise_for_status().json()
        assert (shown["number"], shown["unit_id"]) == (route["number"], route["unit_id"])
        matter = clerk.get(f"/api/v1/transactions/{route['number']}").raise_for_status().json()
        assert matter["number"] == route["number"]


def test_what_was_written_is_found_by_its_words(clerk: httpx.Client, client: Client) -> None:
    subject = next(one["subject"] for one in ordinary(client) if one["subject"])
    found = clerk.get("/api/v1/matters", params={"q": subject}).raise_for_status().json()
    assert subject in str(found)


def test_notices_are_what_they_were_and_nobody_is_told_anything_again(
    upgraded: Outside, clerk: httpx.Client, client: Client
) -> None:
    notices = client["diwan_notify"]["notices"]
    told = {one["number"]: one["_id"] for one in notices.find({"kind": "closed"})}
    assert told
    for number in told.keys() & {one["number"] for one in ordinary(client)}:
        shown = clerk.get("/api/v1/notices", params={"number": number}).raise_for_status().json()
        assert [one["kind"] for one in shown["notices"]].count("closed") == 1
    wait_for(lambda: known(client) == closed(client))
    assert {one["number"]: one["_id"] for one in notices.find({"kind": "closed"})} == told
    assert upgraded.notices(kind="closed") == []


async def test_what_was_closed_before_comes_due_as_its_type_says(upgraded: Outside, client: Client) -> None:
    ended = closed(client)
    assert len(ended) > 10
    wait_for(lambda: known(client) == ended)
    # When its years will be over.
    mongo = connect(upgraded.stack.mongo_admin_url)
    matters = MongoKeptMatters(database(mongo, "diwan_storage"), time_zone=LEGAL_TIME_ZONE)
    all_of_it = Span(
        class_code="standard",
        counted_from="closed",
        request_types=tuple(await matters.types()),
        until=datetime(2100, 1, 1, tzinfo=UTC),
    )
    due = await matters.due([all_of_it], None, 100, cleared=True)
    assert [matter.number for _, matter in due] == sorted(ended, key=lambda number: ended[number][0])
    mongo.close()


def test_what_is_new_goes_all_the_way(upgraded: Outside) -> None:
    upgraded.send(letter(sender="new@company.example", subject="بعد الترقية"), sender="new@company.example")
    assert upgraded.notice(recipient="new@company.example", kind="received")


def closed(client: Client) -> dict[str, Any]:
    """When each closed transaction was closed, and of what type it is, as routing knows."""
    found = client["diwan_routing"]["routes"].find({"closed": {"$exists": True}, "voided": False})
    return {one["number"]: (one["closed"]["at"], one["request_type"]) for one in found}


def known(client: Client) -> dict[str, Any]:
    """The same, as storage knows."""
    found = client["diwan_storage"]["kept_matters"].find({"state": "over"})
    return {one["number"]: (one["closed_at"], one["request_type"]) for one in found}
