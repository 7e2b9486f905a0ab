"""A backup looked at without restoring it: every file, every record, every blob."""

import json
import tempfile
from typing import BinaryIO, cast

from bson import decode_file_iter
from bson.errors import InvalidBSON

from deploy.backup.databases import RAW
from deploy.backup.errors import BackupError, DamagedError
from deploy.backup.manifest import CollectionPart, Manifest, Part, blob_name
from deploy.backup.parts import IN_MEMORY, check, hash_of, opened
from deploy.backup.saying import MOST_TOLD, Say
from deploy.backup.sealing import Seal, Sealed, Unsealed
from deploy.backup.stores import Store


def verify(store: Store, seal: Seal, backup: Manifest, say: Say) -> int:
    """Say what is wrong with a backup; returns how many things are.

    Without a key, what is encrypted is compared with the hashes of its files, and of blobs only their being there is seen.
    """
    can_open = not backup.suffix or (isinstance(seal, Sealed) and seal.can_open)
    damaged: list[Part] = []
    for part in backup.parts:
        try:
            check(store, part)
            if can_open:
                _read(store, Unsealed() if part is backup.blobs else seal, part)
        except DamagedError as error:
            damaged.append(part)
            say(str(error))
    wrong = len(damaged)
    # What the list of the blobs says is believed only when it is whole.
    if backup.blobs not in damaged:
        wrong += _blobs(store, seal, backup, say, can_open=can_open)
    say(
        f"{backup.id}: {len(backup.parts)} files and {backup.blobs.entries} blobs, {wrong or 'nothing'} wrong with them"
    )
    return wrong


def _read(store: Store, seal: Seal, part: Part) -> None:
    with opened(store, seal, part) as file:
        try:
            entries = decode_file_iter(file, RAW) if isinstance(part, CollectionPart) else iter(file)
            count = sum(1 for _ in entries)
        except InvalidBSON as error:
            raise DamagedError(f"{part.name} holds what is no record") from error
    if count != part.entries:
        raise DamagedError(f"{part.name} has {count} entries, not {part.entries}")


def _blobs(store: Store, seal: Seal, backup: Manifest, say: Say, *, can_open: bool) -> int:
    wrong = 0
    with opened(store, Unsealed(), backup.blobs) as lines:
        for line in lines:
            sha256 = json.loads(line)["sha256"]
            try:
                with store.reading(blob_name(sha256, backup.suffix)) as kept:
                    whole = not can_open or _hash(seal, kept) == sha256
            except BackupError:
                whole = False
            if not whole:
                wrong += 1
                if wrong <= MOST_TOLD:
                    say(f"the blob {sha256} is missing or is not what it was")
    return wrong


def _hash(seal: Seal, kept: BinaryIO) -> str:
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as plain:
        seal.open(kept, cast("BinaryIO", plain))
        plain.seek(0)
        return hash_of(cast("BinaryIO", plain))
