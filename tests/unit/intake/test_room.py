import asyncio

from services.intake.room import Room


async def test_no_more_is_held_at_a_time_than_there_is_room_for() -> None:
    room = Room(10)
    held = most = 0

    async def one(size: int) -> None:
        nonlocal held, most
        async with room.hold(size):
            held += size
            most = max(most, held)
            await asyncio.sleep(0)
            held -= size

    await asyncio.gather(*(one(size) for size in (4, 4, 4, 10, 1, 9, 2) * 10))
    assert most <= 10
    assert held == 0


async def test_what_is_larger_than_all_of_it_is_let_in_alone() -> None:
    room = Room(10)
    async with room.hold(7):
        large = asyncio.create_task(_hold(room, 1000))
        await asyncio.sleep(0.01)
        assert not large.done()
    await asyncio.wait_for(large, 1)


async def test_whoever_comes_first_is_let_in_first() -> None:
    room = Room(10)
    async with room.hold(5):
        large = asyncio.create_task(_hold(room, 10))
        await asyncio.sleep(0)
        small = asyncio.create_task(_hold(room, 1))
        await asyncio.sleep(0.01)
        assert not small.done()
    await asyncio.wait_for(asyncio.gather(large, small), 1)


async def test_one_who_stops_waiting_or_fails_takes_no_room() -> None:
    room = Room(10)
    async with room.hold(10):
        leaving = asyncio.create_task(_hold(room, 10))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
    await asyncio.wait_for(_hold(room, 10), 1)


async def _hold(room: Room, size: int) -> None:
    async with room.hold(size):
        await asyncio.sleep(0)
