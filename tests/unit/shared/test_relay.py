import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import TransientError
from shared.messaging.relay import (
    BATCH,
    MOST_BYTES_TOGETHER,
    MOST_TOGETHER,
    Pending,
    Relay,
    UnroutedError,
    together,
)

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def event(name: str, *, routing_key: str = "", size: int = 2) -> Pending:
    """An event that has nobody to travel with, unless it is told to whom it goes."""
    return Pending(
        owner=name,
        id=name,
        topic="intake.submission-read.v1",
        routing_key=routing_key or name,
        subject=name,
        occurred_at=NOW,
        traceparent="",
        body=b"x" * size,
    )


class FakeOutbox:
    """An outbox in a list; urgent events stand in front, as the real one sorts them."""

    def __init__(self, *names: str) -> None:
        self.left = [event(name) for name in names]
        self.asked = 0

    async def waiting(self, limit: int) -> Sequence[Pending]:
        self.asked += 1
        return self.left[:limit]

    async def published(self, events: Sequence[Pending]) -> None:
        gone = {each.id for each in events}
        self.left = [each for each in self.left if each.id not in gone]


class FakePublisher:
    """A publisher that refuses some events, once or for good."""

    def __init__(self) -> None:
        self.published: list[str] = []
        self.refused: dict[str, BaseException] = {}

    async def publish(self, events: Sequence[Pending]) -> None:
        for event in events:
            if event.id in self.refused:
                raise self.refused[event.id]
        self.published += [event.id for event in events]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - the relay has no event for it
            await asyncio.sleep(0.001)


async def while_running(relay: Relay, then: Callable[[], Awaitable[None]]) -> None:
    running = asyncio.create_task(relay.run())
    try:
        await then()
        assert not running.done()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_is_confirmed_is_taken_out_in_the_outboxs_order() -> None:
    outbox, publisher = FakeOutbox("urgent", "first", "second"), FakePublisher()
    assert await Relay(outbox, publisher).relay_once() == 3
    assert publisher.published == ["urgent", "first", "second"]
    assert outbox.left == []


async def test_nothing_waiting_is_nothing_done() -> None:
    assert await Relay(FakeOutbox(), FakePublisher()).relay_once() == 0


async def test_no_more_than_a_batch_is_under_way_at_once() -> None:
    outbox = FakeOutbox(*(str(number) for number in range(BATCH + 1)))
    assert await Relay(outbox, FakePublisher()).relay_once() == BATCH
    assert [each.id for each in outbox.left] == [str(BATCH)]


async def test_what_is_not_confirmed_stays_and_the_others_go() -> None:
    outbox, publisher = FakeOutbox("one", "two", "three"), FakePublisher()
    publisher.refused["two"] = TransientError("no route")
    with pytest.raises(TransientError):
        await Relay(outbox, publisher).relay_once()
    assert publisher.published == ["one", "three"]
    assert [each.id for each in outbox.left] == ["two"]


@pytest.mark.parametrize("refusal", [TransientError("down"), ValueError("a defect"), asyncio.CancelledError()])
async def test_a_failure_pauses_the_relay_and_nothing_is_lost(refusal: BaseException) -> None:
    outbox, publisher = FakeOutbox("one"), FakePublisher()
    publisher.refused["one"] = refusal

    async def then() -> None:
        await until(lambda: outbox.asked == 1)
        await asyncio.sleep(0.01)
        assert [each.id for each in outbox.left] == ["one"]
        publisher.refused.clear()
        await until(lambda: outbox.left == [])

    await while_running(Relay(outbox, publisher, pause_seconds=0.05), then)
    assert publisher.published == ["one"]


async def test_an_outbox_that_fails_does_not_end_the_relay() -> None:
    class Failing(FakeOutbox):
        async def waiting(self, limit: int) -> Sequence[Pending]:
            found = await super().waiting(limit)
            if self.asked == 1:
                raise TransientError("the store is away")
            return found

    outbox = Failing("one")

    async def then() -> None:
        await until(lambda: outbox.left == [])

    await while_running(Relay(outbox, FakePublisher(), pause_seconds=0.001), then)


async def test_being_woken_it_relays_at_once() -> None:
    outbox, publisher = FakeOutbox(), FakePublisher()
    relay = Relay(outbox, publisher, poll_seconds=3600)

    async def then() -> None:
        await until(lambda: outbox.asked == 1)
        outbox.left.append(event("one"))
        relay.wake()
        await until(lambda: outbox.left == [])

    await while_running(relay, then)


async def test_polling_finds_what_nobody_woke_it_for() -> None:
    outbox, publisher = FakeOutbox(), FakePublisher()

    async def then() -> None:
        await until(lambda: outbox.asked == 1)
        outbox.left.append(event("left by a dead process"))
        await until(lambda: outbox.left == [])

    await while_running(Relay(outbox, publisher, poll_seconds=0.01), then)


async def test_being_woken_while_it_relays_is_not_forgotten() -> None:
    class Filling(FakeOutbox):
        async def waiting(self, limit: int) -> Sequence[Pending]:
            found = await super().waiting(limit)
            if self.asked == 1:
                # Committed just after the relay looked.
                self.left.append(event("one"))
                relay.wake()
            return found

    outbox = Filling()
    relay = Relay(outbox, FakePublisher(), poll_seconds=3600)

    async def then() -> None:
        await until(lambda: outbox.left == [])

    await while_running(relay, then)


async def test_events_without_a_queue_do_not_hold_up_those_behind_them() -> None:
    unrouted = [f"unrouted {number}" for number in range(3 * BATCH)]
    outbox, publisher = FakeOutbox(*unrouted, "behind"), FakePublisher()
    publisher.refused |= dict.fromkeys(unrouted, UnroutedError("no queue"))

    async def then() -> None:
        await until(lambda: all(each.id != "behind" for each in outbox.left))

    await while_running(Relay(outbox, publisher, pause_seconds=0.001), then)
    assert publisher.published == ["behind"]
    assert [each.id for each in outbox.left] == unrouted


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_what_travels_together_has_one_way_and_bounds_and_nothing_is_left_behind(told: list[str]) -> None:
    events = [event(str(at), routing_key=key) for at, key in enumerate(told)]
    parties = together(events)
    assert sorted((each.id for party in parties for each in party), key=int) == [each.id for each in events]
    for party in parties:
        assert {each.routing_key for each in party} == {party[0].routing_key}
        assert len(party) <= MOST_TOGETHER
    for key in "abc":
        # In their order, and in no more messages than needed.
        ways = [party for party in parties if party[0].routing_key == key]
        ids = [int(each.id) for party in ways for each in party]
        assert ids == sorted(ids)
        assert len(ways) == -(-len(ids) // MOST_TOGETHER)


def test_what_is_large_travels_with_fewer() -> None:
    half = MOST_BYTES_TOGETHER // 2
    events = [event(str(at), routing_key="a", size=size) for at, size in enumerate((half, half, 1, half * 3, 1))]
    assert [[each.id for each in party] for party in together(events)] == [["0", "1"], ["2"], ["3"], ["4"]]


async def test_what_travels_together_is_confirmed_or_waits_together() -> None:
    outbox, publisher = FakeOutbox(), FakePublisher()
    outbox.left = [event(name, routing_key=name[0]) for name in ("a1", "b1", "a2", "b2")]
    publisher.refused["b2"] = TransientError("down")
    with pytest.raises(TransientError, match="2 not confirmed"):
        await Relay(outbox, publisher).relay_once()
    assert publisher.published == ["a1", "a2"]
    assert [each.id for each in outbox.left] == ["b1", "b2"]
