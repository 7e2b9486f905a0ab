"""What every place keeps that keeps backups."""

import pytest

from deploy.backup.errors import DamagedError
from deploy.backup.stores import Store


class StoreContract:
    """A class of tests inherits it and has a fixture `store`, an empty one."""

    def test_what_was_written_can_be_read(self, store: Store) -> None:
        for content in (b"", b"a" * 100, b"b" * 6_000_000):
            with store.writing("backups/one/file") as file:
                file.write(content)
            with store.reading("backups/one/file") as kept:
                assert kept.read() == content

    def test_what_was_broken_off_is_not_there(self, store: Store) -> None:
        def break_off() -> None:
            with store.writing("backups/one/file") as file:
                file.write(b"the beginning")
                raise ValueError("broken off")

        with pytest.raises(ValueError, match="broken off"):
            break_off()
        with pytest.raises(DamagedError), store.reading("backups/one/file"):
            pass
        assert list(store.names("backups/")) == []

    def test_files_are_found_by_how_their_names_begin(self, store: Store) -> None:
        for name in ("blobs/ab/abc", "blobs/ab/abd", "blobs/ac/acd", "backups/x/manifest.json"):
            with store.writing(name) as file:
                file.write(name.encode())
        assert {(kept.name, kept.size) for kept in store.names("blobs/ab/")} == {
            ("blobs/ab/abc", 12),
            ("blobs/ab/abd", 12),
        }
        assert len(list(store.names("blobs/"))) == 3
        assert list(store.names("nothing/")) == []

    def test_what_was_removed_is_gone_and_may_be_removed_again(self, store: Store) -> None:
        with store.writing("blobs/ab/abc") as file:
            file.write(b"x")
        for _ in range(2):
            store.remove("blobs/ab/abc")
        assert list(store.names("blobs/")) == []

    def test_what_is_not_there_is_said_to_be_missing(self, store: Store) -> None:
        with pytest.raises(DamagedError, match="blobs/ab/abc"), store.reading("blobs/ab/abc"):
            pass

    def test_one_who_is_alone_may_write(self, store: Store) -> None:
        with store.alone(), store.writing("a/b") as file:
            file.write(b"x")
        with store.alone():
            assert [kept.name for kept in store.names("a/")] == ["a/b"]
