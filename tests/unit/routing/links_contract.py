"""What every adapter of the port `Links` must do: run against the fake here, and against MongoDB in integration."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from services.routing.model import By
from services.routing.model.link import Link, link, pair, unlink
from services.routing.model.route import Answered
from services.routing.ports import Links
from shared.transaction_number import transaction_number
from tests.unit.routing.examples import NOW

BY = By(person_id="p-0003", name="أحمد", on_behalf_of="p-0004")
ONE, TWO, THREE = (str(transaction_number("incoming", 2026, sequence)) for sequence in (1, 2, 3))


def linked(number: str = ONE, other: str = TWO, minutes: int = 0, note: str = "تكملة") -> Link:
    """Two transactions that somebody linked."""
    return link(None, pair(number, other), BY, NOW + timedelta(minutes=minutes), note)


class LinksContract:
    """Needs a fixture `links`."""

    async def test_a_link_is_found_as_it_was_written_from_either_side(self, links: Links) -> None:
        answered = Answered(person_id="p-0003", key="k", fingerprint="f", version=1, branch_ids=())
        made = replace(linked(), answered=(answered,))
        assert await links.put(made)
        assert await links.get(pair(TWO, ONE)) == made
        assert list(await links.of(ONE)) == list(await links.of(TWO)) == [made]
        assert await links.get(pair(ONE, THREE)) is None
        assert list(await links.of(THREE)) == []

    async def test_links_are_in_the_order_in_which_they_were_first_made(self, links: Links) -> None:
        later, earlier = linked(ONE, TWO, minutes=5), linked(THREE, ONE, minutes=1)
        for each in (later, earlier):
            assert await links.put(each)
        parted = unlink(earlier, BY, NOW + timedelta(hours=1), "خطأ")
        assert await links.put(parted)
        assert list(await links.of(ONE)) == [parted, later]

    async def test_of_several_who_change_the_same_one_does(self, links: Links) -> None:
        firsts = [linked(note=str(each)) for each in range(6)]
        assert sum(await asyncio.gather(*(links.put(each) for each in firsts))) == 1
        there = await links.get(pair(ONE, TWO))
        assert there is not None
        seconds = [unlink(there, BY, NOW + timedelta(hours=1), str(each)) for each in range(6)]
        assert sum(await asyncio.gather(*(links.put(each) for each in seconds))) == 1
        assert await links.get(pair(ONE, TWO)) in seconds

    async def test_what_is_not_there_is_not_changed(self, links: Links) -> None:
        assert not await links.put(unlink(linked(), BY, NOW, "خطأ"))
        assert await links.get(pair(ONE, TWO)) is None
