"""What the registry has written: its book, as an auditor reads it, and when each number was committed."""

from collections.abc import Sequence
from typing import Any

import httpx
from bson.timestamp import Timestamp
from pymongo import MongoClient

from deploy.local.stack import Stack

_PAGE = 500
_ENTRIES = "diwan_registry.entries"


async def read_book(stack: Stack, year: int) -> Sequence[tuple[int, str]]:
    """Sequence and number of every line of a year's incoming book, in its order, through the gateway."""
    lines: list[tuple[int, str]] = []
    async with httpx.AsyncClient(base_url=stack.base_url, timeout=60, trust_env=False) as client:
        credentials = {"grant_type": "password", "username": "auditor", "password": stack.accounts["auditor"]}
        signed_in = (await client.post("/api/v1/token", data=credentials)).raise_for_status()
        client.headers["Authorization"] = f"Bearer {signed_in.json()['access_token']}"
        after: int | None = 0
        while after is not None:
            answer = await client.get(f"/api/v1/registers/incoming/{year}", params={"after": after, "limit": _PAGE})
            page = answer.raise_for_status().json()
            lines += [(entry["sequence"], entry["number"]) for entry in page["entries"]]
            after = page["next"]
    return lines


def commit_times(stack: Stack, since: float) -> dict[str, float]:
    """Submission → when its number was committed, in seconds since the epoch, of what was registered `since`.

    The book's own `registered_at` is taken before the transaction begins. MongoDB's replication log has the time of its
    commit, to the millisecond, and costs nothing until it is read.
    """
    found: dict[str, float] = {}
    wanted = {
        "ts": {"$gte": Timestamp(int(since), 0)},
        "$or": [{"ns": "admin.$cmd", "o.applyOps.ns": _ENTRIES}, {"ns": _ENTRIES, "op": "i"}],
    }
    with MongoClient[dict[str, Any]](stack.mongo_admin_url, uuidRepresentation="standard", tz_aware=True) as client:
        for logged in client["local"]["oplog.rs"].find(wanted, {"wall": 1, "ns": 1, "op": 1, "o": 1}):
            # Those of a transaction stand inside of one.
            for operation in logged["o"].get("applyOps", [logged]):
                if operation["ns"] == _ENTRIES and operation["op"] == "i":
                    found[str(operation["o"]["submission_id"])] = logged["wall"].timestamp()
    return found
