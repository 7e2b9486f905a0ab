"""Backups and restores in which something goes wrong: never one that looks good and is not, nothing lost needlessly."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import aio_pika
import pytest
from bson.timestamp import Timestamp
from pymongo.errors import OperationFailure

from deploy.backup import manifest as manifests
from deploy.backup.errors import BackupError, InUseError, NotEmptyError
from deploy.backup.sealing import Sealed, Unsealed, new_identity
from deploy.backup.settings import Settings
from deploy.backup.stores.folder import FolderStore
from deploy.backup.taking import take
from tests.e2e.outside import wait_for
from tests.integration.deploy.backup_house import House

TOO_OLD = 239
"""MongoDB's number for a moment that it has forgotten."""


class Eventful(FolderStore):
    """A folder with which something happens when a file of some name is about to be written or read, once."""

    def __init__(self, folder: Path, name: str, happens: Callable[[], None]) -> None:
        super().__init__(folder)
        self._name = name
        self._happens: Callable[[], None] | None = happens

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        self._may_happen(name)
        with super().writing(name) as file:
            yield file

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        self._may_happen(name)
        with super().reading(name) as file:
            yield file

    def _may_happen(self, name: str) -> None:
        happens = self._happens
        if happens is not None and self._name in name:
            self._happens = None
            happens()


class MachineLostError(Exception):
    """The machine is lost."""


def interrupt() -> None:
    raise MachineLostError


def is_forgotten(house: House, moment: Timestamp) -> bool:
    """Whether MongoDB no longer knows a moment; it forgets while something is written."""
    house.storage.noise.insert_one({})
    then = {"level": "snapshot", "atClusterTime": moment}
    try:
        house.storage.command({"find": "documents", "readConcern": then})
    except OperationFailure as error:
        return error.code == TOO_OLD
    return False


def test_blobs_may_take_longer_to_copy_than_mongodb_knows_the_moment(house: House, tmp_path: Path) -> None:
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    house.storage.documents.insert_one({"_id": 2, "sha256": "0" * 64})
    admin, history = house.client.admin, "minSnapshotHistoryWindowInSeconds"

    def forget() -> None:
        admin.command({"setParameter": 1, history: 0})
        then: Timestamp = admin.command("ping")["operationTime"]
        wait_for(lambda: is_forgotten(house, then))

    house.store = Eventful(tmp_path, "/events", forget)
    try:
        backup = house.take()
    finally:
        admin.command({"setParameter": 1, history: 300})
    assert (backup.missing, backup.blobs.entries) == (1, 2)
    assert [line for line in house.said if "once more" in line] == []


def test_a_collection_that_is_dropped_before_it_is_read_is_not_taken_for_an_empty_one(
    house: House, tmp_path: Path
) -> None:
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    house.storage.zealous.insert_one({"_id": 1})
    house.store = Eventful(tmp_path, "/documents.bson", house.storage.zealous.drop)
    backup = house.take()
    assert [part.collection for part in backup.collections] == ["disposals", "documents", "set_aside"]
    assert "a collection or an index was made or dropped meanwhile; once more" in house.said


def test_a_backup_that_fails_leaves_nothing_of_it(house: House, tmp_path: Path) -> None:
    house.store = Eventful(tmp_path, "/events", interrupt)
    with pytest.raises(MachineLostError):
        house.take()
    assert list(house.store.names(manifests.BACKUPS)) == []


def test_a_backup_that_another_took_for_one_that_was_broken_off_is_none(house: House, tmp_path: Path) -> None:
    def clear_away() -> None:
        for kept in list(house.store.names(manifests.BACKUPS)):
            house.store.remove(kept.name)

    house.store = Eventful(tmp_path, "/blobs", clear_away)
    with pytest.raises(BackupError, match="are gone"):
        house.take()
    assert list(house.store.names(manifests.BACKUPS)) == []


def test_a_backup_whose_process_is_killed_is_none_and_hinders_no_other(house: House, tmp_path: Path) -> None:
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    good = house.take()
    killed = multiprocessing.get_context("spawn").Process(target=take_and_be_killed, args=(house.settings, tmp_path))
    killed.start()
    killed.join(120)
    assert killed.exitcode == -signal.SIGKILL
    assert manifests.ids(house.store) == [good.id]
    (left,) = manifests.unfinished(house.store)

    # What is there may be another's that is being written, until a day later.
    assert house.take().missing == 0
    assert list(manifests.unfinished(house.store)) == [left]
    long_ago = (datetime.now(UTC) - timedelta(hours=25)).timestamp()
    for kept in house.store.names(manifests.folder_of(left)):
        os.utime(tmp_path / kept.name, (long_ago, long_ago))
    house.take()
    assert manifests.unfinished(house.store) == {}
    assert len(manifests.ids(house.store)) == 3


def take_and_be_killed(settings: Settings, folder: Path) -> None:
    store = Eventful(folder, "/blobs", lambda: os.kill(os.getpid(), signal.SIGKILL))
    with store.alone():
        take(settings, store, Unsealed(), print)


@pytest.mark.parametrize("given", ["none", "another"])
def test_without_the_key_nothing_is_lost_by_a_restore_over_what_is_there(
    house: House, tmp_path: Path, given: str
) -> None:
    backup = house.take(Sealed(new_identity(tmp_path / "key")))
    house.storage.documents.insert_one({"_id": 1, "sha256": "later"})
    if given == "another":
        new_identity(tmp_path / "another")
        house.settings = house.settings.model_copy(update={"identity_file": tmp_path / "another"})
    with pytest.raises(BackupError, match=r"private key|cannot be decrypted"):
        house.restore(backup)
    assert house.storage.documents.count_documents({}) == 1


def test_an_older_backup_is_restored_whatever_became_of_the_newer_ones(house: House, tmp_path: Path) -> None:
    house.storage.documents.insert_one({"_id": 1, "sha256": house.put(b"a document")})
    backup = house.take()
    confirmed = {"_id": "confirmed since", "at": datetime(2026, 11, 22, tzinfo=UTC), "matters": []}
    house.storage.disposals.insert_one(confirmed)
    house.take(Sealed(new_identity(tmp_path / "key")))
    newest = house.take()
    (spoiled,) = (part for part in newest.collections if part.collection == "disposals")
    (tmp_path / spoiled.name).write_bytes(b"")

    house.settings = house.settings.model_copy(update={"identity_file": tmp_path / "key"})
    assert house.restore(backup) == 0
    assert house.storage.disposals.find_one({"_id": "confirmed since"}) is not None
    assert f"the disposals that {newest.id} knows cannot be read: {spoiled.name} is not what was written" in house.said


def test_a_blob_that_a_backup_lacks_is_told_of_and_keeps_nothing_else_from_being_restored(
    house: House, tmp_path: Path
) -> None:
    house.state("before the moment")
    there, lost, spoiled = (house.put(content) for content in (b"there", b"lost", b"spoiled"))
    backup = house.take()
    house.store.remove(manifests.blob_name(lost, ""))
    (tmp_path / manifests.blob_name(spoiled, "")).write_bytes(b"other")
    house.empty_vault()
    assert house.restore(backup) == 2
    assert there in house.names()
    assert {lost, spoiled} & house.names() == set()
    assert {f"the blob {one} is missing or is not what it was" for one in (lost, spoiled)} <= set(house.said)
    assert "before the moment" in house.waiting()


def test_what_the_vault_has_lost_since_an_earlier_backup_is_told_of_and_brought_back_by_a_later_one(
    house: House,
) -> None:
    sha256 = house.put(b"a document")
    house.storage.documents.insert_one({"_id": 1, "sha256": sha256})
    house.take()
    house.vault.remove_object(house.settings.s3_bucket, sha256)
    backup = house.take()
    assert backup.missing == 1
    assert house.restore(backup) == 0
    assert sha256 in house.names()


def test_a_restore_that_was_broken_off_is_begun_again(house: House, tmp_path: Path) -> None:
    house.state("before the moment")
    sha256 = house.put(b"a document")
    house.storage.documents.insert_one({"_id": 1, "sha256": sha256})
    backup = house.take()
    house.client.drop_database(house.storage.name)
    house.empty_vault()
    house.store = Eventful(tmp_path, "blobs/", interrupt)
    with pytest.raises(MachineLostError):
        house.restore(backup)
    with pytest.raises(NotEmptyError, match="--over"):
        house.restore(backup, over=False)
    assert house.restore(backup) == 0
    assert list(house.storage.documents.find()) == [{"_id": 1, "sha256": sha256}]
    assert sha256 in house.names()
    assert "before the moment" in house.waiting()


async def test_nothing_is_restored_while_a_service_runs(house: House) -> None:
    backup = await asyncio.to_thread(house.take)
    house.storage.documents.insert_one({"_id": 1, "sha256": "later"})
    async with await aio_pika.connect(house.settings.amqp_url.get_secret_value()) as connection:
        channel = await connection.channel()
        queue = await channel.get_queue(f"registry.{house.topic}", ensure=False)

        async def hear(_: Any) -> None:
            """Nothing comes."""

        await queue.consume(hear)
        with pytest.raises(InUseError, match=queue.name):
            await asyncio.to_thread(house.restore, backup)
    assert house.storage.documents.count_documents({}) == 1
