"""Everything that is broken, by name."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from deploy.local.services import NAMES
from tests.faults.house import House
from tests.faults.nemesis.copies import Copies
from tests.faults.nemesis.crowd import Crowds
from tests.faults.nemesis.fault import Fault, Step
from tests.faults.nemesis.poison import Poison
from tests.faults.relay_sink import Mood
from tests.faults.senders.driver import Driver
from tests.faults.wire.points import POINTS, Point

SERVERS = ("mongod", "rabbitmq", "weed")
HEARING = ("intake", "registry", "routing", "notify", "storage")
PROCESS = {"s3": "weed", "mongod": "mongod", "rabbitmq": "rabbitmq", "relay": "relay", "door": "intake"}
SLOW_BYTES_PER_SECOND = 8_000.0
FLAP_SECONDS = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Nemesis:
    """Whoever breaks things, and with what."""

    house: House
    driver: Driver
    copies: Copies
    poison: Poison
    crowds: Crowds

    def deck(self) -> Mapping[str, Fault]:
        """Name → fault, all there are on this machine."""
        return {fault.name: fault for fault in self._faults()}

    def _faults(self) -> Iterator[Fault]:
        for process in (*NAMES, *SERVERS, "nginx"):
            yield self._killed(process)
        for process in (*SERVERS, "registry", "notify", "intake"):
            yield self._stopped(process)
        for point in POINTS:
            yield self._struck_at(point)
        for service in HEARING:
            yield self._cut_off(service, "rabbitmq")
            yield self._slowed(service)
        for service, server in (("registry", "mongod"), ("intake", "mongod"), ("intake", "s3"), ("storage", "mongod")):
            yield self._cut_off(service, server)
        for service, server in (("registry", "mongod"), ("notify", "mongod"), ("intake", "rabbitmq"), ("intake", "s3")):
            yield self._held(service, server)
        yield self._cut_off("notify", "relay")
        yield self._flapping()
        yield self._moody("defers")
        yield self._moody("forgets to answer")
        yield from self._of_messages()
        if self.house.clock.can_step:
            yield _simple("clock across New Year and back", {"clock"}, self._forward, self._back)
        yield _simple("a crowd before the registry", {"registry"}, self.crowds.gather, self.crowds.let_in, alone=True)

    def _killed(self, process: str) -> Fault:
        return _simple(
            f"kill {process}", {process}, lambda: self.house.kill(process), lambda: self.house.ready(process)
        )

    def _stopped(self, process: str) -> Fault:
        return _simple(
            f"stop {process}", {process}, lambda: self.house.stop(process), lambda: self.house.start(process)
        )

    def _cut_off(self, service: str, server: str) -> Fault:
        proxy = self.house.between(service, server)
        return _simple(
            f"{service} cut off from {server}", {f"{service}>{server}"}, _at_once(proxy.refuse), _at_once(proxy.heal)
        )

    def _held(self, service: str, server: str) -> Fault:
        proxy = self.house.between(service, server)
        return _simple(
            f"{service} hears nothing of {server}", {f"{service}>{server}"}, _at_once(proxy.hold), _at_once(proxy.heal)
        )

    def _slowed(self, service: str) -> Fault:
        proxy = self.house.between(service, "rabbitmq")
        return _simple(
            f"{service} takes events slowly",
            {f"{service}>rabbitmq"},
            _at_once(lambda: proxy.slow(SLOW_BYTES_PER_SECOND)),
            _at_once(proxy.heal),
        )

    def _struck_at(self, point: Point) -> Fault:
        proxy = self.house.between(point.victim, point.server)

        async def strike() -> None:
            await self.house.kill(point.victim)
            fault.struck.append(time.time())

        async def begin() -> None:
            proxy.arm(point, strike)

        async def heal() -> None:
            proxy.heal()
            await self.house.ready(point.victim)

        touches = {point.victim, f"{point.victim}>{point.server}", PROCESS[point.server]}
        fault = Fault(name=point.name, touches=frozenset(touches), begin=begin, heal=heal)
        return fault

    def _flapping(self) -> Fault:
        proxy = self.house.between("notify", "relay")
        flapping: list[asyncio.Task[None]] = []

        async def flap() -> None:
            while True:
                proxy.refuse()
                await asyncio.sleep(FLAP_SECONDS)
                proxy.heal()
                await asyncio.sleep(FLAP_SECONDS)

        async def begin() -> None:
            flapping.append(asyncio.create_task(flap()))

        async def heal() -> None:
            flapping.pop().cancel()
            proxy.heal()

        return _simple("the relay flaps", {"notify>relay"}, begin, heal)

    def _moody(self, mood: Mood) -> Fault:
        sink = self.house.sink
        return _simple(
            f"the relay {mood}",
            {"relay"},
            _at_once(lambda: setattr(sink, "mood", mood)),
            _at_once(lambda: setattr(sink, "mood", "well")),
        )

    def _of_messages(self) -> Iterator[Fault]:
        driver, copies = self.driver, self.copies
        yield _simple(
            "connections of senders cut at any byte",
            {"senders"},
            _at_once(lambda: setattr(driver, "cutting", 0.6)),
            _at_once(lambda: setattr(driver, "cutting", 0.0)),
        )
        yield _simple(
            "every event up to five times, in no order",
            {"copies"},
            _at_once(lambda: setattr(copies, "copying", True)),
            _at_once(lambda: setattr(copies, "copying", False)),
        )
        yield _simple("poison in every queue", {"rabbitmq"}, self.poison.give, _at_once(lambda: None))

    async def _forward(self) -> None:
        self.house.clock.to_new_year()

    async def _back(self) -> None:
        self.house.clock.back()


def _simple(name: str, touches: set[str], begin: Step, heal: Step, *, alone: bool = False) -> Fault:
    """A fault that has happened when it has begun."""

    async def begin_and_note() -> None:
        fault.struck.append(time.time())
        await begin()

    fault = Fault(name=name, touches=frozenset(touches), begin=begin_and_note, heal=heal, alone=alone)
    return fault


def _at_once(act: Callable[[], object]) -> Step:
    async def step() -> None:
        act()

    return step
