"""The command as an operator runs it: what it says, and how it ends."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.backup import manifest as manifests
from deploy.backup.__main__ import main
from deploy.backup.figures import write_figures
from deploy.backup.sealing import Sealed, new_identity
from deploy.backup.stores.folder import FolderStore
from tests.unit.deploy.backup.examples import blob, kept_backup

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderStore:
    monkeypatch.setenv("DIWAN_BACKUP_TARGET", str(tmp_path / "kept"))
    return FolderStore(tmp_path / "kept")


def test_a_setting_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DIWAN_BACKUP_TARGET", raising=False)
    assert main(["take"]) == 1
    assert "DIWAN_BACKUP_TARGET" in capsys.readouterr().err


@pytest.mark.usefixtures("target")
def test_where_there_is_no_backup_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == main(["verify"]) == main(["verify", "20260101T000000Z"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "there is no backup",
        "there is no backup",
        "there is no backup 20260101T000000Z",
    ]


def test_a_backup_is_listed_and_verified_and_one_that_was_spoiled_is_not_well(
    target: FolderStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = kept_backup(target, MOMENT, blob(b"one"))
    assert main(["list"]) == main(["verify"]) == main(["verify", backup.id]) == 0
    assert f"{backup.id} " in (said := capsys.readouterr().out)
    assert "release 0.0.9" in said, "it is restored with that one"
    (tmp_path / "kept" / backup.events.name).write_bytes(b"")
    assert main(["verify"]) == 1


def test_one_that_cannot_be_read_hides_no_other_and_is_not_passed_over(
    target: FolderStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = kept_backup(target, MOMENT, blob(b"one"))
    newer = kept_backup(target, MOMENT + timedelta(days=1), blob(b"two"))
    (tmp_path / "kept" / manifests.folder_of(newer.id) / manifests.NAME).write_text("{")
    assert main(["list"]) == main(["verify"]) == 1
    said = capsys.readouterr()
    assert f"{backup.id} " in said.out
    assert said.err.splitlines() == [f"the manifest of {newer.id} cannot be read"] * 2
    assert main(["verify", backup.id]) == 0


def test_what_was_encrypted_is_verified_with_the_key(
    target: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_backup(target, MOMENT, blob(b"one"), Sealed(new_identity(tmp_path / "key")))
    monkeypatch.setenv("DIWAN_BACKUP_IDENTITY_FILE", str(tmp_path / "key"))
    assert main(["verify"]) == 0
    monkeypatch.setenv("DIWAN_BACKUP_IDENTITY_FILE", str(tmp_path / "not there"))
    assert main(["verify"]) == 0, "without a key, that everything is there"
    new_identity(tmp_path / "another")
    monkeypatch.setenv("DIWAN_BACKUP_IDENTITY_FILE", str(tmp_path / "another"))
    assert main(["verify"]) == 1


def test_a_new_key_is_made_and_its_public_half_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-key", str(tmp_path / "key")]) == 0
    assert capsys.readouterr().out.strip().startswith("age1")
    assert main(["new-key", str(tmp_path / "key")]) == 1


def test_watchers_are_told_of_the_moment(target: FolderStore, tmp_path: Path) -> None:
    write_figures(tmp_path / "backup.prom", kept_backup(target, MOMENT, blob(b"one")))
    lines = (tmp_path / "backup.prom").read_text().splitlines()
    assert f"diwan_backup_moment_seconds {MOMENT.timestamp()}" in lines
    assert len(lines) == 15
