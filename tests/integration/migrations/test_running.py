"""Migrations on real MongoDB: in order, each once whoever runs them, gone on with after a kill, and written down."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from pymongo import UpdateOne

from shared.migrations import Done, Migration, Needed, OlderDatabaseError
from shared.migrations.errors import LockedError, LockLostError
from shared.migrations.marks import AT_A_START, BORN, LOCK, Marks, is_done
from shared.migrations.paging import page, write
from shared.migrations.running import Manner, Progress, Runner
from shared.mongo.connection import Database, Record

QUICK = Manner(size=10, pause=timedelta(0), wait=timedelta(seconds=60), lease=timedelta(seconds=60))
SOON_FREE = Manner(size=10, pause=timedelta(0), wait=timedelta(seconds=60), lease=timedelta(milliseconds=400))
THINGS = 25


class Doubling:
    """Writes into each thing how often it was done to it; can be told to die behind a thing, and to go on when asked."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.batches = 0
        self.dies_in = 0
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.began = asyncio.Event()

    async def batch(self, database: Database, after: Any, size: int) -> Done:
        self.batches += 1
        self.began.set()
        await self.goes_on.wait()
        things = database["things"]
        found = await page(things, after, size)
        done = await write(
            things, found, [UpdateOne({"_id": one["_id"]}, {"$inc": {self.field: 1}}) for one in found], size
        )
        if self.batches == self.dies_in:
            raise KilledError
        return done


class KilledError(Exception):
    """As if the process had ended there."""


def migration(name: str, doubling: Doubling, phase: Any = "expand", formerly: str = "") -> Migration:
    return Migration(
        name=name, phase=phase, says="Things count.", batch=doubling.batch, collection="things", formerly=formerly
    )


@pytest.fixture
async def things(mongo_database: Database) -> Database:
    """A database that an earlier release left, with things in it."""
    await mongo_database["things"].insert_many([{"_id": number} for number in range(THINGS)])
    return mongo_database


async def run(
    database: Database,
    migrations: Sequence[Migration],
    manner: Manner = QUICK,
    until: Any = "contract",
    *,
    again: bool = False,
    waiting: Callable[[], None] = lambda: None,
) -> tuple[int, list[Progress]]:
    said: list[Progress] = []
    runner = Runner(database, migrations, release="1.2.3", say=said.append, manner=manner)
    return await runner.run(until, again=again, waiting=waiting), said


async def counted(database: Database, field: str) -> list[int]:
    return [one.get(field, 0) for one in await database["things"].find().sort("_id", 1).to_list(None)]


async def test_they_are_run_in_order_in_batches_once_and_written_down(things: Database) -> None:
    first, second = Doubling("a"), Doubling("b")
    both = [migration("0001-a", first), migration("0002-b", second, "contract")]

    ran, said = await run(things, both)
    assert ran == 2
    assert [(one.name, one.seen, one.total, one.done) for one in said[:3]] == [
        ("0001-a", 10, 25, False),
        ("0001-a", 20, 25, False),
        ("0001-a", 25, 25, True),
    ]
    assert (await run(things, both))[0] == 0
    assert await counted(things, "a") == await counted(things, "b") == [1] * THINGS

    record = (await Marks(things).all())["0001-a"]
    assert (record["state"], record["phase"], record["release"]) == ("done", "expand", "1.2.3")
    assert (record["seen"], record["changed"], record["runs"]) == (25, 25, 1)
    assert record["began_at"] <= record["done_at"]
    assert record["seconds"] > 0
    assert await things["migrations"].find_one({"_id": LOCK}) is None


async def test_what_needs_the_previous_release_to_be_gone_waits_until_that_is_said(things: Database) -> None:
    first, second = Doubling("a"), Doubling("b")
    both = [migration("0001-a", first, "contract"), migration("0002-b", second)]
    assert (await run(things, both, until="expand"))[0] == 1
    assert (first.batches, second.batches) == (0, 3)
    assert (await run(things, both))[0] == 1
    assert first.batches == 3


async def test_one_that_was_killed_goes_on_behind_its_last_batch(things: Database) -> None:
    killed = Doubling("a")
    killed.dies_in = 2
    with pytest.raises(KilledError):
        await run(things, [migration("0001-a", killed)])
    # The second batch was written and not noted, so it comes again: whatever does that has to end the same.
    assert (await run(things, [migration("0001-a", killed)]))[0] == 1
    assert await counted(things, "a") == [1] * 10 + [2] * 10 + [1] * 5
    assert (await Marks(things).all())["0001-a"]["runs"] == 2


async def test_of_two_at_once_one_does_it_and_the_other_finds_it_done(things: Database) -> None:
    doing, idle = Doubling("a"), Doubling("a")
    doing.goes_on.clear()
    first = asyncio.create_task(run(things, [migration("0001-a", doing)]))
    await doing.began.wait()
    waits = asyncio.Event()
    second = asyncio.create_task(run(things, [migration("0001-a", idle)], waiting=waits.set))
    await asyncio.wait_for(waits.wait(), 20)
    doing.goes_on.set()
    assert ((await first)[0], (await second)[0]) == (1, 0)
    assert idle.batches == 0


async def test_who_waits_too_long_for_another_is_told_so(things: Database) -> None:
    await _taken(things, milliseconds=600_000)
    impatient = Manner(size=10, pause=timedelta(0), wait=timedelta(0), lease=timedelta(seconds=1))
    with pytest.raises(LockedError):
        await run(things, [migration("0001-a", Doubling("a"))], impatient)


async def test_the_lock_of_one_who_died_ends_by_itself(things: Database) -> None:
    await _taken(things, milliseconds=500)
    assert (await run(things, [migration("0001-a", Doubling("a"))], SOON_FREE))[0] == 1


async def test_a_lock_is_kept_for_as_long_as_it_takes_and_whoever_loses_it_stops(things: Database) -> None:
    long = Doubling("a")
    long.goes_on.clear()
    task = asyncio.create_task(run(things, [migration("0001-a", long)], SOON_FREE))
    await long.began.wait()
    before = (await _lock(things))["until"]
    while (await _lock(things))["until"] == before:  # noqa: ASYNC110 - there is no event for it
        await asyncio.sleep(0.05)
    await _taken(things, milliseconds=600_000)
    with pytest.raises(LockLostError):
        await task
    assert (await _lock(things))["holder"] == "somebody else"
    assert await counted(things, "a") == [0] * THINGS


async def test_whoever_lost_the_lock_and_does_not_know_it_notes_nothing_more(things: Database) -> None:
    paused = Doubling("a")
    paused.goes_on.clear()
    first = asyncio.create_task(run(things, [migration("0001-a", paused), migration("0002-b", Doubling("b"))]))
    await paused.began.wait()
    await things["migrations"].delete_one(
        {"_id": LOCK}
    )  # as it is when its time is over, for a process that was halted
    assert (await run(things, [migration("0001-a", Doubling("a")), migration("0002-b", Doubling("b"))]))[0] == 2
    noted = await Marks(things).all()

    paused.goes_on.set()
    with pytest.raises(LockLostError):
        await first
    assert await Marks(things).all() == noted
    assert await counted(things, "b") == [1] * THINGS


async def test_what_is_done_is_not_begun_by_one_who_comes_late(things: Database) -> None:
    late, marks = migration("0001-a", Doubling("a")), Marks(things)
    await marks.note_done([late], "1.2.3")
    with pytest.raises(LockLostError):
        await marks.begin(late, "1.2.3", "somebody")
    assert is_done((await marks.all())["0001-a"])


async def test_a_store_that_does_not_answer_costs_the_lock_when_its_time_is_over(things: Database) -> None:
    long = Doubling("a")
    long.goes_on.clear()
    task = asyncio.create_task(run(things, [migration("0001-a", long)], SOON_FREE))
    await long.began.wait()
    await things.client.admin.command("fsync", lock=True)  # whoever writes waits, for longer than a client does
    try:
        with pytest.raises(LockLostError):
            await asyncio.wait_for(task, 10)
    finally:
        await things.client.admin.command("fsyncUnlock")


async def test_contract_is_done_once_more_where_that_is_said(things: Database) -> None:
    first, second, third = Doubling("a"), Doubling("b"), Doubling("c")
    await things["migrations"].insert_one({"_id": "c", "done": True})
    all_of_it = [
        migration("0001-a", first),
        migration("0002-b", second, "contract"),
        migration("0003-c", third, "contract", formerly="c"),
    ]
    assert (await run(things, all_of_it))[0] == 2
    assert (await run(things, all_of_it, again=True))[0] == 2
    assert [(await counted(things, field))[0] for field in "abc"] == [1, 2, 1]
    record = (await Marks(things).all())["0002-b"]
    assert (record["state"], record["seen"]) == ("done", THINGS)


async def test_a_new_database_has_nothing_to_migrate_and_a_service_serves_at_once(mongo_database: Database) -> None:
    never = Doubling("a")
    all_of_it = [migration("0001-a", never), migration("0002-b", never, "contract")]
    await Needed(mongo_database, all_of_it).check()
    await mongo_database["things"].insert_one({"_id": 1})
    assert (await run(mongo_database, all_of_it))[0] == 0
    assert never.batches == 0
    assert {one["release"] for one in (await Marks(mongo_database).all()).values()} == {BORN}


async def test_the_command_leaves_a_new_database_to_be_born(mongo_database: Database) -> None:
    assert (await run(mongo_database, [migration("0001-a", Doubling("a"))]))[0] == 0
    await mongo_database["things"].insert_one({"_id": 1})
    await Needed(mongo_database, [migration("0001-a", Doubling("a"))]).check()


async def test_a_service_does_not_serve_what_an_older_release_left_and_says_why(things: Database) -> None:
    needed = [migration("0001-a", Doubling("a")), migration("0002-b", Doubling("b"), "contract")]
    with pytest.raises(OlderDatabaseError, match=r"0001-a; run python -m deploy\.migrations run"):
        await Needed(things, needed).check()
    await run(things, needed, until="expand")
    await Needed(things, needed).check()


async def test_what_an_earlier_release_did_at_its_start_is_not_done_again(things: Database) -> None:
    before = Doubling("a")
    await things["migrations"].insert_one({"_id": "a", "done": True})
    assert (await run(things, [migration("0001-a", before, formerly="a")]))[0] == 0
    assert (await Marks(things).all())["0001-a"]["release"] == AT_A_START


async def _lock(database: Database) -> Record:
    return await database["migrations"].find_one({"_id": LOCK}) or {}


async def _taken(database: Database, *, milliseconds: int) -> None:
    until = {"$add": ["$$NOW", milliseconds]}
    taken = [{"$set": {"holder": "somebody else", "until": until}}]
    await database["migrations"].update_one({"_id": LOCK}, taken, upsert=True)
