"""The databases of a release, kept small in one file: what the next release is upgraded from in its tests.

To keep those of another release: in a checkout of it, give a private stack a small past, as its own `test_demo_past.py` does,
and while it runs call `python -m tests.release.kept FILE URL` in today's checkout, with the URL of that MongoDB.
"""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bson import json_util
from pymongo import IndexModel, MongoClient

from deploy.local.services import SERVICES

PREVIOUS: Final = Path(__file__).parent / "b57b4db.json.gz"
"""The last one before reminders, configuration in versions and retention: "Bring a ministry with a past", with a small past."""

_LEFT_OUT: Final = frozenset({"sessions", "assertions", "invitations", "sign_ins", "attempts", "started_files"})
"""What is of the hour alone, or secret."""
_SECRET: Final = frozenset({"password_hash"})

_OPTIONS: Final = json_util.JSONOptions(json_mode=json_util.JSONMode.RELAXED, tz_aware=True)
"""Ids stay the bytes that they are, whatever a client makes of them."""

Client = MongoClient[dict[str, Any]]


def keep(client: Client, path: Path) -> None:
    """Write the services' databases into a file: a line an index, a line a document."""
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        for line in _lines(client):
            file.write(json_util.dumps(line, json_options=_OPTIONS).encode() + b"\n")


def load(client: Client, path: Path = PREVIOUS, *, prefix: str = "") -> None:
    """Put databases that were kept where there are none, with the indexes that they had; `prefix` is put before their names."""
    documents: dict[tuple[str, str], list[dict[str, Any]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            read = json_util.loads(line, json_options=_OPTIONS)
            database, collection = (prefix + read["in"]).split(".", 1)
            if "index" in read:
                keys = list(read["index"].pop("key").items())
                client[database][collection].create_indexes([IndexModel(keys, **read["index"])])
            else:
                documents.setdefault((database, collection), []).append(read["document"])
    for (database, collection), found in documents.items():
        client[database][collection].insert_many(found)


def _lines(client: Client) -> Iterator[dict[str, Any]]:
    for service in (one for one in SERVICES if one.store):
        database = client[service.database]
        for name in sorted(set(database.list_collection_names()) - _LEFT_OUT):
            place = f"{service.database}.{name}"
            for index in database[name].list_indexes():
                if index["name"] != "_id_":
                    yield {"in": place, "index": {field: value for field, value in index.items() if field != "v"}}
            for document in database[name].find().sort("_id"):
                yield {"in": place, "document": {k: v for k, v in document.items() if k not in _SECRET}}


if __name__ == "__main__":
    with MongoClient[dict[str, Any]](sys.argv[2]) as running:
        keep(running, Path(sys.argv[1]))
