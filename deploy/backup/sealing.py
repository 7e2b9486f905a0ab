"""Encrypting what is kept, for whoever holds a private key that lies somewhere else.

The format is age's (age-encryption.org/v1): it streams, tells when the end was cut off, and can be opened by the ordinary
`age` program should there be no Diwan any more. A backup knows public keys only, so whoever takes the cluster cannot
open its backups.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Protocol

import pyrage

from deploy.backup.errors import BackupError, DamagedError

CHUNK = 1024 * 1024


class Seal(Protocol):
    """Closes and opens files."""

    suffix: str
    """What the names of files end with that are closed so: empty for files as they are, another for other recipients."""

    def close(self, source: BinaryIO, target: BinaryIO) -> None:
        """Write what can be read from the one into the other, closed."""
        ...

    def open(self, source: BinaryIO, target: BinaryIO) -> None:
        """The same the other way round. Raises `DamagedError`."""
        ...


class Unsealed:
    """Files as they are."""

    suffix = ""

    def close(self, source: BinaryIO, target: BinaryIO) -> None:
        """See `Seal`."""
        shutil.copyfileobj(source, target, CHUNK)

    def open(self, source: BinaryIO, target: BinaryIO) -> None:
        """See `Seal`."""
        shutil.copyfileobj(source, target, CHUNK)


class Sealed:
    """Files encrypted for some, opened with one of the identities. Either may be empty, and then cannot be done."""

    def __init__(self, recipients: str = "", identity_file: Path | None = None) -> None:
        """Raises `BackupError` for a key that is none; its message does not repeat it."""
        keys = sorted(set(_words(recipients, ",")))
        # Blobs are copied once for all backups: what other people can open is no copy for these.
        self.suffix = f".{hashlib.sha256(','.join(keys).encode()).hexdigest()[:8]}.age"
        try:
            self._recipients = [pyrage.x25519.Recipient.from_str(one) for one in keys]
            written = identity_file.read_text(encoding="ascii") if identity_file else ""
            lines = (line for line in _words(written, "\n") if not line.startswith("#"))
            self._identities = [pyrage.x25519.Identity.from_str(line) for line in lines]
        except (pyrage.RecipientError, pyrage.IdentityError, OSError, UnicodeDecodeError) as error:
            raise BackupError(f"a key cannot be used: {type(error).__name__}") from error

    @property
    def can_open(self) -> bool:
        """Whether there is an identity."""
        return bool(self._identities)

    def close(self, source: BinaryIO, target: BinaryIO) -> None:
        """See `Seal`."""
        pyrage.encrypt_io(source, target, self._recipients)

    def open(self, source: BinaryIO, target: BinaryIO) -> None:
        """See `Seal`. Raises `BackupError` when no identity is given that fits."""
        if not self._identities:
            raise BackupError(
                "the backup is encrypted: give the file with the private key (DIWAN_BACKUP_IDENTITY_FILE)"
            )
        try:
            pyrage.decrypt_io(source, target, self._identities)
        except (pyrage.DecryptError, OSError) as error:
            raise DamagedError(f"a file cannot be decrypted, or its end is missing: {error}") from error


def opener(suffix: str, identity_file: Path | None) -> Seal:
    """What opens files whose names end so. Raises `BackupError` for a key that is none.

    A file that is not there is no key: on a cluster it is there only while a backup is restored.
    """
    there = identity_file if identity_file and identity_file.exists() else None
    return Sealed("", there) if suffix else Unsealed()


def new_identity(path: Path) -> str:
    """Make a private key in a new file that only its owner can read; returns the public one. Raises `BackupError`."""
    identity = pyrage.x25519.Identity.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupError(f"{path} cannot be made: {error.strerror}") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{identity}\n")
    return str(identity.to_public())


def _words(text: str, separator: str) -> list[str]:
    return [word.strip() for word in text.split(separator) if word.strip()]
