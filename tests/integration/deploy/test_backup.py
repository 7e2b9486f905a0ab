"""Backups of a few records and blobs in real stores: what is put back, what is refused, and what must not come back."""

import io
import json
import uuid
from pathlib import Path

import pytest

from deploy.backup.errors import BackupError, DamagedError, NotEmptyError
from deploy.backup.parts import opened
from deploy.backup.sealing import Unsealed
from deploy.backup.stores.bucket import BucketStore
from shared.vault import VaultSettings
from tests.integration.deploy.backup_house import NOW, House
from tests.unit.deploy.backup.store_contract import StoreContract


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
    # It was held since, and nobody would know of that any more.
    held = {"submission_id": uuid.uuid4(), "outcome": "held", "documents": 0, "size": 0}
    disposal = {"_id": "confirmed since", "at": NOW, "why": "its time is over", "matters": [matter, held]}
    left = {"_id": "left since", "at": NOW, "why": "its time is over", "matters": [held]}
    house.storage.disposals.insert_many([disposal, left])
    house.take()

    house.restore(backup)

    again = house.storage.disposals.find_one({"_id": "confirmed since"})
    open_again = {**matter, "outcome": None, "documents": 0, "size": 0}
    assert again == {**disposal, "matters": [open_again, held], "waiting_since": NOW}
    assert house.storage.disposals.find_one({"_id": "left since"}) == left
    assert "1 disposals that were confirmed later will be carried out again" in house.said
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
