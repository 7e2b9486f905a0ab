"""Backups of a few records and blobs in real stores: what is put back, what is refused, and what must not come back."""

import asyncio
import hashlib
import io
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from minio import Minio
from pydantic import SecretStr
from pymongo import MongoClient
from pymongo.database import Database

from deploy.backup.errors import BackupError, DamagedError, NotEmptyError
from deploy.backup.manifest import Manifest
from deploy.backup.parts import opened
from deploy.backup.restoring import Restoring
from deploy.backup.sealing import Unsealed
from deploy.backup.settings import Settings
from deploy.backup.stores.bucket import BucketStore
from deploy.backup.stores.folder import FolderStore
from deploy.backup.taking import take
from deploy.local.stack import Stack
from shared.messaging.topology import EXCHANGE
from shared.vault import VaultSettings
from shared.vault.aside import ASIDE
from tests.unit.deploy.backup.store_contract import StoreContract

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class TestBuckets(StoreContract):
    @pytest.fixture
    def store(self, vault_settings: VaultSettings) -> BucketStore:
        return BucketStore(
            vault_settings.s3_endpoint,
            access_key=vault_settings.s3_access_key,
            secret_key=vault_settings.s3_secret_key.get_secret_value(),
            region="us-east-1",
            bucket=vault_settings.s3_bucket,
            prefix="kept/here",
        )


STATED = ("before the moment", "of a time that has ended", "after the restore")


class House:
    """A storage of a test's own, with its vault, on the shared servers."""

    topic = "intake.submission-read.v1"

    def __init__(self, servers: Stack, vault: VaultSettings, folder: Path, client: MongoClient[Any]) -> None:
        self.prefix = f"test{uuid.uuid4().hex[:8]}_"
        self.client = client
        self.storage: Database[Any] = client[f"{self.prefix}storage"]
        self.store = FolderStore(folder)
        self.settings = Settings(
            target=str(folder),
            mongo_url=SecretStr(servers.mongo_admin_url),
            mongo_database_prefix=self.prefix,
            amqp_url=SecretStr(servers.amqp_operator_url),
            s3_endpoint=vault.s3_endpoint,
            s3_access_key=vault.s3_access_key,
            s3_secret_key=vault.s3_secret_key,
            s3_bucket=vault.s3_bucket,
        )
        host = vault.s3_endpoint.removeprefix("http://")
        self.vault = Minio(host, vault.s3_access_key, vault.s3_secret_key.get_secret_value(), secure=False)
        self.said: list[str] = []

    def put(self, content: bytes, *, aside: bool = False) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        key = (ASIDE if aside else "") + sha256
        self.vault.put_object(self.settings.s3_bucket, key, io.BytesIO(content), len(content))
        return sha256

    def names(self) -> set[str]:
        return {one.object_name or "" for one in self.vault.list_objects(self.settings.s3_bucket, recursive=True)}

    def empty_vault(self) -> None:
        for name in self.names():
            self.vault.remove_object(self.settings.s3_bucket, name)

    def state(self, message_id: str) -> None:
        """Publish an event."""

        async def publish() -> None:
            async with await aio_pika.connect(self.settings.amqp_url.get_secret_value()) as connection:
                channel = await connection.channel()
                exchange = await channel.get_exchange(EXCHANGE, ensure=False)
                await exchange.publish(aio_pika.Message(b"{}", message_id=message_id, headers={"a": 1}), self.topic)

        asyncio.run(publish())

    def waiting(self) -> list[str | None]:
        """What registry has not heard yet."""

        async def look() -> list[str | None]:
            async with await aio_pika.connect(self.settings.amqp_url.get_secret_value()) as connection:
                channel = await connection.channel()
                queue = await channel.declare_queue(f"registry.{self.topic}", passive=True)
                count = queue.declaration_result.message_count or 0
                found = [await queue.get(fail=False) for _ in range(count)]
                # The broker may put back a moment later what was looked at before: once is enough.
                seen = dict.fromkeys(message.message_id for message in found if message)
                return [one for one in seen if one in STATED]

        return asyncio.run(look())

    def take(self) -> Manifest:
        return take(self.settings, self.store, Unsealed(), self.said.append)

    def restore(self, backup: Manifest, *, over: bool = True) -> None:
        Restoring(self.settings, self.store, Unsealed(), self.said.append).restore(backup, over=over)


@pytest.fixture
def house(servers: Stack, vault_settings: VaultSettings, tmp_path: Path) -> Iterator[House]:
    with MongoClient[Any](servers.mongo_admin_url, uuidRepresentation="standard", tz_aware=True) as client:
        house = House(servers, vault_settings, tmp_path, client)
        house.storage.documents.create_index([("sha256", 1)], name="sha256")
        house.storage.set_aside.insert_one({"_id": house.put(b"going", aside=True), "erase_at": NOW})
        house.storage.disposals.insert_one({"_id": "done before", "at": NOW, "matters": []})
        yield house
        for name in client.list_database_names():
            if name.startswith(house.prefix):
                client.drop_database(name)


def test_what_was_there_is_put_back_over_what_came_later(house: House) -> None:
    kept = house.put(b"a document")
    house.storage.documents.insert_one({"_id": 1, "sha256": kept})
    names = house.names()
    backup = house.take()
    assert (backup.missing, backup.blobs.entries, backup.documents) == (0, 2, 3)

    house.storage.documents.drop()
    house.storage.documents.insert_one({"_id": 2, "sha256": house.put(b"later")})
    house.empty_vault()
    house.restore(backup)

    assert list(house.storage.documents.find()) == [{"_id": 1, "sha256": kept}]
    assert set(house.storage.documents.index_information()) == {"_id_", "sha256"}
    # What was set aside to be erased still is.
    assert house.names() == names


def test_a_house_with_something_in_it_is_not_restored_to_unless_that_is_said(house: House) -> None:
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    backup = house.take()
    with pytest.raises(NotEmptyError, match="--over"):
        house.restore(backup, over=False)
    assert house.storage.documents.count_documents({}) == 1


def test_a_damaged_backup_is_refused_before_anything_is_touched(house: House, tmp_path: Path) -> None:
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    backup = house.take()
    (tmp_path / backup.events.name).write_bytes(b"something else")
    house.storage.documents.insert_one({"_id": 2, "sha256": house.put(b"later")})
    with pytest.raises(DamagedError, match="events"):
        house.restore(backup)
    assert house.storage.documents.count_documents({}) == 2


def test_a_document_that_was_disposed_of_since_is_disposed_of_again(house: House) -> None:
    # What storage does with it then, it does with every disposal that waits (tests/integration/storage).
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    backup = house.take()
    matter = {"submission_id": uuid.uuid4(), "outcome": "deleted", "documents": 1, "size": 10}
    disposal = {"_id": "confirmed since", "at": NOW, "why": "its time is over", "matters": [matter]}
    house.storage.disposals.insert_one(disposal)
    house.take()

    house.restore(backup)

    again = house.storage.disposals.find_one({"_id": "confirmed since"})
    open_again = {**matter, "outcome": None, "documents": 0, "size": 0}
    assert again == {**disposal, "matters": [open_again], "waiting_since": NOW}
    assert "waiting_since" not in (house.storage.disposals.find_one({"_id": "done before"}) or {})


def test_a_blob_goes_into_the_first_backup_only(house: House) -> None:
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    first = house.take()
    house.storage.documents.insert_one({"_id": 2, "sha256": house.put(b"another")})
    second = house.take()
    assert (first.copied_blobs, second.copied_blobs, second.blobs.entries) == (2, 1, 3)


@pytest.mark.parametrize("lost", [False, True], ids=["damaged", "lost"])
def test_a_document_whose_bytes_are_not_there_is_told_of_and_keeps_nothing_else_from_being_kept(
    house: House, *, lost: bool
) -> None:
    sha256 = house.put(b"a document")
    house.storage.documents.insert_one({"_id": 1, "sha256": sha256})
    if lost:
        house.vault.remove_object(house.settings.s3_bucket, sha256)
    else:
        house.vault.put_object(house.settings.s3_bucket, sha256, io.BytesIO(b"x"), 1)
    backup = house.take()
    assert backup.missing == 1
    assert backup.damaged == (() if lost else (sha256,))
    assert f"the blob {sha256} of the vault is {'missing' if lost else 'damaged'}" in house.said
    assert backup.blobs.entries == 1


def test_what_was_set_aside_after_the_moment_is_back_in_its_place(house: House) -> None:
    sha256 = house.put(b"a document", aside=True)
    house.storage.documents.insert_one({"_id": 1, "sha256": sha256})
    backup = house.take()
    house.empty_vault()
    house.restore(backup)
    assert sha256 in house.names()


def test_what_was_stated_after_the_moment_is_never_heard_again(house: House) -> None:
    house.state("before the moment")
    first = house.take()
    house.state("of a time that has ended")
    house.restore(first)
    assert house.waiting() == ["before the moment"]
    house.state("after the restore")
    second = house.take()
    house.restore(second)
    assert house.waiting() == ["before the moment", "after the restore"]


def test_without_databases_there_is_nothing_to_back_up(house: House) -> None:
    house.client.drop_database(house.storage.name)
    with pytest.raises(BackupError, match="no database"):
        house.take()


def test_the_list_of_blobs_is_ordered(house: House) -> None:
    for number in range(20):
        house.put(str(number).encode())
    backup = house.take()
    with opened(house.store, Unsealed(), backup.blobs) as lines:
        hashes = [json.loads(line)["sha256"] for line in lines]
    assert hashes == sorted(hashes)
    assert len(hashes) == 21
