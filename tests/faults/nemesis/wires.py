"""Faults of connections: what the proxies between services and servers do."""

import asyncio
import time
from contextlib import suppress

from tests.faults.house import House
from tests.faults.nemesis.fault import Fault, at_once, fault
from tests.faults.wire.points import Point

SLOW_BYTES_PER_SECOND = 8_000.0
FLAP_SECONDS = 0.7
SECONDS_TO_REACH = 6.0
"""How long a point of a conversation is waited for; what else is broken may keep it from being reached."""
PROCESS = {"s3": "weed", "mongod": "mongod", "rabbitmq": "rabbitmq", "relay": "relay", "door": "intake"}
"""Server as proxies know it → its process."""


def cut_off(house: House, service: str, server: str) -> Fault:
    """Every connection breaks, and none comes about."""
    proxy = house.between(service, server)
    return fault(
        f"{service} cut off from {server}", {f"{service}>{server}"}, at_once(proxy.refuse), at_once(proxy.heal)
    )


def held(house: House, service: str, server: str) -> Fault:
    """Connections stand, and nothing passes."""
    proxy = house.between(service, server)
    name = f"{service} hears nothing of {server}"
    return fault(name, {f"{service}>{server}"}, at_once(proxy.hold), at_once(proxy.heal))


def slowed(house: House, service: str) -> Fault:
    """A slow consumer."""
    proxy = house.between(service, "rabbitmq")
    begin = at_once(lambda: proxy.slow(SLOW_BYTES_PER_SECOND))
    return fault(f"{service} takes events slowly", {f"{service}>rabbitmq"}, begin, at_once(proxy.heal))


def struck_at(house: House, point: Point) -> Fault:
    """`kill -9` when a point of the conversation is reached, before its other side hears of it (or just after)."""
    proxy, reached = house.between(point.victim, point.server), asyncio.Event()

    async def strike() -> None:
        await house.kill(point.victim)
        made.struck.append(time.time())
        reached.set()

    async def begin() -> None:
        reached.clear()
        proxy.arm(point, strike)
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_TO_REACH):
                await reached.wait()

    async def heal() -> None:
        proxy.heal()
        await house.ready(point.victim)

    touches = frozenset({point.victim, f"{point.victim}>{point.server}", PROCESS[point.server]})
    made = Fault(name=point.name, touches=touches, begin=begin, heal=heal)
    return made


def flapping(house: House) -> Fault:
    """The notice relay is there and away in turn."""
    proxy = house.between("notify", "relay")
    under_way: list[asyncio.Task[None]] = []

    async def flap() -> None:
        while True:
            proxy.refuse()
            await asyncio.sleep(FLAP_SECONDS)
            proxy.heal()
            await asyncio.sleep(FLAP_SECONDS)

    async def begin() -> None:
        under_way.append(asyncio.create_task(flap()))

    async def heal() -> None:
        under_way.pop().cancel()
        proxy.heal()

    return fault("the relay flaps", {"notify>relay"}, begin, heal)
