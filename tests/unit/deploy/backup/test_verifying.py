from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.backup import manifest as manifests
from deploy.backup.errors import BackupError
from deploy.backup.manifest import Manifest
from deploy.backup.parts import keep
from deploy.backup.sealing import Seal, Sealed, Unsealed, new_identity
from deploy.backup.stores.folder import FolderStore
from deploy.backup.verifying import verify
from tests.unit.deploy.backup.examples import blob, kept_backup

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
BLOBS = {**blob(b"one"), **blob(b"two" * 100_000)}


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "kept")


@pytest.fixture(params=["plain", "encrypted"])
def seal(request: pytest.FixtureRequest, tmp_path: Path) -> Seal:
    if request.param == "plain":
        return Unsealed()
    return Sealed(new_identity(tmp_path / "key"), tmp_path / "key")


def wrong(store: FolderStore, seal: Seal, backup: Manifest) -> list[str]:
    said: list[str] = []
    count = verify(store, seal, backup, said.append)
    assert len(said) == count + 1
    return said[:-1]


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_nothing_is_wrong_with_what_nobody_touched(store: FolderStore, seal: Seal) -> None:
    assert wrong(store, seal, kept_backup(store, MOMENT, BLOBS, seal)) == []


def test_every_file_that_was_spoiled_or_lost_is_named(store: FolderStore, seal: Seal, tmp_path: Path) -> None:
    backup = kept_backup(store, MOMENT, BLOBS, seal)
    for part in backup.parts:
        path = tmp_path / "kept" / part.name
        before = path.read_bytes()
        spoil(path)
        assert [part.name in sentence for sentence in wrong(store, seal, backup)] == [True]
        path.unlink()
        assert [part.name in sentence for sentence in wrong(store, seal, backup)] == [True]
        path.write_bytes(before)


def test_every_blob_that_was_spoiled_or_lost_is_named(store: FolderStore, seal: Seal, tmp_path: Path) -> None:
    backup = kept_backup(store, MOMENT, BLOBS, seal)
    for sha256 in BLOBS:
        path = tmp_path / "kept" / manifests.blob_name(sha256, seal.suffix)
        before = path.read_bytes()
        spoil(path)
        assert [sha256 in sentence for sentence in wrong(store, seal, backup)] == [True]
        path.unlink()
        assert [sha256 in sentence for sentence in wrong(store, seal, backup)] == [True]
        path.write_bytes(before)


def test_without_the_key_it_is_seen_that_everything_is_there(store: FolderStore, tmp_path: Path) -> None:
    public = new_identity(tmp_path / "key")
    backup = kept_backup(store, MOMENT, BLOBS, Sealed(public))
    assert wrong(store, Sealed(public), backup) == []
    store.remove(manifests.blob_name(next(iter(BLOBS)), backup.suffix))
    assert len(wrong(store, Sealed(public), backup)) == 1


def failing() -> Iterator[bytes]:
    yield b"x" * 100_000
    raise BackupError("the source is gone")


def test_a_source_that_fails_says_so_in_its_own_words_and_leaves_nothing(store: FolderStore, seal: Seal) -> None:
    with pytest.raises(BackupError, match="the source is gone"):
        keep(store, seal, "backups/x/part", failing())
    assert list(store.names("backups/")) == []
