"""Below the floor of free space nothing is taken in; above it, everything."""

import pytest

from shared.errors import StoreFullError
from tests.unit.intake.fakes import FLOOR, World


async def test_at_the_floor_everything_is_taken_in(world: World) -> None:
    world.free = FLOOR
    await world.space.look()
    world.intake.admit()


async def test_below_the_floor_nothing_is_taken_in_until_there_is_space_again(world: World) -> None:
    world.free = FLOOR - 1
    await world.space.look()
    assert not await world.space.is_enough()
    with pytest.raises(StoreFullError):
        world.intake.admit()
    world.free = FLOOR
    await world.space.look()
    assert await world.space.is_enough()
    world.intake.admit()


@pytest.mark.parametrize("low", [False, True])
async def test_what_was_known_last_holds_while_the_store_does_not_answer(world: World, *, low: bool) -> None:
    world.free = FLOOR - low
    await world.space.look()
    world.submissions.down, world.free = True, FLOOR - (not low)
    await world.space.look()
    assert await world.space.is_enough() is not low
