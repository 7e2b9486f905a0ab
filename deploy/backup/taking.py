"""A backup is taken: a moment, the databases as they were then, then the blobs; its manifest last."""

import asyncio
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bson.timestamp import Timestamp

from deploy.backup import broker
from deploy.backup import manifest as manifests
from deploy.backup.copying import Copying
from deploy.backup.databases import Databases, Described, connect
from deploy.backup.documents import documents_at
from deploy.backup.errors import BackupError, MomentPassedError
from deploy.backup.manifest import CollectionPart, Manifest, Part
from deploy.backup.parts import keep
from deploy.backup.saying import MOST_TOLD, Say
from deploy.backup.sealing import Seal, Unsealed
from deploy.backup.settings import Settings
from deploy.backup.stores import Store
from deploy.backup.vault import Vault

_TRIES = 3
_SILENCE_MS = 300_000
"""Longer than MongoDB takes to find some megabytes of records."""
_GRACE = timedelta(days=1)
"""What has no manifest may be another backup that is being written: a bucket cannot keep it out."""


def take(settings: Settings, store: Store, seal: Seal, say: Say) -> Manifest:
    """Take one. Raises `BackupError`; what was broken off is no backup, and is cleared away by one a day later."""
    for left, at in manifests.unfinished(store).items():
        if at < datetime.now(UTC) - _GRACE:
            manifests.remove(store, left)
    with connect(settings.mongo_url.get_secret_value(), silence_ms=_SILENCE_MS) as client:
        taking = _Taking(settings, Databases(client, settings.mongo_database_prefix), store, seal, say)
        for _ in range(_TRIES - 1):
            try:
                return taking.take()
            except MomentPassedError as error:
                say(f"{error}; once more")
        return taking.take()


class _Taking:
    def __init__(self, settings: Settings, databases: Databases, store: Store, seal: Seal, say: Say) -> None:
        self._settings = settings
        self._amqp_url = settings.amqp_url.get_secret_value()
        self._databases = databases
        self._store = store
        self._seal = seal
        self._say = say

    def take(self) -> Manifest:
        began = datetime.now(UTC)
        backup_id = f"{began:%Y%m%dT%H%M%S}.{began.microsecond // 1000:03}Z"
        try:
            return self._taken(backup_id, began)
        except BaseException:
            with suppress(BackupError):
                manifests.remove(self._store, backup_id)
            raise

    def _taken(self, backup_id: str, began: datetime) -> Manifest:
        folder = manifests.folder_of(backup_id)
        described = self._databases.described()
        dead, moment = asyncio.run(broker.moment(self._amqp_url, lambda: self._databases.now(described[0])))
        at = datetime.fromtimestamp(moment.time.time, UTC)
        self._say(f"backup {backup_id}, of the moment {at:%Y-%m-%d %H:%M:%S} UTC")
        collections = tuple(self._collection(folder, one, moment.time) for one in described)
        self._say(f"{sum(part.entries for part in collections)} records of {len(collections)} collections")
        if self._databases.described() != described:
            raise MomentPassedError("a collection or an index was made or dropped meanwhile")
        storage = self._settings.mongo_database_prefix + "storage"
        with documents_at(self._databases, storage, moment.time) as documents:
            # The broker keeps its memory for days, MongoDB its history for minutes; so that came first.
            events = self._events(folder, moment.mark)
            dead_letters = keep(self._store, self._seal, f"{folder}dead-letters", dead)
            self._say(f"{events.entries} events of the last days, {dead_letters.entries} dead letters")
            copying = Copying(Vault(self._settings), self._store, self._seal, documents)
            blobs = keep(self._store, Unsealed(), f"{folder}blobs", copying.lines())
        self._say(f"{blobs.entries} blobs, {copying.copied} of them new")
        for sha256 in sorted({*copying.missing, *copying.damaged})[:MOST_TOLD]:
            self._say(f"the blob {sha256} of the vault is {'damaged' if sha256 in copying.damaged else 'missing'}")
        done = Manifest(
            id=backup_id,
            release=self._settings.release,
            moment=at,
            cluster_time=(moment.time.time, moment.time.inc),
            began=began,
            ended=datetime.now(UTC),
            suffix=self._seal.suffix,
            collections=collections,
            events=events,
            dead_letters=dead_letters,
            blobs=blobs,
            blob_bytes=copying.bytes,
            copied_blobs=copying.copied,
            copied_bytes=copying.copied_bytes,
            missing=len(copying.missing),
            damaged=tuple(copying.damaged),
        )
        if {part.name for part in done.parts} - {kept.name for kept in self._store.names(folder)}:
            raise BackupError("files of this backup are gone: another one took it for one that was broken off")
        manifests.write(self._store, done)
        return done

    def _collection(self, folder: str, one: Described, at: Timestamp) -> CollectionPart:
        name = f"{folder}databases/{one.database}/{one.name}.bson"
        part = keep(self._store, self._seal, name, self._databases.documents(one, at))
        return CollectionPart(
            **part.model_dump(),
            database=one.database,
            collection=one.name,
            options=one.options,
            indexes=one.indexes,
        )

    def _events(self, folder: str, mark: str) -> Part:
        # In between on this machine's disk, in a file without a name: they come at the broker's pace.
        with tempfile.TemporaryFile() as file:
            asyncio.run(broker.write_events(self._amqp_url, mark, file))
            file.seek(0)
            return keep(self._store, self._seal, f"{folder}events", file)
