import stat
from pathlib import Path

import pytest

from deploy.backup.errors import BackupError
from deploy.backup.stores.folder import FolderStore
from tests.unit.deploy.backup.store_contract import StoreContract


class TestFolders(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> FolderStore:
        return FolderStore(tmp_path / "kept")


def test_only_one_backup_at_a_time_is_written_to_a_folder(tmp_path: Path) -> None:
    with (
        FolderStore(tmp_path).alone(),
        pytest.raises(BackupError, match="another backup"),
        FolderStore(tmp_path).alone(),
    ):
        pass


def test_what_somebody_had_begun_who_died_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "kept")
    dying = store.writing("backups/one/file")
    dying.__enter__().write(b"the beginning")
    assert list(store.names("backups/")) == []
    with store.alone():
        assert [path for path in (tmp_path / "kept").rglob("*") if path.is_file()] == [tmp_path / "kept" / "lock"]


def test_only_their_owner_may_read_what_is_kept(tmp_path: Path) -> None:
    with FolderStore(tmp_path / "kept").writing("a/b") as file:
        file.write(b"x")
    assert stat.S_IMODE((tmp_path / "kept" / "a" / "b").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "kept" / "a").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupError, match="cannot be written"), FolderStore(tmp_path / "file").writing("a/b"):
        pass
