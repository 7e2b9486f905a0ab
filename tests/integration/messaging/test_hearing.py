import asyncio
import gc
import json
from uuid import UUID

import pytest
from aio_pika import IncomingMessage
from faststream import StreamMessage
from prometheus_client import REGISTRY

from shared.contracts import SubmissionReadV1
from shared.errors import TransientError
from shared.messaging.dead_letters.box import DeadLetterBox
from shared.messaging.dead_letters.model import letter_of
from shared.messaging.topology import DELIVERY_LIMIT, queue_name
from shared.observability.tracing import current_trace_id
from tests.integration.messaging.conftest import StartService
from tests.integration.messaging.services import pending, received, until

ORDINARY = queue_name("registry", SubmissionReadV1)


async def _dead_letters(box: DeadLetterBox, count: int) -> None:
    async def there() -> bool:
        return await box.count(ORDINARY) == count

    await until(there)


async def test_an_event_is_heard_as_it_was_published_and_in_its_trace(start: StartService) -> None:
    heard: list[tuple[SubmissionReadV1, str]] = []

    async def hear(event: SubmissionReadV1) -> None:
        heard.append((event, current_trace_id()))

    event = received()
    async with start("registry", {SubmissionReadV1: hear}) as service:
        await service.broker.publish([pending(event, traceparent=f"00-{'a' * 32}-{'b' * 16}-01")])
        await until(lambda: asyncio.sleep(0, bool(heard)))
    assert heard == [(event, "a" * 32)]


async def test_a_handler_that_raises_dead_letters_the_message_at_once_and_the_next_is_heard(
    start: StartService, amqp_operator_url: str
) -> None:
    bad, good = received(), received()
    tried: list[UUID] = []

    async def hear(event: SubmissionReadV1) -> None:
        tried.append(event.id)
        if event.id == bad.id:
            raise ValueError("a defect")

    async with (
        start("registry", {SubmissionReadV1: hear}) as service,
        await DeadLetterBox.open(amqp_operator_url) as box,
    ):
        await service.publish(bad, good)
        await _dead_letters(box, 1)
        (message,) = await box.read(ORDINARY)
    letter = letter_of(message, ORDINARY, shown=None)
    assert tried.count(bad.id) == 1
    assert tried.count(good.id) == 1
    assert letter.message_id == str(bad.id)
    assert letter.reason == "rejected"
    assert SubmissionReadV1.model_validate_json(letter.body) == bad
    assert message.headers["cloudEvents_id"] == str(bad.id)


async def test_of_a_company_each_event_is_heard_in_its_own_trace(start: StartService) -> None:
    heard: dict[UUID, str] = {}

    async def hear(event: SubmissionReadV1) -> None:
        heard[event.id] = current_trace_id()

    events = [received() for _ in range(3)]
    told = [pending(each, traceparent=f"00-{str(at) * 32}-{'b' * 16}-01") for at, each in enumerate(events, start=1)]
    async with start("registry", {SubmissionReadV1: hear}) as service:
        await service.broker.publish(told)
        await until(lambda: asyncio.sleep(0, len(heard) == 3))
    assert heard == {each.id: str(at) * 32 for at, each in enumerate(events, start=1)}


async def test_of_a_company_only_who_failed_is_tried_alone_and_dead_lettered_by_itself(
    start: StartService, amqp_operator_url: str
) -> None:
    defect, away, *good = (received() for _ in range(5))
    tried: list[UUID] = []

    async def hear(event: SubmissionReadV1) -> None:
        tried.append(event.id)
        if event.id == defect.id:
            raise ValueError("a defect")
        if event.id == away.id and tried.count(away.id) <= 6:
            raise TransientError("the store is away, longer than one delivery is retried")

    unreadable = pending(received(), body=b'{"size": "no event", "more": "kept"}')
    async with (
        start("registry", {SubmissionReadV1: hear}) as service,
        await DeadLetterBox.open(amqp_operator_url) as box,
    ):
        await service.broker.publish([*map(pending, (defect, away, *good)), unreadable])
        await _dead_letters(box, 2)
        await until(lambda: asyncio.sleep(0, tried.count(away.id) == 7))
        letters = await box.read(ORDINARY)
    bodies = {message.message_id: message.body for message in letters}
    assert SubmissionReadV1.model_validate_json(bodies.pop(str(defect.id))) == defect
    assert {name: json.loads(body) for name, body in bodies.items()} == {
        unreadable.id: {"size": "no event", "more": "kept"}
    }
    assert tried.count(defect.id) == 2
    assert all(tried.count(each.id) == 1 for each in good)
    for message in letters:
        assert message.headers["cloudEvents_id"] == message.message_id
        assert message.type == SubmissionReadV1.topic
        assert message.content_type == "application/json"


async def test_a_company_that_is_no_batch_is_dead_lettered_whole(start: StartService, amqp_operator_url: str) -> None:
    async def hear(_event: SubmissionReadV1) -> None:
        raise AssertionError("nothing can be heard")

    events = [pending(received(), body=b"no JSON"), pending(received())]
    async with (
        start("registry", {SubmissionReadV1: hear}) as service,
        await DeadLetterBox.open(amqp_operator_url) as box,
    ):
        await service.broker.publish(events)
        await _dead_letters(box, 1)
        (message,) = await box.read(ORDINARY)
    assert letter_of(message, ORDINARY).reason == "rejected"


async def test_a_body_that_is_not_the_event_is_dead_lettered_unheard(
    start: StartService, amqp_operator_url: str
) -> None:
    heard: list[SubmissionReadV1] = []
    seen = {"topic": SubmissionReadV1.topic, "outcome": "dead-lettered"}
    before = REGISTRY.get_sample_value("diwan_events_heard_total", seen) or 0

    async def hear(event: SubmissionReadV1) -> None:
        heard.append(event)

    async with (
        start("registry", {SubmissionReadV1: hear}) as service,
        await DeadLetterBox.open(amqp_operator_url) as box,
    ):
        await service.broker.publish([pending(received(), body=b'{"size": "no event"}')])
        await service.broker.publish([pending(received(), body=b"\xff\xfe no text")])
        await _dead_letters(box, 2)
    assert heard == []
    assert REGISTRY.get_sample_value("diwan_events_heard_total", seen) == before + 2


async def test_a_transient_error_is_retried_until_it_succeeds(start: StartService, amqp_operator_url: str) -> None:
    tries = 0

    async def hear(_event: SubmissionReadV1) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise TransientError("the store is away")

    async with (
        start("registry", {SubmissionReadV1: hear}) as service,
        await DeadLetterBox.open(amqp_operator_url) as box,
    ):
        await service.publish(received())
        await until(lambda: asyncio.sleep(0, tries == 3))
        assert await box.count(ORDINARY) == 0
    assert tries == 3


async def test_what_stays_transient_is_given_back_and_dead_lettered_after_the_brokers_limit(
    start: StartService, amqp_operator_url: str
) -> None:
    tries = 0

    async def hear(_event: SubmissionReadV1) -> None:
        nonlocal tries
        tries += 1
        raise TransientError("the store stays away")

    async with (
        start("registry", {SubmissionReadV1: hear}, pauses_seconds=(0.01,)) as service,
        await DeadLetterBox.open(amqp_operator_url) as box,
    ):
        await service.publish(received())
        await _dead_letters(box, 1)
        (message,) = await box.read(ORDINARY)
    assert letter_of(message, ORDINARY).reason == "delivery_limit"
    # Two tries in the process for each delivery, the first delivery and those that the limit allows after it.
    assert tries == 2 * (DELIVERY_LIMIT + 1)


async def test_urgent_events_are_heard_while_the_ordinary_lane_is_full(start: StartService) -> None:
    release = asyncio.Event()
    heard: list[bool] = []

    async def hear(event: SubmissionReadV1) -> None:
        if not event.urgent:
            await release.wait()
        heard.append(event.urgent)

    async with start("registry", {SubmissionReadV1: hear}, prefetch=5) as service:
        await service.publish(*(received() for _ in range(200)))
        await service.publish(received(urgent=True))
        await until(lambda: asyncio.sleep(0, bool(heard)))
        assert heard == [True]
        release.set()
        await until(lambda: asyncio.sleep(0, len(heard) == 201))


async def test_an_event_without_a_queue_is_not_said_to_be_published(start: StartService) -> None:
    async with start("registry") as service:
        with pytest.raises(TransientError, match="NO_ROUTE"):
            await service.broker.publish([pending(received(), routing_key="intake.nobody-hears-this.v1")])


async def test_what_was_being_handled_when_a_service_stopped_is_heard_again(start: StartService) -> None:
    event = received()
    begun = asyncio.Event()
    heard: list[UUID] = []

    async def hang(_event: SubmissionReadV1) -> None:
        begun.set()
        await asyncio.sleep(3600)

    async def hear(again: SubmissionReadV1) -> None:
        heard.append(again.id)

    async with start("registry", {SubmissionReadV1: hang}) as service:
        await service.publish(event)
        await begun.wait()
        # The connection breaks, as when the process is killed: nothing was acknowledged.
        connection = service.broker.faststream._connection
        assert connection is not None
        await connection.close()
        async with start("registry", {SubmissionReadV1: hear}):
            await until(lambda: asyncio.sleep(0, heard == [event.id]))


async def test_what_was_heard_is_gone_without_the_garbage_collector(start: StartService) -> None:
    # It runs rarely under load (`shared/web/app.py`): a message in a circle would keep its body for minutes.
    heard: list[UUID] = []

    async def hear(event: SubmissionReadV1) -> None:
        heard.append(event.id)

    async with start("registry", {SubmissionReadV1: hear}) as service:
        gc.collect()
        gc.disable()
        try:
            for _ in range(30):
                await service.publish_together(received(), received())
            await until(lambda: asyncio.sleep(0, len(heard) == 60))
            await asyncio.sleep(0.2)  # the last ones are acknowledged
            # By its type: `isinstance` would ask a weak reference's dead object.
            left = [each for each in gc.get_objects() if issubclass(type(each), (IncomingMessage, StreamMessage))]
        finally:
            gc.enable()
    assert len(left) < 5


async def test_a_publish_before_there_is_a_connection_is_a_transient_error(start: StartService) -> None:
    async with start("registry", connected=False) as service:
        with pytest.raises(TransientError):
            await service.publish(received())
        await until(service.broker.is_alive)
