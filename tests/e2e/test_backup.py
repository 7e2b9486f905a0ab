"""A drill: a backup while letters arrive, restored into an empty house, which then goes on where the other one was."""

import asyncio
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from minio import Minio
from pymongo import MongoClient

from deploy.backup.replaying import waiting
from deploy.local.services import NAMES
from deploy.local.settings import Settings
from deploy.local.stack import Stack
from shared.messaging.dead_letters.box import DeadLetterBox
from shared.mongo.outbox import WAITING
from shared.transaction_number import parse_number
from tests.e2e.outside import Outside, letter, wait_for
from tests.e2e.test_outages import stopped
from tests.fuzz_http.matters import hand_in

DEAD = "storage.intake.submission-read.v1"
UNREADABLE = b"what nobody could read"
OUTBOXES = (
    ("diwan_intake", "submissions"),
    *(("diwan_registry", name) for name in ("matters", "letters", "versions")),
    *(("diwan_routing", name) for name in ("routes", "letters")),
    *(("diwan_directory", name) for name in ("units", "people")),
)
REGISTERS = (("diwan_registry", "entries"), ("diwan_registry", "letters"), ("diwan_storage", "documents"))
Client = MongoClient[dict[str, Any]]
Records = Mapping[Any, Mapping[str, Any]]


@dataclass
class Before:
    """What was known just before the backup."""

    records: Mapping[tuple[str, str], Records]
    told: frozenset[tuple[str, str, str]]
    """Notices that people had."""
    stuck: Sequence[str]
    """Senders of letters that have numbers, and of which only the broker knew that others must hear of them."""
    backups: Path
    key: Path


@dataclass
class Arrivals:
    """Somebody who writes without an end."""

    outside: Outside
    senders: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        while not self.over.is_set():
            sender = f"arriving-{uuid.uuid4().hex[:12]}@company.example"
            self.outside.send(letter(sender=sender, subject="بريد يصل", files=("خطاب.pdf",)), sender=sender)
            self.senders.append(sender)


def database(stack: Stack) -> Client:
    return MongoClient(stack.mongo_admin_url, uuidRepresentation="standard", tz_aware=True)


def records(client: Client) -> dict[tuple[str, str], Records]:
    """What stands in the registers; what still waits to be told of it is not part of it."""
    return {
        (base, name): {one["_id"]: one for one in client[base][name].find({}, {"outbox": 0})}
        for base, name in REGISTERS
    }


def told(outside: Outside) -> frozenset[tuple[str, str, str]]:
    return frozenset((one.recipient, one.kind, one.submission) for one in outside.notices())


def command(stack: Stack, *arguments: str, restore: bool = False, **settings: str) -> str:
    """Run the command as an operator does; returns what it said."""
    given = {f"DIWAN_BACKUP_{name.upper()}": value for name, value in settings.items()}
    done = subprocess.run(
        [sys.executable, "-m", "deploy.backup", *arguments],
        env={"PATH": os.environ["PATH"], **stack.backup_environment(restore=restore), **given},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


async def put_dead_letter(url: str) -> None:
    async with await aio_pika.connect(url) as connection, connection.channel() as channel:
        message = aio_pika.Message(UNREADABLE, message_id="undigested", content_type="text/plain")
        await channel.default_exchange.publish(message, f"{DEAD}.dead")


async def dead_letters(url: str) -> list[tuple[str | None, bytes]]:
    async with await DeadLetterBox.open(url) as box:
        return [(message.message_id, message.body) for message in await box.read(DEAD)]


def issue_memo(outside: Outside) -> None:
    """A letter with a number of its own, printed into the vault."""
    with outside.as_("officer") as officer, outside.as_("manager") as manager:
        words = {"ar": {"subject": "مذكرة", "body": "للعلم"}, "by": "units", "to_units": ["legal-affairs"]}
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        made = officer.post("/api/v1/letters", json={"kind": "memo", "content": words}, headers=headers)
        path = f"/api/v1/letters/{made.raise_for_status().json()['letter_id']}"
        for who, what, body in ((officer, "submit", {}), (manager, "approve", {"edition": 1})):
            seen = {"If-Match": who.get(path).headers["ETag"]}
            who.post(f"{path}/{what}", json=body, headers=seen).raise_for_status()
        wait_for(lambda: officer.get(path).json()["document"])


def void(outside: Outside, number: str) -> None:
    with outside.as_("clerk") as clerk:
        seen = {"If-Match": clerk.get(f"/api/v1/transactions/{number}").headers["ETag"]}
        body = {"reason": "سجل مرتين"}
        clerk.post(f"/api/v1/transactions/{number}/void", json=body, headers=seen).raise_for_status()


def nothing_waits(client: Client) -> bool:
    """Whether no event waits in an outbox."""
    return all(client[base][name].find_one(WAITING, {"_id": 1}) is None for base, name in OUTBOXES)


def unheard(stack: Stack) -> list[str]:
    """The queues in which something waits to be heard."""
    return [name for name in asyncio.run(waiting(stack.amqp_operator_url)) if not name.endswith(".dead")]


def numbered(client: Client, senders: Sequence[str]) -> set[str]:
    """Those of these people whose matters have numbers."""
    wanted = {"requester.address": {"$in": list(senders)}, "number": {"$type": "string"}}
    return {one["requester"]["address"] for one in client.diwan_registry.matters.find(wanted)}


def blob(stack: Stack, sha256: str) -> bytes:
    admin = stack.s3_admin
    client = Minio(admin["endpoint"], admin["access_key"], admin["secret_key"], secure=False)
    with contextlib.closing(client.get_object(admin["bucket"], sha256)) as answer:
        return answer.read()


@pytest.fixture(scope="module")
def before(stack: Stack, outside: Outside, tmp_path_factory: pytest.TempPathFactory) -> Before:
    """A backup of a house in which something of everything is under way."""
    folder = tmp_path_factory.mktemp("kept")
    matters = hand_in(outside, each=1)
    issue_memo(outside)
    void(outside, str(matters[0].number))
    asyncio.run(put_dead_letter(stack.amqp_operator_url))
    stuck = [f"stuck-{uuid.uuid4().hex[:12]}@company.example" for _ in range(3)]
    public = command(stack, "new-key", str(folder / "key"))
    with database(stack) as client:
        wait_for(lambda: nothing_waits(client))
        with stopped(stack, "notify", "routing"):
            known = told(outside)
            for sender in stuck:
                outside.send(letter(sender=sender, subject="بريد عالق", files=("خطاب.pdf",)), sender=sender)
            # They have numbers, and of that only the broker knows.
            wait_for(lambda: len(numbered(client, stuck)) == len(stuck) and nothing_waits(client))
            standing = records(client)
            arrivals = Arrivals(outside)
            writer = threading.Thread(target=arrivals.write)
            writer.start()
            try:
                wait_for(lambda: len(arrivals.senders) > 2)
                command(stack, "take", target=str(folder / "backups"), recipients=public)
            finally:
                arrivals.over.set()
                writer.join()
    # What the broker had been given is there still: nothing is used up by a backup.
    assert ("undigested", UNREADABLE) in asyncio.run(dead_letters(stack.amqp_operator_url))
    return Before(standing, known, stuck, folder / "backups", folder / "key")


@pytest.fixture(scope="module")
def restored(stack: Stack, before: Before, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """An empty house with the backup in it, in which no service has run yet."""
    other = Stack(Settings.private(tmp_path_factory.mktemp("restored")))
    other.layout.data.mkdir(exist_ok=True)
    shutil.copy(stack.layout.demo_accounts, other.layout.demo_accounts)
    other.start(services=())
    command(other, "verify", target=str(before.backups), identity_file=str(before.key))
    command(other, "restore", restore=True, target=str(before.backups), identity_file=str(before.key))
    yield other
    other.stop()


def test_a_restored_house_has_the_same_registers_and_goes_on_where_the_other_was(
    before: Before, restored: Stack
) -> None:
    with database(restored) as client:
        there = records(client)
        for register, known in before.records.items():
            assert known.items() <= there[register].items(), register
        assert set(client.diwan_registry.entries.index_information()) >= {"_id_", "place", "submission"}
        sequences = sorted(one["sequence"] for one in there[REGISTERS[0]].values())
        last = client.diwan_registry.books.find_one({"_id": "incoming"}) or {}
        assert sequences == list(range(1, last["last"] + 1))
        assert len(numbered(client, before.stuck)) == len(before.stuck)
        kept = {one["sha256"] for one in there[("diwan_storage", "documents")].values() if not one.get("disposed_at")}
        assert kept
        assert [sha256 for sha256 in kept if hashlib.sha256(blob(restored, sha256)).hexdigest() != sha256] == []

        for name in (*NAMES, "nginx"):
            restored.start_process(name, wait=False)
        restored.wait_until_ready()
        outside = Outside(restored)
        accepted = [one["envelope_sender"] for one in client.diwan_intake.submissions.find({"channel": "mail"})]
        arrived = [sender for sender in accepted if sender.startswith("arriving-")]
        assert arrived
        wait_for(lambda: len(numbered(client, arrived)) == len(arrived))
        # Whom the other house had not told of a number yet, this one tells; and nobody a second time.
        for sender in (*before.stuck, *arrived):
            outside.notice(recipient=sender, kind="registered")
        wait_for(lambda: nothing_waits(client) and not unheard(restored))
        assert told(outside) & before.told == frozenset()

        newcomer = f"new-{uuid.uuid4().hex[:12]}@company.example"
        outside.send(letter(sender=newcomer, subject="أول بريد جديد", files=("خطاب.pdf",)), sender=newcomer)
        number = parse_number(outside.notice(recipient=newcomer, kind="registered").number)
        assert number is not None
        assert number.sequence == len(outside.book(number.year)) > len(sequences)
        with outside.as_("auditor") as auditor:
            checked = auditor.get(f"/api/v1/books/incoming/{number.year}/check").raise_for_status().json()
        assert (checked["missing"], checked["backwards"], checked["counter"]) == ([], [], number.sequence)
        outside.http.close()
    assert ("undigested", UNREADABLE) in asyncio.run(dead_letters(restored.amqp_operator_url))
