import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest

from shared.contracts import SubmissionReadV1
from shared.messaging.dead_letters.box import DeadLetterBox, UnknownQueueError
from shared.messaging.topology import queue_name
from tests.integration.messaging.conftest import StartService
from tests.integration.messaging.services import received, until

ORDINARY = queue_name("registry", SubmissionReadV1)


@pytest.fixture
async def box(amqp_operator_url: str) -> AsyncIterator[DeadLetterBox]:
    async with await DeadLetterBox.open(amqp_operator_url) as opened:
        yield opened


async def dead(start: StartService, box: DeadLetterBox, count: int) -> Sequence[SubmissionReadV1]:
    """Let so many events die, one after the other."""
    events = [received() for _ in range(count)]

    async def hear(_event: SubmissionReadV1) -> None:
        raise ValueError("a defect")

    async with start("registry", {SubmissionReadV1: hear}) as service:
        for number, event in enumerate(events, start=1):
            await service.publish(event)
            await until(lambda number=number: _has(box, number))  # type: ignore[misc]  # a lambda with a default has no type
    return events


async def _has(box: DeadLetterBox, count: int) -> bool:
    return await box.count(ORDINARY) == count


async def run_command(*arguments: str, url: str) -> tuple[int, str, str]:
    """Run the operator's command; returns its exit status and what it said on both streams."""
    environment = {"PATH": os.environ["PATH"], "DIWAN_OPERATOR_AMQP_URL": url}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "shared.messaging.dead_letters", *arguments),
        env={name: value for name, value in environment.items() if value},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode(), errors.decode()


async def test_reading_dead_letters_leaves_them_where_they_are(start: StartService, box: DeadLetterBox) -> None:
    events = await dead(start, box, 3)
    for _ in range(25):  # more often than a message may be delivered to a service
        first, second = await box.read(ORDINARY, limit=2)
        assert [first.message_id, second.message_id] == [str(event.id) for event in events[:2]]
    assert await box.count(ORDINARY) == 3


async def test_replayed_letters_are_heard_once_more_and_are_gone_from_the_box(
    start: StartService, box: DeadLetterBox
) -> None:
    events = await dead(start, box, 3)
    heard: list[SubmissionReadV1] = []

    async def hear(event: SubmissionReadV1) -> None:
        heard.append(event)

    assert await box.replay(ORDINARY) == 3
    async with start("registry", {SubmissionReadV1: hear}):
        await until(lambda: asyncio.sleep(0, len(heard) == 3))
    assert heard == events
    assert await box.count(ORDINARY) == 0


async def test_one_letter_is_replayed_by_its_id_from_behind_others(start: StartService, box: DeadLetterBox) -> None:
    events = await dead(start, box, 3)
    heard: list[UUID] = []

    async def hear(event: SubmissionReadV1) -> None:
        heard.append(event.id)

    assert await box.replay(ORDINARY, message_id=str(events[1].id)) == 1
    async with start("registry", {SubmissionReadV1: hear}):
        await until(lambda: asyncio.sleep(0, bool(heard)))
    assert heard == [events[1].id]
    assert [message.message_id for message in await box.read(ORDINARY)] == [str(events[0].id), str(events[2].id)]


async def test_the_oldest_letters_are_replayed_up_to_a_limit(start: StartService, box: DeadLetterBox) -> None:
    events = await dead(start, box, 3)
    assert await box.replay(ORDINARY, limit=2) == 2
    assert [message.message_id for message in await box.read(ORDINARY)] == [str(events[2].id)]


async def test_a_replay_ends_although_what_it_replays_dies_again(start: StartService, box: DeadLetterBox) -> None:
    async def hear(_event: SubmissionReadV1) -> None:
        raise ValueError("still a defect")

    await dead(start, box, 5)
    async with start("registry", {SubmissionReadV1: hear}):
        assert await box.replay(ORDINARY) == 5
        await until(lambda: _has(box, 5))
    # Its deaths are counted anew: the broker's record tells of the last one only.
    (message, *_) = await box.read(ORDINARY)
    deaths = message.headers["x-death"]
    assert isinstance(deaths, list)
    assert [death["count"] for death in deaths if isinstance(death, dict)] == [1]


async def test_a_queue_that_is_not_there_is_named(box: DeadLetterBox) -> None:
    with pytest.raises(UnknownQueueError, match=r"intake\.nothing\.dead"):
        await box.count("intake.nothing")


async def test_the_command_lists_shows_and_replays(
    start: StartService, box: DeadLetterBox, amqp_operator_url: str
) -> None:
    (event,) = await dead(start, box, 1)
    status, output, _ = await run_command("list", url=amqp_operator_url)
    assert status == 0
    assert output.splitlines()[0].split() == ["1", f"{ORDINARY}.dead"]
    status, output, _ = await run_command("show", "--queue", f"{ORDINARY}.dead", url=amqp_operator_url)
    assert status == 0
    assert str(event.id) in output
    assert "rejected" in output
    status, output, _ = await run_command("replay", "--id", str(event.id), url=amqp_operator_url)
    assert status == 0
    assert output == f"1 replayed to {ORDINARY}\n"
    assert await box.count(ORDINARY) == 0


async def test_the_command_says_when_a_message_is_not_there(amqp_operator_url: str) -> None:
    status, output, _ = await run_command("replay", "--id", "no-such-message", url=amqp_operator_url)
    assert (status, output) == (1, "no dead letter has the id no-such-message\n")


async def test_the_command_says_when_a_queue_is_not_there(amqp_operator_url: str) -> None:
    status, _, errors = await run_command("show", "--queue", "no.such", url=amqp_operator_url)
    assert (status, errors) == (1, "the broker has no queue no.such.dead\n")


async def test_the_command_names_the_variable_that_it_misses() -> None:
    status, _, errors = await run_command("list", url="")
    assert status == 2
    assert "DIWAN_OPERATOR_AMQP_URL" in errors


async def test_the_command_does_not_show_the_password_when_it_cannot_connect() -> None:
    status, output, errors = await run_command("list", url="amqp://operator:a-secret@127.0.0.1:1/diwan")
    assert status == 2
    assert "a-secret" not in output + errors
    assert "Traceback" not in errors
