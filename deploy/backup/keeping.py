"""Which backups are kept, and which blobs with them."""

import heapq
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime

from deploy.backup import manifest as manifests
from deploy.backup.manifest import BLOBS, Manifest, blob_name
from deploy.backup.parts import opened
from deploy.backup.sealing import Unsealed
from deploy.backup.stores import Store
from deploy.backup.vault import PREFIXES


def superfluous(moments: Collection[tuple[str, datetime]], *, last: int, days: int) -> Sequence[str]:
    """Of backups (id, moment) those that go.

    They are not among the `last` newest, and not the newest of one of the `days` latest days that have one.
    """
    newest = sorted(moments, key=lambda one: one[1], reverse=True)
    kept = {backup_id for backup_id, _ in newest[:last]}
    of_day: dict[date, str] = {}
    for backup_id, moment in newest:
        of_day.setdefault(moment.date(), backup_id)
    kept |= set(list(of_day.values())[:days])
    return sorted(backup_id for backup_id, _ in moments if backup_id not in kept)


def clear(store: Store, *, last: int, days: int) -> Sequence[str]:
    """Take away what is superfluous, and the blobs that no other backup names; returns the backups that went.

    While another backup may be being written, which names its blobs at its end only, no blob goes any more.
    """
    backups = manifests.all_of(store)
    going = superfluous([(one.id, one.moment) for one in backups], last=last, days=days)
    for backup_id in going:
        manifests.remove(store, backup_id)
    if going:
        _clear_blobs(store, [one for one in backups if one.id not in going])
    return going


def _clear_blobs(store: Store, backups: Sequence[Manifest]) -> None:
    with ExitStack() as stack:
        named = heapq.merge(*(_names(store, one, stack) for one in backups))
        current = next(named, None)
        for prefix in PREFIXES:
            if manifests.unfinished(store):
                return
            for kept in sorted(store.names(f"{BLOBS}{prefix}/"), key=lambda kept: kept.name):
                while current is not None and current < kept.name:
                    current = next(named, None)
                if current != kept.name:
                    store.remove(kept.name)


def _names(store: Store, backup: Manifest, stack: ExitStack) -> Iterator[str]:
    for line in stack.enter_context(opened(store, Unsealed(), backup.blobs)):
        yield blob_name(json.loads(line)["sha256"], backup.suffix)
