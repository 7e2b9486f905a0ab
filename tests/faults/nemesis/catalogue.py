"""Everything that is broken, by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deploy.local.services import NAMES
from tests.faults.house import House
from tests.faults.nemesis.copies import Copies
from tests.faults.nemesis.crowd import Crowds
from tests.faults.nemesis.fault import Fault, at_once, fault
from tests.faults.nemesis.poison import Poison
from tests.faults.nemesis.processes import killed, led_no_more, stopped
from tests.faults.nemesis.wires import cut_off, flapping, held, slowed, struck_at
from tests.faults.relay_sink import Mood
from tests.faults.senders.driver import Driver
from tests.faults.wire.points import POINTS

HEARING = ("intake", "registry", "routing", "notify", "storage")
STORES = ("rabbitmq", "mongod", "s3")
HELD = (("registry", "mongod"), ("notify", "mongod"), ("intake", "rabbitmq"), ("intake", "s3"))
CUT = 0.6
"""How many of the senders' connections are cut while that lasts."""


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
        faults = (*self._of_processes(), *self._of_wires(), *self._of_the_relay(), *self._of_messages())
        return {each.name: each for each in faults}

    def _of_processes(self) -> Iterator[Fault]:
        house = self.house
        alone = house.stack.settings.mongo_members == 1
        servers = ("mongod", "rabbitmq", "weed") if alone else ("rabbitmq", "weed")
        yield from (killed(house, process) for process in (*NAMES, *servers, "nginx"))
        yield from (stopped(house, process) for process in (*servers, "registry", "notify", "intake"))
        if not alone:
            yield led_no_more(house)
        if house.clock.can_step:
            forward, back = at_once(house.clock.to_new_year), at_once(house.clock.back)
            yield fault("clock across New Year and back", {"clock"}, forward, back)

    def _of_wires(self) -> Iterator[Fault]:
        """What a proxy can do, where one stands."""
        house, there = self.house, self.house.proxies
        yield from (struck_at(house, point) for point in POINTS if (point.victim, point.server) in there)
        for service, server in there:
            if service in HEARING and server in STORES:
                yield cut_off(house, service, server)
            if service in HEARING and server == "rabbitmq":
                yield slowed(house, service)
            if (service, server) in HELD:
                yield held(house, service, server)

    def _of_the_relay(self) -> Iterator[Fault]:
        yield cut_off(self.house, "notify", "relay")
        yield flapping(self.house)
        yield self._moody("defers")
        yield self._moody("forgets to answer")

    def _moody(self, mood: Mood) -> Fault:
        sink = self.house.sink
        begin, heal = at_once(lambda: setattr(sink, "mood", mood)), at_once(lambda: setattr(sink, "mood", "well"))
        return fault(f"the relay {mood}", {"relay"}, begin, heal)

    def _of_messages(self) -> Iterator[Fault]:
        driver, copies, crowds = self.driver, self.copies, self.crowds
        yield fault(
            "connections of senders cut at any byte",
            {"senders"},
            at_once(lambda: setattr(driver, "cutting", CUT)),
            at_once(lambda: setattr(driver, "cutting", 0.0)),
        )
        yield fault(
            "every event up to five times, in no order",
            {"copies"},
            at_once(lambda: setattr(copies, "copying", True)),
            at_once(lambda: setattr(copies, "copying", False)),
        )
        yield fault("poison in every queue", {"rabbitmq"}, self.poison.give, at_once(lambda: None))
        yield fault("a crowd before the registry", {"registry"}, crowds.gather, crowds.let_in, alone=True)
