"""A backup brought back: databases, blobs, then what was on its way between the services, which must not run meanwhile."""

import asyncio
import json
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, BinaryIO, cast

from bson import decode_file_iter

from deploy.backup import manifest as manifests
from deploy.backup import replaying
from deploy.backup.copying import TOGETHER
from deploy.backup.databases import connect
from deploy.backup.errors import DamagedError, NotEmptyError
from deploy.backup.loading import Loading
from deploy.backup.manifest import CollectionPart, Manifest, blob_name
from deploy.backup.parts import IN_MEMORY, check, hash_of, opened
from deploy.backup.sealing import Seal, Unsealed
from deploy.backup.settings import Settings
from deploy.backup.stores import Store
from deploy.backup.vault import Vault

Say = Callable[[str], None]

_DISPOSALS = "disposals"


class Restoring:
    """Restores one backup of a store."""

    def __init__(self, settings: Settings, store: Store, seal: Seal, say: Say) -> None:
        self._settings = settings
        self._amqp_url = settings.amqp_url.get_secret_value()
        self._storage = settings.mongo_database_prefix + "storage"
        self._store = store
        self._seal = seal
        self._say = say

    def restore(self, backup: Manifest, *, over: bool) -> None:
        """Do it. Nothing is touched before every file but the blobs was found whole.

        Raises `NotEmptyError` where there is something, unless it may be written `over`; `DamagedError`.
        """
        for part in backup.parts:
            check(self._store, part)
        with connect(self._settings.mongo_url.get_secret_value()) as client:
            loading = Loading(client, self._settings.mongo_database_prefix)
            self._make_room(loading, over=over)
            for part in backup.collections:
                with opened(self._store, self._seal, part) as file:
                    count = loading.load(part, file)
                if count != part.entries:
                    raise DamagedError(f"{part.name} has {count} records, not {part.entries}")
            self._say(f"{backup.documents} records of {len(backup.collections)} collections")
            again = self._dispose_again(backup, loading)
            if again:
                self._say(f"{again} disposals that were confirmed later will be carried out again")
        self._blobs(backup)
        self._say(f"{backup.blobs.entries} blobs")
        with (
            opened(self._store, self._seal, backup.events) as events,
            opened(self._store, self._seal, backup.dead_letters) as dead,
        ):
            unheard = asyncio.run(replaying.replay(self._amqp_url, events, dead))
        self._say(
            f"{backup.events.entries} events published again, {backup.dead_letters.entries} dead letters put back"
        )
        if unheard:
            self._say(f"{unheard} of them are for nobody in this release")

    def _make_room(self, loading: Loading, *, over: bool) -> None:
        filled = [*loading.filled(), *asyncio.run(replaying.waiting(self._amqp_url))]
        if filled and not over:
            raise NotEmptyError(
                f"there is something already ({', '.join(filled[:3])}, …): restore into an empty house, or say --over"
                " to lose what is there"
            )
        loading.clear()
        asyncio.run(replaying.purge(self._amqp_url))

    def _dispose_again(self, backup: Manifest, loading: Loading) -> int:
        """What later backups know to have been disposed of is confirmed already: storage carries it out once more."""
        later = [one for one in manifests.all_of(self._store) if one.id > backup.id]
        found = [part for one in later[-1:] for part in one.collections if self._is_disposals(part)]
        disposals = loading.database("storage")[_DISPOSALS]
        count = 0
        for part in found:
            with opened(self._store, self._seal, part) as file:
                for disposal in decode_file_iter(file):
                    if disposals.find_one({"_id": disposal["_id"]}, {"_id": 1}) is None:
                        disposals.insert_one(_not_done(disposal))
                        count += 1
        return count

    def _is_disposals(self, part: CollectionPart) -> bool:
        return (part.database, part.collection) == (self._storage, _DISPOSALS)

    def _blobs(self, backup: Manifest) -> None:
        vault = Vault(self._settings)

        def put(about: dict[str, Any]) -> None:
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as spooled:
                file = cast("BinaryIO", spooled)
                with self._store.reading(blob_name(about["sha256"], backup.suffix)) as kept:
                    self._seal.open(kept, file)
                size = file.tell()
                file.seek(0)
                if hash_of(file) != about["sha256"]:
                    raise DamagedError(f"the blob {about['sha256']} is not what it was")
                file.seek(0)
                vault.put(about["sha256"], file, size, aside=about["aside"])

        with opened(self._store, Unsealed(), backup.blobs) as lines, ThreadPoolExecutor(TOGETHER) as workers:
            abouts = (json.loads(line) for line in lines)
            for prefix, some in groupby(abouts, key=lambda about: str(about["sha256"])[0]):
                there = {aside: vault.sizes(prefix, aside=aside) for aside in (False, True)}
                new = [about for about in some if about["sha256"] not in there[about["aside"]]]
                for _ in workers.map(put, new):
                    continue


def _not_done(disposal: dict[str, Any]) -> dict[str, Any]:
    matters = [{**one, "outcome": None, "documents": 0, "size": 0} for one in disposal["matters"]]
    return {**disposal, "matters": matters, "waiting_since": disposal["at"]}
