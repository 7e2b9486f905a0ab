"""Bytes that go, and somebody who brings them back in the same moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import permutations
from typing import cast
from urllib.parse import unquote

import pytest

from shared.vault.aside import SettingAside
from shared.vault.wire import Bucket

NAME = "0" * 64
KEEPER, BRINGER = "keeper", "bringer"
ORDERS = sorted(set(permutations([KEEPER] * 2 + [BRINGER] * 2)))


@dataclass
class Answer:
    """What the bucket answers."""

    status: int

    async def read(self) -> bytes:
        return b""


@dataclass
class Objects:
    """A bucket's objects, by their keys."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def done(self, method: str, key: str, headers: dict[str, str]) -> Answer:
        if method == "DELETE":
            self.kept.pop(key, None)
            return Answer(204)
        source = key if method == "HEAD" else unquote(headers["x-amz-copy-source"]).removeprefix("/vault/")
        if source not in self.kept:
            return Answer(404)
        if method == "PUT":
            self.kept[key] = self.kept[source]
        return Answer(200)


@dataclass
class InTurn:
    """Lets requests through in a given order of those who make them; whoever is not in it any more needs not wait."""

    objects: Objects
    order: list[str]
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    def of(self, who: str) -> SettingAside:
        @asynccontextmanager
        async def request(method: str, key: str, headers: dict[str, str]) -> AsyncIterator[Answer]:
            async with self.moved:
                await self.moved.wait_for(lambda: who not in self.order or self.order[0] == who)
                answer = self.objects.done(method, key, headers)
                if who in self.order:
                    self.order.remove(who)
                self.moved.notify_all()
            yield answer

        return SettingAside(cast("Bucket", type("Requests", (), {"request": staticmethod(request)})()), "vault")

    async def leave(self, who: str) -> None:
        """Somebody has no more to ask."""
        async with self.moved:
            self.order[:] = [one for one in self.order if one != who]
            self.moved.notify_all()


@pytest.mark.parametrize("order", ORDERS)
async def test_who_sets_bytes_aside_while_another_brings_them_back_loses_nothing(order: tuple[str, ...]) -> None:
    # One process takes bytes away, another has just heard of a document that has them, and was as slow or as fast.
    objects = Objects({NAME: b"a document"})
    turns = InTurn(objects, list(order))

    async def does(who: str) -> None:
        aside = turns.of(who)
        await (aside.set_aside(NAME) if who == KEEPER else aside.bring_back(NAME))
        await turns.leave(who)

    await asyncio.gather(does(KEEPER), does(BRINGER))
    await turns.of("whoever looks next").bring_back(NAME)
    assert objects.kept.get(NAME) == b"a document"
