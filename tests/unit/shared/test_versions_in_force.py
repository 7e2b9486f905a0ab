"""Configuration in versions: changed on top of what was seen, taken from files once, followed by every replica."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SystemClock
from shared.errors import NotFoundError, OldVersionError, VersionRequiredError
from shared.versions import (
    FILES,
    Author,
    Change,
    Changing,
    Content,
    InvalidContentError,
    KeyReusedError,
    Versions,
    seed,
)
from tests.unit.shared.versions import MARYAM, FakeVersions, VersionsContract, a_version, read_sign, signs

SALIM = Author(person_id="p-0002", name="سالم")


class TestFakeVersions(VersionsContract):
    @pytest.fixture
    def versions(self) -> Versions:
        return FakeVersions()


def check(name: str, content: Content) -> Content:
    return read_sign(name, content).model_dump(exclude_defaults=True)


def a_replica(versions: FakeVersions) -> Changing:
    return Changing(versions=versions, in_force=signs(versions), clock=SystemClock(), check=check)


def by(author: Author = MARYAM, seen: int | None = None, key: str = "", fingerprint: str = "") -> Change:
    versions = None if seen is None else frozenset({seen})
    return Change(by=author, why="because", versions=versions, key=key, fingerprint=fingerprint)


async def test_a_first_version_is_in_force_at_once() -> None:
    versions = FakeVersions()
    in_force = signs(versions)
    changing = Changing(versions=versions, in_force=in_force, clock=SystemClock(), check=check)
    made = await changing.put("door", {"words": "Push", "lit": False}, by())
    assert (made.number, made.place, made.why, made.by) == (1, 1, "because", MARYAM)
    assert in_force.current == {"door": "Push"}
    assert made.content == {"words": "Push"}


async def test_other_replicas_follow() -> None:
    versions = FakeVersions()
    elsewhere = signs(versions)
    following = asyncio.create_task(elsewhere.run())
    await a_replica(versions).put("door", {"words": "Push"}, by())
    for _ in range(1000):
        if elsewhere.current:
            break
        await asyncio.sleep(0.01)
    following.cancel()
    assert elsewhere.current == {"door": "Push"}


async def test_a_change_says_which_version_it_is_of() -> None:
    changing = a_replica(FakeVersions())
    await changing.put("door", {"words": "Push"}, by())
    with pytest.raises(VersionRequiredError):
        await changing.put("door", {"words": "Pull"}, by())
    with pytest.raises(OldVersionError):
        await changing.put("door", {"words": "Pull"}, by(seen=2))
    with pytest.raises(OldVersionError):
        await changing.put("gate", {"words": "Pull"}, by(seen=1))
    assert (await changing.put("door", {"words": "Pull"}, by(seen=1))).number == 2


async def test_of_two_administrators_at_once_exactly_one_is_heard_and_the_other_told() -> None:
    versions = FakeVersions()
    first, second = a_replica(versions), a_replica(versions)
    await first.put("door", {"words": "Push"}, by())
    asked = [first.put("door", {"words": "A"}, by(seen=1)), second.put("door", {"words": "B"}, by(SALIM, seen=1))]
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["OldVersionError", "Version"]
    assert len(versions.kept) == 2


async def test_two_who_change_different_pieces_at_once_are_both_heard() -> None:
    versions = FakeVersions()
    made = await asyncio.gather(*(a_replica(versions).put(name, {"words": name}, by()) for name in ("door", "gate")))
    assert sorted(one.place for one in made) == [1, 2]


async def test_the_same_request_again_is_done_once() -> None:
    versions = FakeVersions()
    changing = a_replica(versions)
    change = by(key="k", fingerprint="f")
    done = await asyncio.gather(*(changing.put("door", {"words": "Push"}, change) for _ in range(3)))
    assert len({one.number for one in done}) == len(versions.kept) == 1
    with pytest.raises(KeyReusedError):
        await changing.put("door", {"words": "Pull"}, by(key="k", fingerprint="g"))


async def test_what_changes_nothing_makes_no_version() -> None:
    versions = FakeVersions()
    changing = a_replica(versions)
    await changing.put("door", {"words": "Push"}, by())
    assert (await changing.put("door", {"words": "Push", "lit": False}, by(seen=1))).number == 1
    assert len(versions.kept) == 1


async def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidContentError) as caught:
        await a_replica(FakeVersions()).put("door", {"words": "", "lit": "yes", "colour": "red"}, by())
    told = {fault.field: fault.sentence("en") for fault in caught.value.faults}
    assert told.keys() == {"words", "lit", "colour"}
    assert "not known" in told["colour"]


async def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidContentError):
        await a_replica(FakeVersions()).put("door", {"words": "x" * 300_000}, by())


async def test_an_older_version_is_put_in_force_as_a_new_one() -> None:
    changing = a_replica(FakeVersions())
    await changing.put("door", {"words": "Push"}, by())
    await changing.put("door", {"words": "Pull"}, by(seen=1))
    back = await changing.restore("door", 1, by(SALIM, seen=2))
    assert (back.number, back.content, back.restores, back.by) == (3, {"words": "Push"}, 1, SALIM)
    with pytest.raises(NotFoundError):
        await changing.restore("door", 9, by(seen=3))


async def test_a_version_that_cannot_be_read_leaves_the_one_before_in_force() -> None:
    versions = FakeVersions()
    in_force = signs(versions)
    await versions.add(a_version(content={"words": "Push"}))
    await versions.add(a_version(content={"words": 7}, number=2, place=2))
    await versions.add(a_version(content={"words": "Gate"}, name="gate", place=3))
    await in_force.refresh()
    assert in_force.current == {"door": "Push", "gate": "Gate"}
    latest = in_force.history.latest("door")
    assert latest is not None
    assert latest.number == 2


async def test_files_are_taken_once_by_replicas_that_start_together() -> None:
    versions = FakeVersions()
    contents = {"door": {"words": "Push"}, "gate": {"words": "Gate"}}
    replicas = [signs(versions) for _ in range(3)]
    clock = SystemClock()
    await asyncio.gather(*(seed(contents, versions=versions, in_force=one, clock=clock) for one in replicas))
    assert [(one.name, one.number, one.by) for one in versions.kept] == [("door", 1, FILES), ("gate", 1, FILES)]
    assert all(one.current == {"door": "Push", "gate": "Gate"} for one in replicas)


async def test_a_file_that_changed_is_taken_unless_people_changed_its_piece() -> None:
    versions = FakeVersions()
    in_force, clock = signs(versions), SystemClock()

    async def start_with(words: str) -> dict[str, str]:
        await seed({"door": {"words": words}}, versions=versions, in_force=in_force, clock=clock)
        return in_force.current

    assert await start_with("Push") == {"door": "Push"}
    assert await start_with("Pull") == {"door": "Pull"}
    assert await start_with("Push") == {"door": "Pull"}, "a replica with the older files takes nothing back"
    await a_replica(versions).put("door", {"words": "Slide"}, by(seen=2))
    assert await start_with("Turn") == {"door": "Slide"}


@given(st.lists(st.tuples(st.sampled_from(["door", "gate"]), st.sampled_from("abc"), st.booleans()), max_size=12))
def test_numbers_are_without_a_gap_and_the_highest_is_in_force(wishes: list[tuple[str, str, bool]]) -> None:
    async def run() -> None:
        versions = FakeVersions()
        in_force = signs(versions)
        changing = Changing(versions=versions, in_force=in_force, clock=SystemClock(), check=check)
        expected: dict[str, str] = {}
        for name, words, fresh in wishes:
            there = in_force.history.latest(name)
            seen = (there.number if there else None) if fresh else 99
            try:
                await changing.put(name, {"words": words}, by(seen=seen))
                expected[name] = words
            except OldVersionError:
                assert not fresh
        assert in_force.current == expected
        assert [one.place for one in versions.kept] == list(range(1, len(versions.kept) + 1))
        for name in expected:
            numbers = [one.number for one in in_force.history.of(name)]
            assert numbers == list(range(1, len(numbers) + 1))

    asyncio.run(run())
