import asyncio

from shared.pacing import Pace

FOREVER = 3600.0


async def test_the_first_turn_is_at_once() -> None:
    async with asyncio.timeout(5):
        await Pace(FOREVER).turn()


async def test_the_next_turn_waits_for_its_time() -> None:
    pace = Pace(FOREVER)
    await pace.turn()
    waiting = asyncio.create_task(pace.turn())
    await asyncio.sleep(0.01)
    assert not waiting.done()
    waiting.cancel()


async def test_its_time_comes() -> None:
    pace = Pace(0.001)
    async with asyncio.timeout(5):
        for _ in range(3):
            await pace.turn()


async def test_a_hurry_ends_the_waiting_and_holds_for_one_turn() -> None:
    pace = Pace(FOREVER)
    await pace.turn()
    waiting = asyncio.create_task(pace.turn())
    await asyncio.sleep(0)
    pace.hurry()
    await asyncio.wait_for(waiting, 5)
    again = asyncio.create_task(pace.turn())
    await asyncio.sleep(0.01)
    assert not again.done()
    again.cancel()


async def test_a_hurry_before_the_turn_is_not_forgotten() -> None:
    pace = Pace(FOREVER)
    await pace.turn()
    pace.hurry()
    await asyncio.wait_for(pace.turn(), 5)
