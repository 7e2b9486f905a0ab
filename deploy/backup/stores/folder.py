"""A folder that keeps backups."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from deploy.backup.errors import BackupError, DamagedError
from deploy.backup.stores.port import Kept

_UNFINISHED = "unfinished"


class FolderStore:
    """Files below a folder; what is being written lies beside them until it is whole and on the disk."""

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder).resolve()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See `Store`. Whoever dies gives it up, and what he had not finished is cleared away by the next."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / "lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BackupError(f"another backup is being written to {self._folder}") from error
            shutil.rmtree(self._folder / _UNFINISHED, ignore_errors=True)
            yield

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """See `Store`."""
        path = self._folder / name
        unfinished = self._folder / _UNFINISHED / name.replace("/", "-")
        try:
            for folder in (path.parent, unfinished.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                unfinished.chmod(0o600)
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
            _sync(path.parent)
        except OSError as error:
            raise BackupError(f"{name} cannot be written: {error}") from error
        finally:
            with suppress(OSError):
                unfinished.unlink()

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        """See `Store`."""
        try:
            file = (self._folder / name).open("rb")
        except FileNotFoundError as error:
            raise DamagedError(f"{name} is missing") from error
        with file:
            yield file

    def names(self, prefix: str) -> Iterator[Kept]:
        """See `Store`."""
        for folder, _, files in os.walk(self._folder / prefix):
            for file in sorted(files):
                path = Path(folder) / file
                known = path.stat()
                at = datetime.fromtimestamp(known.st_mtime, UTC)
                yield Kept(path.relative_to(self._folder).as_posix(), known.st_size, at)

    def remove(self, name: str) -> None:
        """See `Store`; a folder that nothing is left in goes, too."""
        path = self._folder / name
        path.unlink(missing_ok=True)
        for parent in path.relative_to(self._folder).parents:
            try:
                (self._folder / parent).rmdir()
            except OSError:
                return


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
