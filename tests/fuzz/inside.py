"""What a stack keeps and says of itself, looked at past its doors: stores, dead letters, logs, processes."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pymongo
from minio import Minio

from deploy.local.services import NAMES
from deploy.local.stack import Stack
from shared.messaging.dead_letters.box import DeadLetterBox
from shared.messaging.topology import queues

Record = dict[str, Any]


class Inside:
    """One stack from within. What was there before `began` is none of its business."""

    def __init__(self, stack: Stack, began: datetime) -> None:
        self._stack = stack
        self._began = began
        self._mongo: pymongo.MongoClient[Record] = pymongo.MongoClient(
            stack.mongo_admin_url, uuidRepresentation="standard", tz_aware=True
        )
        vault = stack.s3_admin
        self._bucket = vault["bucket"]
        self._vault = Minio(vault["endpoint"], vault["access_key"], vault["secret_key"], secure=False)
        self._logs = {name: stack.layout.log(name).stat().st_size for name in NAMES}
        self._dead = asyncio.run(self._dead_letters())

    def close(self) -> None:
        """Close the connections."""
        self._mongo.close()

    def submissions(self) -> list[Record]:
        """What intake has taken."""
        fields = {"sha256": 1, "mailbox": 1, "envelope_sender": 1, "state": 1}
        found = self._mongo["diwan_intake"]["submissions"]
        return list(found.find({"channel": "mail", "received_at": {"$gte": self._began}}, fields))

    def matters(self) -> list[Record]:
        """What the registry made of it."""
        fields = {"state": 1, "readable": 1, "supplements": 1, "history": 1}
        return list(self._mongo["diwan_registry"]["matters"].find({}, fields))

    def matter_count(self) -> int:
        """How many those are."""
        return self._mongo["diwan_registry"]["matters"].count_documents({})

    def unsent(self) -> int:
        """Notices that wait to be sent."""
        return self._mongo["diwan_notify"]["notices"].count_documents({"state": "pending"})

    def blob(self, name: str) -> str:
        """The hash of what really lies in the bucket under this one."""
        answer = self._vault.get_object(self._bucket, name)
        try:
            digest = sha256()
            for piece in answer.stream(1 << 20):
                digest.update(piece)
        finally:
            answer.close()
            answer.release_conn()
        return digest.hexdigest()

    def dead_letters(self) -> Counter[str]:
        """The dead letters that came since."""
        return asyncio.run(self._dead_letters()) - self._dead

    def tracebacks(self) -> Iterator[str]:
        """Where a service's log holds one, with its last line."""
        for name, size in self._logs.items():
            path = self._stack.layout.log(name)
            with path.open("rb") as log:
                log.seek(size if path.stat().st_size >= size else 0)
                for line in log:
                    if b"Traceback" in line:
                        yield f"{name}: {_last_words(line)}"

    def pid(self) -> int:
        """Of intake."""
        return next(one.pid for one in self._stack.statuses() if one.name == "intake")

    async def _dead_letters(self) -> Counter[str]:
        async with await DeadLetterBox.open(self._stack.amqp_operator_url) as box:
            return Counter({queue.name: await box.count(queue.name) for queue in queues()})


def memory(pid: int) -> tuple[int, int]:
    """Resident bytes of a process, and of the largest of its children. Gone ones have none."""
    own, largest = _resident(pid), 0
    for status in Path("/proc").glob("[0-9]*/status"):
        child = status.parent.name
        if _field(child, "PPid") == pid:
            largest = max(largest, _resident(int(child)))
    return own, largest


def _resident(pid: int) -> int:
    return _field(str(pid), "VmRSS") * 1024


def _field(pid: str, name: str) -> int:
    try:
        text = Path("/proc", pid, "status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    line = next((one for one in text.splitlines() if one.startswith(f"{name}:")), "")
    return int(line.split()[1]) if line else 0


def _last_words(line: bytes) -> str:
    try:
        said = json.loads(line)
    except ValueError:
        return line.decode(errors="replace").strip()
    return f"{said.get('event')}: {str(said.get('exception', '')).strip().splitlines()[-1:]}"
