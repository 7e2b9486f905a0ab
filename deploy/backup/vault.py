"""The blobs: under their hash in the vault's bucket, or set aside there to be erased later."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO
from urllib.parse import urlsplit

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from deploy.backup.errors import BackupError, DamagedError, GoneError
from deploy.backup.sealing import CHUNK
from deploy.backup.settings import Settings
from shared.vault.aside import ASIDE

PREFIXES = tuple("0123456789abcdef")
"""The beginnings of hashes: blobs are gone through a sixteenth at a time, so that little is known of them at once."""

_HASH_LENGTH = 64
_PART = 16 * 1024 * 1024


class Vault:
    """The vault's bucket, with one identity."""

    def __init__(self, settings: Settings) -> None:
        url = urlsplit(settings.s3_endpoint)
        self._bucket = settings.s3_bucket
        self._client = Minio(
            url.netloc,
            access_key=settings.s3_access_key,
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=url.scheme == "https",
            region=settings.s3_region,
        )

    def sizes(self, prefix: str, *, aside: bool = False) -> Mapping[str, int]:
        """Hash → size of the blobs whose hashes begin so, or of those of them that are set aside."""
        folder = ASIDE if aside else ""
        with _errors(prefix):
            found = {
                (one.object_name or "").removeprefix(folder): one.size or 0
                for one in self._client.list_objects(self._bucket, folder + prefix, recursive=True)
            }
        return {name: size for name, size in found.items() if len(name) == _HASH_LENGTH}

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a blob, wherever it is. Raises `GoneError`, and `DamagedError` for others or those that cannot be read."""
        try:
            yield from self._chunks(sha256)
        except BackupError as error:
            # A server that cannot give what it has ends, or answers 500 again and again. So does one that is gone.
            if isinstance(error.__cause__, HTTPError) and self._answers():
                raise DamagedError(f"the vault cannot read what it has under {sha256}") from error
            raise

    def put(self, sha256: str, content: BinaryIO, size: int, *, aside: bool) -> None:
        """Put a blob where it was."""
        with _errors(sha256):
            self._client.put_object(self._bucket, (ASIDE if aside else "") + sha256, content, size, part_size=_PART)

    def _answers(self) -> bool:
        try:
            return self._client.bucket_exists(self._bucket)
        except (MinioException, HTTPError):
            return False

    def _chunks(self, sha256: str) -> Iterator[bytes]:
        known = hashlib.sha256()
        with _errors(sha256):
            try:
                answer = self._client.get_object(self._bucket, sha256)
            except S3Error as error:
                if error.code != "NoSuchKey":
                    raise
                answer = self._client.get_object(self._bucket, ASIDE + sha256)
            try:
                for chunk in answer.stream(CHUNK):
                    known.update(chunk)
                    yield chunk
            finally:
                answer.close()
                answer.release_conn()
        if known.hexdigest() != sha256:
            raise DamagedError(f"the vault has other bytes under {sha256} than the hash names")


@contextmanager
def _errors(what: str) -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        kind = GoneError if error.code == "NoSuchKey" else BackupError
        raise kind(f"{what}: the vault answers {error.code}") from error
    except (MinioException, HTTPError, OSError) as error:
        raise BackupError(f"{what}: the vault cannot be used: {type(error).__name__}") from error
