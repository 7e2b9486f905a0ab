"""The urgent lane: however much ordinary work waits, what is urgent goes before it. Nothing here is timed."""

import asyncio
import smtplib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import aio_pika
import pytest

from bench.million.database import collection_of, connected
from deploy.local.stack import Stack
from shared.contracts import Event, SubmissionReadV1, TransactionRegisteredV1, TransactionRoutedV1
from shared.messaging.relay import MOST_TOGETHER
from shared.messaging.topology import queue_name
from shared.mongo.outbox import WAITING
from tests.e2e.outside import DOCUMENTS, Notice, Outside, letter, wait_for
from tests.e2e.test_outages import stopped

Somebody = Callable[[], str]
ORDINARY = 400
"""More than a service takes from a queue at once."""


@pytest.mark.parametrize(
    ("service", "waits_for", "told_by"),
    [
        ("registry", SubmissionReadV1, "diwan_intake.submissions"),
        ("routing", TransactionRegisteredV1, "diwan_registry.matters"),
        ("notify", TransactionRoutedV1, "diwan_routing.routes"),
    ],
)
def test_an_urgent_letter_is_not_held_up_by_hundreds_of_ordinary_ones(
    outside: Outside, stack: Stack, somebody: Somebody, service: str, waits_for: type[Event], told_by: str
) -> None:
    crowd, minister = somebody(), somebody()
    before = _told(stack, told_by)
    with stopped(stack, service):
        _send_crowd(outside, crowd)
        outside.send(letter(sender=minister, subject="عاجل: خطاب الوزير", files=("خطاب.pdf",)), sender=minister)
        # Everything stands before the door of the service before it opens.
        wait_for(lambda: _told(stack, told_by) == before + ORDINARY + 1)
        lanes = [queue_name(service, waits_for, urgent=urgent) for urgent in (False, True)]
        ordinary_messages, urgent_messages = asyncio.run(_waiting(stack, lanes))
        assert (ordinary_messages or 0) >= ORDINARY / MOST_TOGETHER
        assert urgent_messages == 1

    urgent = outside.notice(recipient=minister, kind="registered")
    ordinary = wait_for(lambda: _all_registered(outside, crowd))

    overtaken = [one for one in ordinary if one.arrived_at > urgent.arrived_at]
    assert len(overtaken) >= ORDINARY / 2
    if service == "registry":
        later = [one for one in ordinary if _sequence(one) > _sequence(urgent)]
        assert len(later) >= ORDINARY / 2


def _send_crowd(outside: Outside, sender: str, connections: int = 8) -> None:
    def send(count: int) -> None:
        with smtplib.SMTP(*outside.stack.smtp_address, timeout=60) as smtp:
            for _ in range(count):
                mail = letter(sender=sender, subject="خطاب عادي", files=("خطاب.pdf",))
                smtp.sendmail(sender, (DOCUMENTS,), mail.as_bytes())

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(send, [ORDINARY // connections] * connections))


def _all_registered(outside: Outside, sender: str) -> list[Notice] | None:
    found = outside.notices(recipient=sender, kind="registered")
    assert len(found) <= ORDINARY
    return found if len(found) == ORDINARY else None


def _told(stack: Stack, collection: str) -> int:
    """What a service knows and has told the next one of."""
    with connected(stack) as client:
        found = collection_of(client, collection)
        return found.count_documents({}) - found.count_documents({"$or": [WAITING, {"unread": {"$exists": True}}]})


async def _waiting(stack: Stack, queues: list[str]) -> list[int | None]:
    async with await aio_pika.connect(stack.amqp_operator_url) as connection, connection.channel() as channel:
        declared = [await channel.declare_queue(name, passive=True) for name in queues]
        return [one.declaration_result.message_count for one in declared]


def _sequence(notice: Notice) -> int:
    return int(notice.number.split("-")[2])
