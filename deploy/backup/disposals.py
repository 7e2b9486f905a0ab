"""Disposals that were confirmed after the moment of a backup: what went then must not come back with it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bson import decode_file_iter

from deploy.backup import manifest as manifests
from deploy.backup.errors import BackupError
from deploy.backup.manifest import Manifest
from deploy.backup.parts import check, opened
from deploy.backup.saying import Say
from deploy.backup.sealing import opener
from deploy.backup.stores import Store

COLLECTION = "disposals"


def known_later(
    store: Store, identity_file: Path | None, backup: Manifest, database: str, say: Say
) -> Sequence[dict[str, Any]]:
    """Those of storage's `database` in the newest of the later backups that can be read."""
    for later in reversed([one for one in manifests.ids(store) if one > backup.id]):
        try:
            return list(_of(store, identity_file, manifests.read(store, later), database))
        except BackupError as error:
            say(f"the disposals that {later} knows cannot be read: {error}")
    return []


def carry_out_again(disposals: Sequence[dict[str, Any]], collection: Any) -> int:
    """Put those that are not there as confirmed and not done: storage carries them out. Returns how many it has to."""
    new = [_not_done(one) for one in disposals if collection.find_one({"_id": one["_id"]}, {"_id": 1}) is None]
    for disposal in new:
        collection.insert_one(disposal)
    return sum("waiting_since" in disposal for disposal in new)


def _not_done(disposal: dict[str, Any]) -> dict[str, Any]:
    # What was left as it is stays so: the hold for which it was left may be younger than what is restored.
    undone = {"outcome": None, "documents": 0, "size": 0}
    matters = [one | undone if one["outcome"] == "deleted" else one for one in disposal["matters"]]
    waits = any(one["outcome"] is None for one in matters)
    return {**disposal, "matters": matters} | ({"waiting_since": disposal["at"]} if waits else {})


def _of(store: Store, identity_file: Path | None, backup: Manifest, database: str) -> Iterator[dict[str, Any]]:
    for part in backup.collections:
        if (part.database, part.collection) == (database, COLLECTION):
            check(store, part)
            with opened(store, opener(backup.suffix, identity_file), part) as file:
                yield from decode_file_iter(file)
