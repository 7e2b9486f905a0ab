"""A database that the previous release made, brought to this one's form: killed in the middle or not, once or twice."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from pymongo import MongoClient

from deploy.local.services import SERVICES
from deploy.local.settings import REPOSITORY
from deploy.local.stack import Stack
from deploy.migrations.owners import OWNERS, settings_of
from shared.contracts import ClosureRestatedV1
from shared.migrations.marks import LOCK
from tests.release.kept import PREVIOUS, load

Record = dict[str, Any]
Client = MongoClient[Record]

RUN: Final = ("run", "--phase", "contract")
SLOWLY: Final = ("--service", "routing", "--size", "20", "--pause", "60", "--lease", "1")
"""Two batches a migration, and a minute between them in which to die."""


class House:
    """The databases of all services, under names of their own, and the command that migrates them."""

    def __init__(self, stack: Stack, client: Client) -> None:
        self.client = client
        self.prefix = f"test_{uuid.uuid4().hex[:12]}_"
        load(client, prefix=self.prefix)
        self.environment = dict(os.environ)
        for service in OWNERS:
            url, database = settings_of(service)
            self.environment |= {url: stack.mongo_admin_url, database: f"{self.prefix}diwan_{service}"}

    def drop(self) -> None:
        """Leave nothing behind."""
        for service in SERVICES:
            self.client.drop_database(self.prefix + service.database)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The command, running."""
        return subprocess.Popen(
            [sys.executable, "-m", "deploy.migrations", *arguments],
            cwd=REPOSITORY,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def say(self, *arguments: str, status: int = 0) -> str:
        """Run the command to its end; returns what it said."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == status, said
        return said

    def of(self, service: str) -> Any:
        """A service's database."""
        return self.client[f"{self.prefix}diwan_{service}"]

    def content(self) -> dict[str, list[Record]]:
        """Everything but what is written down of migrations, and when they stated something: that is another each time."""
        return {
            f"{service}.{name}": [_timeless(one) for one in self.of(service)[name].find().sort("_id")]
            for service in OWNERS
            for name in sorted(self.of(service).list_collection_names())
            if name != "migrations"
        }


def _timeless(record: Record) -> Record:
    for waiting in record.get("outbox", ()):
        waiting["body"] = {**json.loads(waiting["body"]), "occurred_at": None}
        del waiting["occurred_at"]
    return record


@pytest.fixture(scope="module")
def client(servers: Stack) -> Iterator[Client]:
    with MongoClient[Record](servers.mongo_admin_url, tz_aware=True, uuidRepresentation="standard") as client:
        yield client


@pytest.fixture(scope="module")
def migrated(servers: Stack, client: Client) -> Iterator[House]:
    """Migrated in one go."""
    house = House(servers, client)
    house.say(*RUN)
    yield house
    house.drop()


@pytest.fixture
def older(servers: Stack, client: Client) -> Iterator[House]:
    """As the previous release left it."""
    house = House(servers, client)
    yield house
    house.drop()


def test_what_was_kept_is_small_and_holds_no_secret(client: Client, migrated: House) -> None:
    assert PREVIOUS.stat().st_size < 300_000
    assert (
        client[f"{migrated.prefix}diwan_directory"]["people"].count_documents({"password_hash": {"$exists": True}}) == 0
    )


def test_killed_in_the_middle_again_and_again_it_ends_the_same(older: House, migrated: House) -> None:
    for name in ("0003-reminders", "0004-closures"):
        killed = older.start(*RUN, *SLOWLY)
        assert killed.stdout is not None
        assert any(name in line and "%" in line for line in killed.stdout)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        assert older.of("routing")["migrations"].find_one({"_id": name})["state"] == "begun"
        assert "begun" in older.say("list", status=3)

    older.say(*RUN)
    assert older.of("routing")["migrations"].find_one({"_id": "0004-closures"})["runs"] == 2
    assert older.content() == migrated.content()


def test_broken_off_it_lets_go_of_the_lock(older: House) -> None:
    broken_off = older.start(*RUN, *SLOWLY)
    assert broken_off.stdout is not None
    assert any("%" in line for line in broken_off.stdout)
    broken_off.terminate()
    said, _ = broken_off.communicate(timeout=60)
    assert (broken_off.returncode, said) == (130, "Diwan: broken off; run it again, it goes on there\n")
    assert older.of("routing")["migrations"].find_one({"_id": LOCK}) is None


def test_run_again_it_changes_nothing(migrated: House) -> None:
    before = migrated.content()
    assert migrated.say(*RUN).startswith("0 migrations were run")
    assert migrated.content() == before
    assert "left" not in migrated.say("list")


def test_two_at_once_do_it_once(older: House, migrated: House) -> None:
    both = [older.start(*RUN) for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert {record["runs"] for record in older.of("routing")["migrations"].find({"runs": {"$exists": True}})} == {1}
    assert older.content() == migrated.content()


def test_what_is_worked_on_is_looked_at_for_reminders_and_nothing_else(migrated: House) -> None:
    routes = list(migrated.of("routing")["routes"].find())
    looked_at = {one["number"] for one in routes if "remind_at" in one}
    assert looked_at == {one["number"] for one in routes if "closed" not in one and not one["voided"]}
    assert looked_at


def test_every_closed_transaction_is_stated_once_behind_everything_that_waits(migrated: House) -> None:
    routes = list(migrated.of("routing")["routes"].find({"closed": {"$exists": True}, "voided": False}))
    assert len(routes) > 10
    for route in routes:
        (waiting,) = route["outbox"]
        event = ClosureRestatedV1.model_validate_json(waiting["body"])
        assert (event.submission_id, event.number, event.version) == (route["_id"], route["number"], route["version"])
        assert (event.closed_at, event.request_type) == (route["closed"]["at"], route["request_type"])
        # How long it has been waiting is told by this, and not by when the transaction was closed.
        assert datetime.now(UTC) - waiting["occurred_at"] < timedelta(hours=1)
        assert waiting["id"] > str(uuid.UUID(int=int(datetime.now(UTC).timestamp() * 1000) << 80))
