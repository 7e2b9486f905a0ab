"""MongoDB's primary is lost under load: another takes its place, every letter is registered once, a backup is of one moment."""

import base64
import json
import os
import smtplib
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from bson import CodecOptions, UuidRepresentation, decode_file_iter
from pymongo import MongoClient

from deploy.backup.manifest import CollectionPart, Part
from deploy.backup.parts import opened
from deploy.backup.sealing import Unsealed
from deploy.backup.settings import Settings as BackupSettings
from deploy.backup.stores.folder import FolderStore
from deploy.backup.taking import take
from deploy.backup.verifying import verify
from deploy.local.settings import Settings
from deploy.local.stack import Stack
from shared.contracts import SubmissionReadV1
from tests.e2e.outside import Outside, letter, wait_for

SENDERS = 3
BETWEEN_KILLS = 4.0
"""Seconds: long enough for the one that was killed to be a full member again."""
FULL_MEMBERS = {1, 2}
"""MongoDB's numbers for one that leads and for one that follows."""
PLAIN: CodecOptions[dict[str, Any]] = CodecOptions(uuid_representation=UuidRepresentation.STANDARD)


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """The whole stack with a MongoDB of three members."""
    stack = Stack(replace(Settings.private(tmp_path_factory.mktemp("three")), mongo_members=3))
    stack.start()
    outside = Outside(stack)
    yield outside
    outside.http.close()
    stack.stop()


class Sender:
    """Sends one letter after the other, each until it is accepted, as mail servers do."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self.accepted: list[str] = []
        self.refusals: list[int] = []

    def send_until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            address = f"sender-{uuid.uuid4().hex}@company.example"
            mail = letter(sender=address, subject="خطاب أثناء انتخاب", files=("خطاب.pdf",)).as_bytes()
            wait_for(partial(self._accepted, mail, address))
            self.accepted.append(address)

    def _accepted(self, raw: bytes, address: str) -> bool:
        try:
            self._outside.send(raw, sender=address)
        except smtplib.SMTPDataError as refused:
            self.refusals.append(refused.smtp_code)
            return False
        return True


def test_a_primary_that_is_killed_twice_under_load_costs_nobody_more_than_a_second_try(outside: Outside) -> None:
    stack, stop = outside.stack, threading.Event()
    senders = [Sender(outside) for _ in range(SENDERS)]
    led = []
    with ThreadPoolExecutor(SENDERS) as pool:
        sending = [pool.submit(sender.send_until, stop) for sender in senders]
        try:
            for _ in range(2):
                time.sleep(BETWEEN_KILLS)
                led.append(stack.primary())
                stack.kill_process(led[-1])
            time.sleep(BETWEEN_KILLS)
        finally:
            stop.set()
    for one in sending:
        one.result()

    assert led[0] != led[1]
    assert {code for sender in senders for code in sender.refusals} <= {451}
    accepted = [address for sender in senders for address in sender.accepted]
    # what notify had in hand when its store was lost goes out when its lease ends, a minute later
    wait_for(lambda: {one.recipient for one in outside.notices(kind="registered")}.issuperset(accepted), seconds=120)
    notices = [one for one in outside.notices(kind="registered") if one.recipient in accepted]
    assert len({one.number for one in notices}) == len({one.message["Message-ID"] for one in notices}) == len(accepted)
    year = time.gmtime().tm_year
    assert [line["sequence"] for line in outside.book(year)] == list(range(1, len(accepted) + 1))


class Losing(Unsealed):
    """Loses the primary twice: in the middle of the first file that is kept, and before the tenth, of another try."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._files = 0
        self.led: list[tuple[str, str]] = []

    def close(self, source: BinaryIO, target: BinaryIO) -> None:
        self._files += 1
        if self._files == 1:
            target.write(source.read(1))
            self._lose(kill)
        if self._files == 10:
            self._lose(step_down)
        super().close(source, target)

    def _lose(self, lose: Callable[[Stack], None]) -> None:
        before = self._stack.primary()
        lose(self._stack)
        self.led.append((before, self._stack.primary()))


def kill(stack: Stack) -> None:
    stack.kill_process(stack.primary())


def step_down(stack: Stack) -> None:
    with MongoClient[dict[str, Any]](stack.mongo_admin_url) as client:
        client.admin.command("replSetStepDown", 30)


def kept(store: FolderStore, part: Part) -> list[dict[str, Any]]:
    """The records or lines of a file of a backup."""
    with opened(store, Unsealed(), part) as file:
        if isinstance(part, CollectionPart):
            return list(decode_file_iter(file, PLAIN))
        return [json.loads(line) for line in file]


def test_a_backup_during_which_the_primary_is_lost_twice_is_of_one_moment(
    outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack, stop = outside.stack, threading.Event()
    for name, value in stack.backup_environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DIWAN_BACKUP_TARGET", str(tmp_path))
    settings, store, said = BackupSettings.from_environment(), FolderStore(tmp_path), list[str]()
    senders = [Sender(outside) for _ in range(SENDERS)]
    losing = Losing(stack)
    with MongoClient[dict[str, Any]](stack.mongo_admin_url) as client:
        wait_for(lambda: {one["state"] for one in _members(client)} <= FULL_MEMBERS)
        first = client.diwan_directory["a first collection of several batches"]
        first.insert_many([{"noise": os.urandom(2000)} for _ in range(500)])
    with ThreadPoolExecutor(SENDERS) as pool:
        sending = [pool.submit(sender.send_until, stop) for sender in senders]
        try:
            wait_for(lambda: all(len(sender.accepted) > 1 for sender in senders))
            backup = take(settings, store, losing, said.append)
        finally:
            stop.set()
    for one in sending:
        one.result()

    assert [before != after for before, after in losing.led] == [True, True]
    assert "once more" in said[1]
    assert (backup.missing, verify(store, Unsealed(), backup, said.append)) == (0, 0)
    found = {part.database + "." + part.collection: kept(store, part) for part in backup.collections}
    (last,) = (one["last"] for one in found["diwan_registry.books"] if one["_id"] == "incoming")
    assert sorted(one["sequence"] for one in found["diwan_registry.entries"]) == list(range(1, last + 1))
    # What an outbox no longer has, the broker had been given before the moment; and nothing that came later.
    stated = {str(one["_id"]) for one in found["diwan_intake.submissions"] if one["state"] == "read"}
    waiting = {str(one["_id"]) for one in found["diwan_intake.submissions"] if "outbox" in one}
    remembered = {one for line in kept(store, backup.events) for one in _read_in(line)}
    assert stated - waiting <= remembered <= stated
    assert remembered


def _read_in(line: dict[str, Any]) -> list[str]:
    """The submissions that a remembered message says to be read: one, or several in company."""
    if not line["routing_key"].startswith(SubmissionReadV1.topic):
        return []
    body = json.loads(base64.b64decode(line["body"]))
    return [one["data"]["submission_id"] for one in body] if isinstance(body, list) else [body["submission_id"]]


def _members(client: MongoClient[dict[str, Any]]) -> list[dict[str, Any]]:
    members: list[dict[str, Any]] = client.admin.command("replSetGetStatus")["members"]
    return members
