"""Whatever is confirmed, and wherever somebody dies: what is held, or named by a matter that stays, is never deleted."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.storage.model import StoredDocument
from services.storage.retention.errors import NotDueError
from services.storage.retention.model import KeptMatter
from tests.unit.storage.retention.fakes import LONG_AGO, NOW, matter
from tests.unit.storage.retention.house import ADMINISTRATOR, GRACE, DiedError, House, Life

CONTENTS = [bytes([letter]) * 9 for letter in b"abcd"]


@dataclass(frozen=True)
class Plan:
    """A matter: whether its term is over, whether it is held, and by their places what bytes it has."""

    over: bool
    held: bool
    contents: tuple[int, ...]


plans = st.builds(
    Plan,
    over=st.booleans(),
    held=st.booleans(),
    contents=st.lists(st.integers(0, len(CONTENTS) - 1), max_size=3).map(tuple),
)
letters = st.lists(st.tuples(st.none() | st.integers(0, 3), st.integers(0, 3)), max_size=4)
"""Which matter a letter belongs to, or none, and of which it encloses the documents."""
deaths = st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=6)


async def _confirmed_piece_by_piece(house: House, matters: Sequence[KeptMatter]) -> set[str]:
    """Everything is tried; what is not due is refused, and taken off the list."""
    accepted: set[str] = set()
    for one in matters:
        try:
            await house.confirming.confirm(ADMINISTRATOR, [one.number], house.change())
            accepted.add(one.number)
        except NotDueError:
            continue
    return accepted


async def _finished(house: House, lives: Sequence[tuple[int, bool]]) -> None:
    for calls, after in lives:
        finishing = house.finishing_with(Life(left=calls, after=after))
        try:
            await finishing.finish()
            await finishing.look_after()
        except DiedError:
            continue
    await house.finishing.finish()
    await house.finishing.look_after()


async def _lived(
    plan: Sequence[Plan], carried: Sequence[tuple[int | None, int]], lives: Sequence[tuple[int, bool]]
) -> None:
    house = await House().opened()
    matters: list[KeptMatter] = []
    documents: list[list[StoredDocument]] = []
    for place, each in enumerate(plan):
        closed = LONG_AGO if each.over else NOW - timedelta(days=9)
        one = matter(place + 1, closed_at=closed, received_at=closed)
        matters.append(one)
        documents.append(await house.closed(one, *(CONTENTS[content] for content in each.contents)))
        if each.held:
            await house.hold(one.number)
    enclosing: list[tuple[int | None, StoredDocument, list[StoredDocument]]] = []
    for at, (home, of) in enumerate(carried):
        if (home or 0) < len(plan) and of < len(plan):
            page = await house.letter(
                None if home is None else matters[home].submission_id, f"letter {at}".encode(), *documents[of]
            )
            enclosing.append((home, page, documents[of]))
    accepted = await _confirmed_piece_by_piece(house, matters)
    assert accepted == {one.number for one, each in zip(matters, plan, strict=True) if each.over and not each.held}
    await _finished(house, lives)
    for at, each in enumerate(plan):
        stays = not each.over or each.held
        for document in documents[at]:
            gone = not await house.is_there(document)
            assert not (stays and gone), "a matter that is not due, or is held, lost a document"
    for home, page, enclosed in enclosing:
        if home is None or not plan[home].over or plan[home].held:
            assert await house.is_there(page)
            assert [each for each in enclosed if not await house.is_there(each)] == [], "a letter lost what it encloses"
    assert not await house.disposals.waiting()
    # What went is out of reach now, and later gone for good; what others need is there still.
    needed = {one.sha256 for *_, one in house.documents.kept.values() if one.disposed_at is None}
    assert set(house.blobs.kept) == needed
    house.clock.passes(days=GRACE.days + 1)
    await house.finishing.look_after()
    assert (set(house.blobs.kept), house.aside.aside, house.asides.kept) == (needed, {}, {})


@settings(max_examples=150, deadline=None)
@given(plan=st.lists(plans, min_size=1, max_size=4), carried=letters, lives=deaths)
def test_what_is_held_or_named_by_a_matter_that_stays_is_never_deleted(
    plan: list[Plan], carried: list[tuple[int | None, int]], lives: list[tuple[int, bool]]
) -> None:
    asyncio.run(_lived(plan, carried, lives))
