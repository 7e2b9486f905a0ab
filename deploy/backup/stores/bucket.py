"""A bucket of an S3 server that keeps backups."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from deploy.backup.errors import BackupError, DamagedError
from deploy.backup.stores.port import Kept

_IN_MEMORY = 4 * 1024 * 1024
"""Files up to this size are gathered in memory before they are sent, larger ones on the disk."""


class BucketStore:
    """Objects below a prefix. Only one backup at a time may write there: S3 has no lock."""

    def __init__(
        self, endpoint: str, *, access_key: str, secret_key: str, region: str, bucket: str, prefix: str
    ) -> None:
        url = urlsplit(endpoint)
        self._client = Minio(
            url.netloc, access_key=access_key, secret_key=secret_key, secure=url.scheme == "https", region=region
        )
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See `Store`."""
        yield

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """See `Store`."""
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
            # It is a file in all but its type.
            file = cast("BinaryIO", spooled)
            yield file
            size = file.tell()
            file.seek(0)
            with _errors(name):
                self._client.put_object(self._bucket, self._prefix + name, file, size)

    @contextmanager
    def reading(self, name: str) -> Iterator[BinaryIO]:
        """See `Store`."""
        with _errors(name):
            answer = self._client.get_object(self._bucket, self._prefix + name)
            try:
                # It is not one, but reads as a file does, which is all that is asked of it.
                yield cast("BinaryIO", answer)
            finally:
                answer.close()
                answer.release_conn()

    def names(self, prefix: str) -> Iterator[Kept]:
        """See `Store`."""
        with _errors(prefix):
            for found in self._client.list_objects(self._bucket, self._prefix + prefix, recursive=True):
                name = (found.object_name or "").removeprefix(self._prefix)
                yield Kept(name, found.size or 0, found.last_modified or datetime.now(UTC))

    def remove(self, name: str) -> None:
        """See `Store`."""
        with _errors(name):
            self._client.remove_object(self._bucket, self._prefix + name)


@contextmanager
def _errors(name: str) -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        if error.code == "NoSuchKey":
            raise DamagedError(f"{name} is missing") from error
        raise BackupError(f"{name}: the target answers {error.code}") from error
    except (MinioException, HTTPError) as error:
        raise BackupError(f"{name}: the target cannot be used: {type(error).__name__}") from error
