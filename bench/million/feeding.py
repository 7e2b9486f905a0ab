"""Sending letters to a stack, and waiting until everything that follows from them has happened."""

import smtplib
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from bench.letters import Copy
from bench.million.database import COLLECTIONS, Client, collection_of, connected
from deploy.local.stack import Stack
from shared.mongo.outbox import WAITING

SENDERS = 4
PATIENCE_SECONDS = 600.0
_CALM_SECONDS = 1.5
_ROUND_SECONDS = 0.3
_OUTBOXES = ("diwan_intake.submissions", "diwan_registry.matters", "diwan_routing.routes")


def feed(stack: Stack, mails: Sequence[Copy]) -> float:
    """Send mails; returns when they are settled, with the seconds until the last of them was accepted."""
    with connected(stack) as client:
        before = _counts(client)["diwan_registry.matters"]
        began = time.monotonic()
        with ThreadPoolExecutor(SENDERS) as senders:
            list(senders.map(lambda lane: _send(stack, mails[lane::SENDERS]), range(SENDERS)))
        accepted = time.monotonic() - began
        settle(client, matters=before + len(mails))
    return accepted


def settle(client: Client, *, matters: int) -> None:
    """Wait until there are so many matters, and nothing waits or changes any more. Raises `TimeoutError`.

    It asks only what costs the same at any size: counters that the server keeps, and indexes of what waits.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    seen: object = None
    since = time.monotonic()
    while True:
        counts, waits = _counts(client), _waits(client)
        if waits or counts != seen or counts["diwan_registry.matters"] < matters:
            seen, since = counts, time.monotonic()
        elif time.monotonic() - since >= _CALM_SECONDS:
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"not settled: {counts}")
        time.sleep(_ROUND_SECONDS)


def _send(stack: Stack, mails: Iterable[Copy]) -> None:
    with smtplib.SMTP(*stack.smtp_address, timeout=60) as door:
        for mail in mails:
            door.sendmail(mail.sender, [mail.recipient], mail.mail)


def _counts(client: Client) -> dict[str, int]:
    return {name: collection_of(client, name).estimated_document_count() for name in COLLECTIONS}


def _waits(client: Client) -> bool:
    notices = collection_of(client, "diwan_notify.notices")
    if notices.find_one({"state": "pending"}, {"_id": 1}, hint="due_by_medium"):
        return True
    return any(collection_of(client, name).find_one(WAITING, {"_id": 1}, hint="outbox") for name in _OUTBOXES)
