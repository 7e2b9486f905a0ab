"""A matter that somebody works on again while its documents go, and a process that dies over it: all of it goes, or nothing."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from uuid import UUID

import pytest

from services.storage.retention.model import Confirmed
from tests.unit.storage.retention.fakes import FakeDisposedDocuments, FakeKeptMatters, matter, number
from tests.unit.storage.retention.house import ADMINISTRATOR, DiedError, House, Life

CALLS = 40
"""More than a whole disposal makes."""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("calls", range(1, CALLS))
async def test_what_a_disposal_says_is_true_of_every_document(house: House, calls: int, *, after: bool) -> None:
    one = matter(1)
    documents = await house.closed(one, b"a", b"b")
    await house.confirming.confirm(ADMINISTRATOR, [number(1)], house.change())
    with suppress(DiedError):
        await house.finishing_with(Life(left=calls, after=after)).finish()
    await house.matters.opened(one.submission_id, 9)
    await house.finishing.finish()
    await house.finishing.look_after()
    (became,) = (await house.confirming.latest(None, 1))[0].matters
    there = [await house.is_there(each) for each in documents]
    assert there == ([False, False] if became.outcome == "deleted" else [True, True])


async def test_what_another_process_deleted_stays_deleted_when_it_is_opened_after_that(house: House) -> None:
    (document,) = await house.closed(matter(1), b"a")
    await house.confirming.confirm(ADMINISTRATOR, [number(1)], house.change())

    class Slow(FakeKeptMatters):
        """Between two calls of a process that uses it, another one does it all, and the matter is opened."""

        async def claim(self, one: Confirmed, disposal_id: str) -> bool:
            if not house.asides.kept:
                await house.finishing.finish()
                await house.matters.opened(document.submission_id, 9)
            return await super().claim(one, disposal_id)

    slow = Slow()
    slow.kept = house.matters.kept
    house.matters = slow
    await house.finishing_with(Life()).finish()
    assert (await house.confirming.latest(None, 1))[0].matters[0].outcome == "deleted"
    assert not await house.is_there(document)


async def test_what_is_opened_while_others_of_the_list_go_is_left_as_it_is(house: House) -> None:
    kept = [(await house.closed(matter(sequence), bytes([sequence])))[0] for sequence in (1, 2)]
    await house.confirming.confirm(ADMINISTRATOR, [number(1), number(2)], house.change())

    class AtWorkBeside(FakeDisposedDocuments):
        async def dispose(self, document_ids: Collection[UUID], disposal_id: str, at: datetime) -> None:
            await super().dispose(document_ids, disposal_id, at)
            await house.matters.opened(kept[1].submission_id, 9)

    house.disposed = AtWorkBeside(house.documents)
    await house.finishing_with(Life()).finish()
    made = (await house.confirming.latest(None, 1))[0]
    assert [one.outcome for one in made.matters] == ["deleted", "changed"]
    assert [await house.is_there(each) for each in kept] == [False, True]
