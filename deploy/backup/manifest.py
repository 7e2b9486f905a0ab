"""What a backup says of itself. It is written last: a backup without it is not one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from deploy.backup.errors import BackupError, DamagedError
from deploy.backup.stores import Store

BACKUPS = "backups/"
BLOBS = "blobs/"
NAME = "manifest.json"
FORMAT = 1


class Part(BaseModel):
    """A file of a backup."""

    model_config = ConfigDict(frozen=True)

    name: str
    entries: int
    """Documents, messages or lines in it."""
    size: int
    """Bytes of them."""
    stored: int
    """Bytes of the file, compressed and perhaps encrypted."""
    sha256: str
    """Of the file as it is kept, so that it can be verified without a key."""


class CollectionPart(Part):
    """All documents of a collection, one after the other in BSON, as MongoDB's own tools write them."""

    database: str
    collection: str
    options: str
    """How the collection was made, in extended JSON."""
    indexes: str
    """What its indexes are, in extended JSON."""


class Manifest(BaseModel):
    """One backup."""

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT
    id: str
    """When it was begun, so that they sort by time."""
    release: str
    moment: datetime
    """What was done until then is in it, and nothing else."""
    cluster_time: tuple[int, int]
    """The same as MongoDB counts it: seconds, and operations in the second."""
    began: datetime
    ended: datetime
    suffix: str
    """What the names of its blobs end with, empty when it is not encrypted. The list of blobs and this file never are."""
    collections: tuple[CollectionPart, ...]
    events: Part
    """What had been published in the days before the moment."""
    dead_letters: Part
    blobs: Part
    """The list of the blobs: hash, size, and whether it was set aside to be erased."""
    blob_bytes: int
    copied_blobs: int
    """Those of them that no earlier backup had."""
    copied_bytes: int
    missing: int
    """Documents whose bytes were not in the vault."""
    damaged: tuple[str, ...] = ()
    """Blobs in the vault that are not what their hash says; they are not kept."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every file but this one."""
        return (*self.collections, self.events, self.dead_letters, self.blobs)

    @property
    def documents(self) -> int:
        """How many records there are in all databases."""
        return sum(part.entries for part in self.collections)


def folder_of(backup_id: str) -> str:
    """Where the files of a backup lie."""
    return f"{BACKUPS}{backup_id}/"


def blob_name(sha256: str, suffix: str) -> str:
    """Where a blob lies, for all backups together that are closed in the same way."""
    return f"{BLOBS}{sha256[0]}/{sha256}{suffix}"


def write(store: Store, manifest: Manifest) -> None:
    """Make a backup one."""
    with store.writing(folder_of(manifest.id) + NAME) as file:
        file.write(manifest.model_dump_json(indent=1).encode())


def read(store: Store, backup_id: str) -> Manifest:
    """One backup. Raises `DamagedError`, and `BackupError` when there is none or when it is of a later form."""
    try:
        with store.reading(folder_of(backup_id) + NAME) as file:
            manifest = Manifest.model_validate_json(file.read())
    except ValidationError as error:
        raise DamagedError(f"the manifest of {backup_id} cannot be read") from error
    except DamagedError as error:
        raise BackupError(f"there is no backup {backup_id}") from error
    if manifest.format > FORMAT:
        raise BackupError(f"{backup_id} was made by a later release: restore it with that one")
    return manifest


def ids(store: Store) -> Sequence[str]:
    """Those of every backup, the oldest first."""
    files = (kept.name.split("/", 2) for kept in store.names(BACKUPS))
    return sorted(backup_id for _, backup_id, name in files if name == NAME)


def all_of(store: Store) -> Sequence[Manifest]:
    """Every backup, the oldest first. Raises `BackupError` when one of them cannot be read."""
    return [read(store, backup_id) for backup_id in ids(store)]


def remove(store: Store, backup_id: str) -> None:
    """Take a backup away; from the first step on it is none."""
    store.remove(folder_of(backup_id) + NAME)
    for kept in list(store.names(folder_of(backup_id))):
        store.remove(kept.name)


def unfinished(store: Store) -> Mapping[str, datetime]:
    """Backups without a manifest, which are being written or were broken off → when something of them was written last."""
    last: dict[str, datetime] = {}
    finished = set()
    for kept in store.names(BACKUPS):
        _, backup_id, name = kept.name.split("/", 2)
        last[backup_id] = max(kept.at, last.get(backup_id, kept.at))
        if name == NAME:
            finished.add(backup_id)
    return {backup_id: at for backup_id, at in last.items() if backup_id not in finished}
