"""Filling a stack with copies of the letters that it has."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from bson.raw_bson import RawBSONDocument

from bench.million.database import COLLECTIONS, Client, collection_of, connected
from bench.million.plan import identities
from bench.million.specimens import specimens
from deploy.local.services import NAMES
from deploy.local.stack import Stack

BATCH = 2_000
"""Documents of one insert."""
WRITERS = 3
_AHEAD = 8
"""Inserts that may wait for a writer."""
_QUIET = tuple(name for name in NAMES if name != "directory")


def grow(stack: Stack, transactions: int, *, seed: int = 1) -> int:
    """Add so many registered transactions of earlier years, with the letters that got no number; returns all letters.

    The services rest meanwhile. The vault gets nothing: copies name the blobs of the letters they are copies of. Raises
    `ValueError` where earlier years have numbers already.
    """
    with _at_rest(stack), connected(stack, durable=False) as client:
        with _without_indexes(client):
            letters = _insert(client, transactions, seed)
        client.admin.command("fsync")
    return letters


def _insert(client: Client, transactions: int, seed: int) -> int:
    waiting: defaultdict[str, list[RawBSONDocument]] = defaultdict(list)
    under_way: list[Future[Any]] = []
    letters = 0
    this_year = datetime.now(UTC).year
    if collection_of(client, "diwan_registry.entries").find_one({"year": {"$lt": this_year}}):
        raise ValueError("earlier years have numbers already")
    originals = specimens(client)

    def write(name: str) -> None:
        batch = waiting.pop(name)
        under_way.append(writers.submit(collection_of(client, name).insert_many, batch, ordered=False))
        while len(under_way) > _AHEAD:
            under_way.pop(0).result()

    with ThreadPoolExecutor(WRITERS) as writers:
        for specimen, identity in identities(originals, transactions, this_year=this_year, seed=seed):
            for name, document in specimen.copy(identity):
                waiting[name].append(RawBSONDocument(document))
                if len(waiting[name]) == BATCH:
                    write(name)
            letters += 1
        for name in list(waiting):
            write(name)
        for one in under_way:
            one.result()
    return letters


@contextmanager
def _at_rest(stack: Stack) -> Iterator[None]:
    try:
        for name in _QUIET:
            stack.stop_process(name)
        yield
    finally:
        for name in _QUIET:
            stack.start_process(name, wait=False)
        stack.wait_until_ready()


@contextmanager
def _without_indexes(client: Client) -> Iterator[None]:
    """Take away all indexes and make the same ones again: in one go that is faster, and proves what is unique."""
    known = {name: _indexes(client, name) for name in COLLECTIONS}
    try:
        for name in known:
            collection_of(client, name).drop_indexes()
        yield
    finally:
        for name, indexes in known.items():
            if indexes:
                database, collection = name.split(".")
                client[database].command("createIndexes", collection, indexes=indexes)


def _indexes(client: Client, name: str) -> Sequence[Any]:
    return [index for index in collection_of(client, name).list_indexes() if index["name"] != "_id_"]
