"""Blobs copied from the vault: after the moment, each once for all backups."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from deploy.backup.documents import Documents
from deploy.backup.errors import DamagedError, GoneError
from deploy.backup.manifest import BLOBS, blob_name
from deploy.backup.parts import Reader, pour
from deploy.backup.sealing import Seal
from deploy.backup.stores import Store
from deploy.backup.vault import PREFIXES, Vault

TOGETHER = 4
"""Blobs that are copied at the same time."""


class Copying:
    """Goes through the vault once, after the moment.

    What was named then is there still: it is in its place, or was set aside since, and stays there for days.
    """

    def __init__(self, vault: Vault, store: Store, seal: Seal, documents: Documents) -> None:
        self._vault = vault
        self._store = store
        self._seal = seal
        self._documents = documents
        self.bytes = 0
        self.copied = 0
        self.copied_bytes = 0
        self.missing: list[str] = []
        """Hashes of documents whose bytes are not in the vault, or damaged there."""
        self.damaged: list[str] = []
        """Blobs that are not what their name says, and are not kept."""

    def lines(self) -> Iterator[bytes]:
        """Copy what is not kept yet; a line for every blob there is, ordered by hash."""
        with ThreadPoolExecutor(TOGETHER) as workers:
            for prefix in PREFIXES:
                yield from self._of(prefix, workers)

    def _of(self, prefix: str, workers: ThreadPoolExecutor) -> Iterator[bytes]:
        named, leaving = self._documents.named(prefix), self._documents.leaving
        sizes = dict(self._vault.sizes(prefix))
        aside = {one: size for one, size in self._vault.sizes(prefix, aside=True).items() if one not in sizes}
        # What is brought back between these two questions is in neither answer.
        known = named | {one for one in leaving if one.startswith(prefix)}
        kept = {each.name: each.size for each in self._store.names(f"{BLOBS}{prefix}/")}
        there = {**sizes, **aside}
        new = [one for one in there.keys() | known if blob_name(one, self._seal.suffix) not in kept]
        for sha256, size in zip(new, workers.map(self._copy, new), strict=True):
            if size is None:
                there.pop(sha256, None)
                continue
            there[sha256] = size
            self.copied += 1
            self.copied_bytes += size
        lost = sorted(named - there.keys())
        self.missing += lost
        # What the vault has lost since an earlier backup, a restore brings back.
        names = {one: blob_name(one, self._seal.suffix) for one in lost}
        there |= {one: kept[name] for one, name in names.items() if name in kept}
        for sha256, size in sorted(there.items()):
            self.bytes += size
            about = {"sha256": sha256, "size": size, "aside": sha256 in aside and sha256 in leaving}
            yield json.dumps(about).encode() + b"\n"

    def _copy(self, sha256: str) -> int | None:
        """The size of what was copied; None when it was erased meanwhile, or is not what its name says."""
        source = Reader(self._vault.chunks(sha256))
        try:
            with self._store.writing(blob_name(sha256, self._seal.suffix)) as file:
                pour(self._seal, source, file)
        except GoneError:
            return None
        except DamagedError:
            self.damaged.append(sha256)
            return None
        return source.given
