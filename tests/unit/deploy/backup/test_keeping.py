import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from deploy.backup import manifest as manifests
from deploy.backup.keeping import clear, superfluous
from deploy.backup.sealing import Seal, Sealed, Unsealed, new_identity
from deploy.backup.stores.folder import FolderStore
from tests.unit.deploy.backup.examples import blob, kept_backup

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = st.lists(st.integers(0, 24 * 60), unique=True, max_size=60)


@given(hours=HOURS, last=st.integers(1, 5), days=st.integers(0, 20))
def test_the_newest_ones_are_kept_and_the_newest_of_each_of_the_latest_days(
    hours: list[int], last: int, days: int
) -> None:
    moments = {str(hour): FIRST + timedelta(hours=hour) for hour in hours}
    going = set(superfluous(list(moments.items()), last=last, days=days))
    kept = [moment for backup_id, moment in moments.items() if backup_id not in going]
    assert sorted(moments.values())[-last:] == sorted(kept)[-last:]
    latest_days = sorted({moment.date() for moment in moments.values()})[-days:] if days else []
    for day in latest_days:
        assert max(moment for moment in moments.values() if moment.date() == day) in kept
    assert len(kept) <= last + days


def test_what_is_kept_no_longer_goes_with_the_blobs_that_it_alone_names(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    old, both, new, nobodys = blob(b"old"), blob(b"both"), blob(b"new"), blob(b"of a backup that was broken off")
    kept_backup(store, FIRST, {**old, **both})
    kept_backup(store, FIRST + timedelta(days=1), {**both, **new})
    with store.writing(manifests.blob_name(next(iter(nobodys)), "")) as file:
        file.write(b"x")

    assert clear(store, last=3, days=0) == []
    assert len(list(store.names(manifests.BLOBS))) == 4
    assert clear(store, last=1, days=1) == ["20260101T000000Z"]

    assert {Path(kept.name).name for kept in store.names(manifests.BLOBS)} == {*both, *new}
    (left,) = manifests.all_of(store)
    assert left.moment == FIRST + timedelta(days=1)


def test_a_backup_that_was_broken_off_is_none(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    kept_backup(store, FIRST, blob(b"a"))
    with store.writing(manifests.folder_of("20260202T000000Z") + "events.gz") as file:
        file.write(json.dumps({}).encode())
    assert [one.id for one in manifests.all_of(store)] == ["20260101T000000Z"]
    assert list(manifests.unfinished(store)) == ["20260202T000000Z"]
    manifests.remove(store, "20260202T000000Z")
    assert manifests.unfinished(store) == {}


def test_what_was_kept_before_it_was_encrypted_or_for_others_goes_with_its_backups(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "kept")
    content = blob(b"the same document")
    (sha256,) = content
    first, second = (Sealed(new_identity(tmp_path / name)) for name in ("first", "second"))
    seals: list[Seal] = [Unsealed(), first, second]
    for days, seal in enumerate(seals):
        kept_backup(store, FIRST + timedelta(days=days), content, seal)
    clear(store, last=2, days=0)
    assert {kept.name for kept in store.names(manifests.BLOBS)} == {
        manifests.blob_name(sha256, seal.suffix) for seal in (first, second)
    }
    clear(store, last=1, days=0)
    assert [kept.name for kept in store.names(manifests.BLOBS)] == [manifests.blob_name(sha256, second.suffix)]


def test_no_blob_goes_while_another_backup_may_be_being_written(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for days in range(2):
        kept_backup(store, FIRST + timedelta(days=days), blob(str(days).encode()))
    with store.writing(manifests.folder_of("20260202T000000Z") + "events.gz") as file:
        file.write(b"x")
    assert clear(store, last=1, days=0) == ["20260101T000000Z"]
    assert len(list(store.names(manifests.BLOBS))) == 2
