"""A backup brought back: databases, blobs, then what was on its way between the services, which must not run meanwhile."""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, BinaryIO, cast

from deploy.backup import disposals, replaying
from deploy.backup.copying import TOGETHER
from deploy.backup.databases import connect
from deploy.backup.errors import DamagedError, InUseError, NotEmptyError
from deploy.backup.loading import Loading
from deploy.backup.manifest import Manifest, blob_name
from deploy.backup.parts import IN_MEMORY, check, hash_of, opened
from deploy.backup.saying import MOST_TOLD, Say
from deploy.backup.sealing import Seal, Unsealed, opener
from deploy.backup.settings import Settings
from deploy.backup.stores import Store
from deploy.backup.vault import Vault


class Restoring:
    """Restores one backup of a store."""

    def __init__(self, settings: Settings, store: Store, say: Say) -> None:
        self._settings = settings
        self._amqp_url = settings.amqp_url.get_secret_value()
        self._store = store
        self._say = say

    def restore(self, backup: Manifest, *, over: bool) -> int:
        """Do it; returns how many blobs the backup lacks, without which the rest is restored.

        Nothing is touched before every file but the blobs was found whole, and the key to fit.
        Raises `NotEmptyError` where there is something, unless it may be written `over`; `InUseError`; `DamagedError`.
        """
        seal = opener(backup.suffix, self._settings.identity_file)
        for part in backup.parts:
            check(self._store, part)
        # The key, too, is tried before anything is lost.
        with opened(self._store, seal, backup.dead_letters):
            pass
        storage = self._settings.mongo_database_prefix + "storage"
        later = disposals.known_later(self._store, self._settings.identity_file, backup, storage, self._say)
        with connect(self._settings.mongo_url.get_secret_value()) as client:
            loading = Loading(client, self._settings.mongo_database_prefix)
            self._make_room(loading, over=over)
            for part in backup.collections:
                with opened(self._store, seal, part) as file:
                    count = loading.load(part, file)
                if count != part.entries:
                    raise DamagedError(f"{part.name} has {count} records, not {part.entries}")
            self._say(f"{backup.documents} records of {len(backup.collections)} collections")
            if again := disposals.carry_out_again(later, client[storage][disposals.COLLECTION]):
                self._say(f"{again} disposals that were confirmed later will be carried out again")
        lacking = self._blobs(backup, seal)
        self._say(f"{backup.blobs.entries - len(lacking)} blobs")
        for sha256 in lacking[:MOST_TOLD]:
            self._say(f"the blob {sha256} is missing or is not what it was")
        with (
            opened(self._store, seal, backup.events) as events,
            opened(self._store, seal, backup.dead_letters) as dead,
        ):
            unheard = asyncio.run(replaying.replay(self._amqp_url, events, dead))
        self._say(
            f"{backup.events.entries} events published again, {backup.dead_letters.entries} dead letters put back"
        )
        if unheard:
            self._say(f"{unheard} of them are for nobody in this release")
        return len(lacking)

    def _make_room(self, loading: Loading, *, over: bool) -> None:
        if heard := asyncio.run(replaying.listened_to(self._amqp_url)):
            raise InUseError(f"a service runs, and listens to {heard[0]}: end them all first")
        filled = [*loading.filled(), *asyncio.run(replaying.waiting(self._amqp_url))]
        if filled and not over:
            raise NotEmptyError(
                f"there is something already ({', '.join(filled[:3])}, …): restore into an empty house, or say --over"
                " to lose what is there"
            )
        loading.clear()
        asyncio.run(replaying.purge(self._amqp_url))

    def _blobs(self, backup: Manifest, seal: Seal) -> Sequence[str]:
        """Put back what is not there; returns the hashes of those that the backup does not have whole."""
        vault = Vault(self._settings)
        lacking: list[str] = []

        def put(about: dict[str, Any]) -> None:
            sha256 = about["sha256"]
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as spooled:
                file = cast("BinaryIO", spooled)
                try:
                    with self._store.reading(blob_name(sha256, backup.suffix)) as kept:
                        seal.open(kept, file)
                except DamagedError:
                    lacking.append(sha256)
                    return
                size = file.tell()
                file.seek(0)
                if hash_of(file) != sha256:
                    lacking.append(sha256)
                    return
                file.seek(0)
                vault.put(sha256, file, size, aside=about["aside"])

        with opened(self._store, Unsealed(), backup.blobs) as lines, ThreadPoolExecutor(TOGETHER) as workers:
            abouts = (json.loads(line) for line in lines)
            for prefix, some in groupby(abouts, key=lambda about: str(about["sha256"])[0]):
                there = {aside: vault.sizes(prefix, aside=aside) for aside in (False, True)}
                new = [about for about in some if about["sha256"] not in there[about["aside"]]]
                for _ in workers.map(put, new):
                    continue
        return lacking
