"""Versions in memory, examples, and what every store of versions does."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from shared.contracts import Event
from shared.versions import Author, Content, InForce, Read, Version, Versions
from shared.yaml_config import read_content

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MARYAM = Author(person_id="p-0001", name="مريم")


class Sign(BaseModel):
    """A piece of configuration: what stands on a sign."""

    model_config = ConfigDict(extra="forbid", strict=True)

    words: str = Field(min_length=1)
    lit: bool = False


class FakeVersions:
    """Versions in memory."""

    def __init__(self) -> None:
        self.kept: list[Version] = []
        self.told: list[Event] = []

    async def since(self, kind: str, place: int) -> Sequence[Version]:
        await asyncio.sleep(0)
        return [one for one in self.kept if one.kind == kind and one.place > place]

    async def add(self, version: Version, events: Sequence[Event] = ()) -> bool:
        await asyncio.sleep(0)
        taken = {(one.kind, one.place) for one in self.kept} | {(one.kind, one.name, one.number) for one in self.kept}
        if {(version.kind, version.place), (version.kind, version.name, version.number)} & taken:
            return False
        self.kept.append(version)
        self.told += events
        return True


def a_version(**different: Any) -> Version:
    """The first version of a sign."""
    first = Version(
        kind="signs",
        name="door",
        number=1,
        place=1,
        content={"words": "Push", "lines": [1, 2.5, True, None], "in": {"ar": "ادفع"}},
        by=MARYAM,
        at=NOW,
        why="there was none",
    )
    return replace(first, **different)


def read_sign(name: str, content: Content) -> Sign:
    return read_content(dict(content), Sign, name=name).value


def latest(signs: Mapping[str, Sequence[Read[Sign]]]) -> dict[str, str]:
    return {name: found[-1].value.words for name, found in signs.items()}


def signs(versions: Versions, *, poll_seconds: float = 0.01) -> InForce[Sign, dict[str, str]]:
    """The signs in force."""
    return InForce(versions, "signs", read=read_sign, together=latest, poll_seconds=poll_seconds)


class VersionsContract:
    """What every store of versions does."""

    @pytest.fixture
    def versions(self) -> Versions:
        raise NotImplementedError

    async def test_a_version_reads_back_as_it_was_stated(self, versions: Versions) -> None:
        stated = a_version(
            restores=None, key="k", fingerprint="f", by=Author(person_id="a", name="b", on_behalf_of="c")
        )
        assert await versions.add(stated)
        assert list(await versions.since("signs", 0)) == [stated]

    async def test_versions_come_in_the_order_of_their_places_and_only_those_after(self, versions: Versions) -> None:
        for place, name in enumerate(("door", "gate", "door"), start=1):
            assert await versions.add(a_version(name=name, number=1 + place // 3, place=place))
        assert [one.place for one in await versions.since("signs", 1)] == [2, 3]
        assert list(await versions.since("signs", 3)) == []

    async def test_a_number_is_taken_once(self, versions: Versions) -> None:
        assert await versions.add(a_version())
        assert not await versions.add(a_version(place=2, why="another"))
        assert [one.why for one in await versions.since("signs", 0)] == ["there was none"]

    async def test_a_place_is_taken_once(self, versions: Versions) -> None:
        assert await versions.add(a_version())
        assert not await versions.add(a_version(name="gate"))

    async def test_kinds_do_not_know_each_other(self, versions: Versions) -> None:
        assert await versions.add(a_version())
        assert await versions.add(a_version(kind="lamps"))
        assert len(await versions.since("lamps", 0)) == 1

    async def test_of_many_at_once_exactly_one_is_kept(self, versions: Versions) -> None:
        kept = await asyncio.gather(*(versions.add(a_version(why=str(each))) for each in range(8)))
        assert sum(kept) == 1
        assert len(await versions.since("signs", 0)) == 1
