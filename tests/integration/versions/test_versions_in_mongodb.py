"""Versions of configuration in MongoDB keep the contract; two replicas that start and change at once agree."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from shared.clock import SystemClock
from shared.errors import OldVersionError
from shared.mongo.connection import Database
from shared.mongo.deeds import MongoDeeds
from shared.mongo.versions import MongoVersions, versions_log
from shared.versions import Author, Change, Changing, Content, Versions, seed
from tests.unit.shared.versions import VersionsContract, a_version, read_sign, signs


class TestMongoVersions(VersionsContract):
    @pytest.fixture
    async def versions(self, mongo_database: Database) -> Versions:
        versions = MongoVersions(mongo_database)
        await versions.create_indexes()
        return versions


def check(name: str, content: Content) -> Content:
    return read_sign(name, content).model_dump(exclude_defaults=True)


@pytest.fixture
async def versions(mongo_database: Database) -> MongoVersions:
    versions = MongoVersions(mongo_database)
    await versions.create_indexes()
    return versions


async def test_two_replicas_seed_once_and_see_the_same(versions: MongoVersions) -> None:
    contents = {name: {"words": name} for name in ("door", "gate", "hall")}
    replicas = [signs(versions) for _ in range(2)]
    await asyncio.gather(*(seed(contents, versions=versions, in_force=one, clock=SystemClock()) for one in replicas))
    assert [one.number for one in await versions.since("signs", 0)] == [1, 1, 1]
    assert [one.current for one in replicas] == [{name: name for name in contents}] * 2


async def test_of_two_administrators_at_two_replicas_one_is_told_of_the_other(versions: MongoVersions) -> None:
    replicas = [signs(versions) for _ in range(2)]
    await seed({"door": {"words": "Push"}}, versions=versions, in_force=replicas[0], clock=SystemClock())
    following = [asyncio.create_task(one.run()) for one in replicas]
    changings = [Changing(versions=versions, in_force=one, clock=SystemClock(), check=check) for one in replicas]
    asked = [
        changing.put(
            "door",
            {"words": f"Pull {place}"},
            Change(by=Author(person_id=f"p-{place}", name=""), why="because", versions=frozenset({1})),
        )
        for place, changing in enumerate(changings)
    ]
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == [OldVersionError.__name__, "Version"]
    for _ in range(1000):
        if replicas[0].current == replicas[1].current != {"door": "Push"}:
            break
        await asyncio.sleep(0.01)
    for task in following:
        task.cancel()
    assert replicas[0].current == replicas[1].current != {"door": "Push"}


async def test_auditors_find_who_changed_what(versions: MongoVersions, mongo_database: Database) -> None:
    deeds = MongoDeeds(versions_log(mongo_database))
    await deeds.create_indexes()
    await versions.add(a_version(at=datetime.now(UTC).replace(microsecond=0)))
    span = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(hours=1)
    (deed,) = await deeds.of_person("p-0001", span, skip=0, limit=10)
    assert (deed.what, deed.about) == ("configured", "signs/door/1")
