"""What everybody who looks for what offices handed in must do, whatever the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from services.registry.lifecycle import opened
from services.registry.looking_for import wanted
from services.registry.model import Matter, Numbers, Write
from services.registry.ports import Books, HandedInMatters
from shared.contracts.base import HandedIn, Requester
from shared.transaction_number import transaction_number
from tests.unit.registry.books_contract import keep
from tests.unit.registry.examples import NOW, TYPES, read, registered_write, undecided_matter


class HandedInContract:
    """Needs fixtures `books` and `handed_in`, which looks at the same store."""

    async def test_each_office_finds_its_own_latest_first(self, books: Books, handed_in: HandedInMatters) -> None:
        ours = [counter_matter("sanad", minutes=minutes) for minutes in range(4)]
        await keep(books, *ours, counter_matter("elsewhere"), undecided_matter())
        assert await everything(handed_in, ["sanad"]) == [one.submission_id for one in reversed(ours)]
        assert await everything(handed_in, ["sanad", "elsewhere"], limit=2) != []
        assert await everything(handed_in, []) == []
        assert await everything(handed_in, ["nobodys"]) == []

    async def test_what_is_looked_for_is_found_by_what_it_begins_with(
        self, books: Books, handed_in: HandedInMatters
    ) -> None:
        salim, maryam = counter_matter("sanad", "سالم بن علي", "+96892123456"), counter_matter("sanad", "مريم")
        await keep(books, salim, maryam, counter_matter("elsewhere", "سالم بن علي", "+96892123456"))
        for typed in ("سالم", "على سال", "92123456", "+968 9212 3456", "٩٢١٢٣", "0096892123456"):
            assert await everything(handed_in, ["sanad"], typed=typed) == [salim.submission_id], typed
        for typed in ("سالم مريم", "الم", "99999999", "$where"):
            assert await everything(handed_in, ["sanad"], typed=typed) == [], typed

    async def test_a_number_is_found_in_the_own_office_alone(self, books: Books, handed_in: HandedInMatters) -> None:
        matter = counter_matter("sanad")

        def numbered_one(numbers: Numbers) -> Sequence[Write]:
            write = registered_write(numbers, numbers.first)
            return [replace(write, matter=replace(write.matter, requester=matter.requester))]

        await books.commit(book="incoming", numbers=1, now=NOW, writes=numbered_one)
        number = transaction_number("incoming", 2026, 1)
        assert len(await everything(handed_in, ["sanad"], typed=number)) == 1
        assert await everything(handed_in, ["elsewhere"], typed=number) == []

    async def test_an_agent_finds_what_he_handed_in_himself(self, books: Books, handed_in: HandedInMatters) -> None:
        mine, other = counter_matter("sanad"), counter_matter("sanad", by="p-2")
        await keep(books, mine, other)
        assert await everything(handed_in, ["sanad"], by="p-1") == [mine.submission_id]


def counter_matter(office: str, name: str = "سالم", phone: str = "", *, by: str = "p-1", minutes: float = 0) -> Matter:
    requester = Requester(
        name=name, phone=phone, token=uuid4().hex, handed_in=HandedIn(unit_id=office, person_id=by, name="يوسف")
    )
    return opened(
        TYPES, read(readable=False, requester=requester, received_at=NOW + timedelta(minutes=minutes)), NOW
    ).matter


async def everything(
    handed_in: HandedInMatters, offices: Sequence[str], *, typed: str = "", by: str | None = None, limit: int = 3
) -> list[UUID]:
    """Page by page."""
    found: list[Matter] = []
    after = None
    while page := await handed_in.handed_in(offices, by=by, wanted=wanted(typed), after=after, limit=limit):
        found += page
        after = (page[-1].received_at, page[-1].submission_id)
    return [one.submission_id for one in found]
