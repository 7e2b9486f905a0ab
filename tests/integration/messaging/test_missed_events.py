"""What a queue missed while it was not there can be sent to it from what the broker remembers."""

from datetime import UTC, datetime, timedelta

import aio_pika

from shared.contracts import SubmissionReadV1
from shared.messaging.topology import queue_name
from tests.integration.messaging.conftest import StartService
from tests.integration.messaging.services import received, until
from tests.integration.messaging.test_dead_letters import run_command

ORDINARY = queue_name("registry", SubmissionReadV1)


async def test_what_a_queue_missed_is_sent_to_it_and_to_nobody_else(
    start: StartService, amqp_operator_url: str
) -> None:
    began = datetime.now(UTC) - timedelta(seconds=1)
    events = [received() for _ in range(5)]
    async with start("intake", {}) as intake:
        for event in events:
            await intake.publish(event)
    async with await aio_pika.connect(amqp_operator_url) as connection, connection.channel() as channel:
        # As if it had not been there: others have the events, and this one has not.
        await (await channel.get_queue(ORDINARY, ensure=False)).purge()
        elsewhere = await channel.declare_queue(queue_name("storage", SubmissionReadV1), passive=True)
        there = elsewhere.declaration_result.message_count
        arguments = ("missed", "--queue", ORDINARY, "--since", began.isoformat())
        status, said, complaints = await run_command(*arguments, url=amqp_operator_url)
        assert (status, complaints) == (0, "")
        assert "sent to" in said
        elsewhere = await channel.declare_queue(queue_name("storage", SubmissionReadV1), passive=True)
        assert elsewhere.declaration_result.message_count == there
    heard: set[str] = set()

    async def hear(event: SubmissionReadV1) -> None:
        heard.add(str(event.id))

    async def all_heard() -> bool:
        return {str(event.id) for event in events} <= heard

    async with start("registry", {SubmissionReadV1: hear}):
        await until(all_heard)


async def test_a_queue_that_is_not_known_and_a_moment_without_an_offset_are_refused(amqp_operator_url: str) -> None:
    since = ("--since", "2026-11-22T08:00+04:00")
    status, _, complaints = await run_command("missed", "--queue", "registry.nothing", *since, url=amqp_operator_url)
    assert (status, complaints) == (1, "the broker has no queue registry.nothing\n")
    status, _, complaints = await run_command(
        "missed", "--queue", ORDINARY, "--since", "2026-11-22T08:00", url=amqp_operator_url
    )
    assert status == 2
    assert "offset from UTC" in complaints
