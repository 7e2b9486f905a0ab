"""One run: open the house, let senders write, break things, heal, drain, and ask the oracle."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.faults import broker
from tests.faults.draining import drain
from tests.faults.house import House, open_house
from tests.faults.nemesis.breaking import break_things
from tests.faults.nemesis.catalogue import Nemesis
from tests.faults.nemesis.copies import Copies
from tests.faults.nemesis.crowd import Crowds
from tests.faults.nemesis.fault import Happened
from tests.faults.nemesis.poison import Poison
from tests.faults.nemesis.schedule import AT_A_TIME, rounds
from tests.faults.oracle.collecting import collect
from tests.faults.oracle.facts import Facts
from tests.faults.senders.driver import Driver

Say = Callable[[str], None]
WARM_UP_SECONDS = 2.0


async def run(
    data: Path,
    *,
    seed: int,
    seconds: float,
    per_second: float = 4.0,
    longest: float = 8.0,
    at_a_time: Sequence[int] = AT_A_TIME,
    members: int = 1,
    only: str | Collection[str] = "",
    say: Say,
) -> Facts:
    """Break things for so long, each for at most `longest` seconds, so many at a time; returns all facts after healing and draining.

    `only` names the faults to choose from, or words in their names; by default it is all that the machine allows. `members` of MongoDB:
    with three its primary is killed, with one it is broken in itself and cut off from single services.
    """
    async with open_house(data, members=members) as house:
        url = await broker.admit(house.stack)
        say("the house is open")
        driver = Driver(
            seed,
            smtp=lambda: house.between("intake", "door").port,
            http=house.stack.settings.http_port,
            per_second=per_second,
        )
        house.sink.tell = driver.told
        poison = Poison(house.stack.amqp_operator_url, seed)
        crowds = Crowds(house, driver)
        async with Copies(url, seed) as copies, _writing(driver):
            nemesis = Nemesis(house=house, driver=driver, copies=copies, poison=poison, crowds=crowds)
            deck = {
                name: fault
                for name, fault in nemesis.deck().items()
                if (only in name if isinstance(only, str) else name in only)
            }
            await asyncio.sleep(WARM_UP_SECONDS)
            faults = await break_things(
                deck,
                rounds(deck, seed, longest=longest, at_a_time=at_a_time),
                until=time.monotonic() + seconds,
                say=say,
            )
            driver.stop_writing()
            say(f"healed; {len(driver.documents)} documents written")
            await drain(house.stack, lambda: driver.busy + copies.under_way, say)
        return _with_memories(await collect(house.stack), house, driver, poison, crowds, faults)


@asynccontextmanager
async def _writing(driver: Driver) -> AsyncIterator[None]:
    writing = asyncio.create_task(driver.write())
    try:
        yield
    finally:
        driver.stop_writing()
        await writing
        await driver.close()


def _with_memories(
    facts: Facts, house: House, driver: Driver, poison: Poison, crowds: Crowds, faults: list[Happened]
) -> Facts:
    return replace(
        facts,
        documents=tuple(driver.documents),
        taken=tuple(house.sink.taken),
        poison=frozenset(poison.given),
        crowds=tuple(crowds.gathered),
        faults=tuple(faults),
    )
