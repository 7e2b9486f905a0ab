"""Reads what is in the house, from outside: the books by their API, the rest where it lies."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
from minio import Minio
from minio.error import S3Error
from pymongo import MongoClient

from deploy.local.stack import Stack
from shared.messaging.dead_letters.box import DeadLetterBox
from shared.messaging.topology import queues
from shared.mongo.outbox import WAITING
from tests.faults import broker
from tests.faults.oracle.facts import DeadLetter, Entry, Facts, Leftovers, Matter, Route, Stored, Submission

Databases = MongoClient[dict[str, Any]]
OUTBOXES = (
    ("diwan_intake", "submissions"),
    ("diwan_registry", "matters"),
    ("diwan_registry", "letters"),
    ("diwan_routing", "routes"),
    ("diwan_directory", "units"),
)
PAGE = 500


async def collect(stack: Stack) -> Facts:
    """Everything that is found in the house; what the senders and the nemesis remember is not in it."""
    facts = await asyncio.to_thread(_stored, stack)
    left = replace(facts.leftovers, queues=await broker.queue_lengths(stack), dead=tuple(await _dead_letters(stack)))
    return replace(facts, leftovers=left)


def open_databases(stack: Stack) -> Databases:
    """MongoDB, with all rights."""
    return MongoClient(
        stack.mongo_admin_url, uuidRepresentation="standard", tz_aware=True, serverSelectionTimeoutMS=5000
    )


def pending(client: Databases) -> Mapping[str, int]:
    """Outbox → documents with events that were not published yet."""
    return {f"{base}.{name}": client[base][name].count_documents(WAITING) for base, name in OUTBOXES}


def notices_by_state(client: Databases) -> Mapping[str, int]:
    """State → notices in it."""
    return Counter(each["state"] for each in client["diwan_notify"]["notices"].find({}, {"state": 1}))


def _stored(stack: Stack) -> Facts:
    with open_databases(stack) as client:
        submissions = tuple(_submission(each) for each in client["diwan_intake"]["submissions"].find())
        matters = tuple(_matter(each) for each in client["diwan_registry"]["matters"].find())
        years = client["diwan_registry"]["entries"].distinct("year")
        routes = tuple(
            Route(submission=str(each["_id"]), number=each["number"])
            for each in client["diwan_routing"]["routes"].find({}, {"number": 1})
        )
        stored = tuple(_document(each) for each in client["diwan_storage"]["documents"].find())
        granted = frozenset(str(each["_id"]) for each in client["diwan_storage"]["grants"].find({}, {"_id": 1}))
        leftovers = Leftovers(outboxes=pending(client), notices=notices_by_state(client))
    named = {each.sha256 for each in submissions} | {hashed for each in matters for hashed in each.documents}
    return Facts(
        submissions=submissions,
        matters=matters,
        entries=tuple(_entries(stack, sorted(years))),
        routes=routes,
        stored=stored,
        granted=granted,
        blobs=_blobs(stack, sorted(named)),
        leftovers=leftovers,
    )


def _submission(found: Mapping[str, Any]) -> Submission:
    return Submission(
        id=str(found["_id"]),
        key=found["key"],
        sha256=found["sha256"],
        size=found["size"],
        supplements=str(found["supplements"] or ""),
    )


def _matter(found: Mapping[str, Any]) -> Matter:
    return Matter(
        submission=str(found["_id"]),
        state=found["state"],
        number=found["number"] or "",
        urgent=found["urgent"],
        answerable=found["requester"]["answerable"],
        routed=found["routed"] is not None,
        supplements=tuple(str(each) for each in found["supplements"]),
        documents=tuple(each["sha256"] for each in found["documents"]),
        steps=tuple(each["what"] for each in found["history"]),
    )


def _document(found: Mapping[str, Any]) -> Stored:
    return Stored(
        id=str(found["_id"]),
        brought_by=str(found["brought_by"]),
        home=str(found["submission_id"]),
        sha256=found["sha256"],
    )


def _entries(stack: Stack, years: Iterable[int]) -> Sequence[Entry]:
    entries: list[Entry] = []
    with httpx.Client(base_url=stack.base_url, timeout=30, trust_env=False) as http:
        account = {"grant_type": "password", "username": "auditor", "password": stack.accounts["auditor"]}
        token = http.post("/api/v1/token", data=account).raise_for_status().json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        for year in years:
            after: int | None = 0
            while after is not None:
                wanted = {"after": after, "limit": PAGE}
                page = http.get(f"/api/v1/registers/incoming/{year}", params=wanted).raise_for_status().json()
                entries += [_entry(line, year) for line in page["entries"]]
                after = page["next"]
    return entries


def _entry(line: Mapping[str, Any], year: int) -> Entry:
    return Entry(
        book="incoming",
        year=year,
        sequence=line["sequence"],
        number=line["number"],
        submission=line["submission_id"],
        registered_at=datetime.fromisoformat(line["registered_at"]),
        sha256=line["sha256"],
    )


def _blobs(stack: Stack, names: Iterable[str]) -> Mapping[str, tuple[str, int]]:
    vault = stack.s3_admin
    client = Minio(
        vault["endpoint"],
        access_key=vault["access_key"],
        secret_key=vault["secret_key"],
        secure=False,
        region="us-east-1",
    )
    found: dict[str, tuple[str, int]] = {}
    for name in names:
        try:
            answer = client.get_object(vault["bucket"], name)
        except S3Error:
            continue
        content = answer.read()
        answer.close()
        answer.release_conn()
        found[name] = (hashlib.sha256(content).hexdigest(), len(content))
    return found


async def _dead_letters(stack: Stack) -> Sequence[DeadLetter]:
    async with await DeadLetterBox.open(stack.amqp_operator_url) as box:
        return [
            DeadLetter(queue=queue.name, message_id=letter.message_id or "")
            for queue in queues()
            for letter in await box.read(queue.name)
        ]
