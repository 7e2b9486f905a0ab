"""A crowd of ordinary letters before a closed registry, and urgent ones that come last."""

import asyncio

import aio_pika

from shared.contracts import SubmissionReadV1
from shared.messaging.topology import queue_name
from tests.faults.house import House
from tests.faults.oracle.facts import Crowd
from tests.faults.senders.driver import Driver

ORDINARY = 60
URGENT = 3
PATIENCE_SECONDS = 45.0
LANES = (queue_name("registry", SubmissionReadV1), queue_name("registry", SubmissionReadV1, urgent=True))


class Crowds:
    """Gathers crowds, and remembers who stood in them."""

    def __init__(self, house: House, driver: Driver) -> None:
        self.gathered: list[Crowd] = []
        self._house = house
        self._driver = driver

    async def gather(self) -> None:
        """Close the registry and let a crowd stand before it, the urgent ones last."""
        await self._house.stop("registry")
        ordinary = self._driver.burst("letter", ORDINARY)
        before = await self._until_waiting(0, ORDINARY)
        urgent = self._driver.burst("urgent letter", URGENT)
        complete = before and await self._until_waiting(1, URGENT)
        if complete:
            self.gathered.append(
                Crowd(ordinary=tuple(each.name for each in ordinary), urgent=tuple(each.name for each in urgent))
            )

    async def let_in(self) -> None:
        """Open the registry again."""
        await self._house.start("registry")

    async def _until_waiting(self, lane: int, wanted: int) -> bool:
        """Whether so many stand in a lane before our patience ends."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while await self._waiting(lane) < wanted:  # noqa: ASYNC110 - a queue tells nobody
                    await asyncio.sleep(0.5)
        except TimeoutError:
            return False
        return True

    async def _waiting(self, lane: int) -> int:
        async with (
            await aio_pika.connect(self._house.stack.amqp_operator_url) as connection,
            connection.channel() as channel,
        ):
            declared = await channel.declare_queue(LANES[lane], passive=True)
            return declared.declaration_result.message_count or 0
