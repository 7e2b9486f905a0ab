"""What every search must do, whatever it is made of."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.registry.model import Matter, Routed
from services.registry.ports import Books, Search
from services.registry.searching import Place, Scope, Wanted, asked
from tests.unit.registry.books_contract import change, keep
from tests.unit.registry.examples import DUE_ON, NOW, UNIT, sender, undecided_matter

ALL = Scope(units=None, confidential=None)
ORDINARY = Scope(units=None, confidential=frozenset())


def routed(*units: str) -> Routed:
    first, *others = units
    unit = UNIT.model_copy(update={"unit_id": first})
    return Routed(version=1, unit=unit, since=NOW, due_on=DUE_ON, certainty="certain", also_with=tuple(others))


def about(subject: str, *, days: int = 0, name: str = "", **changes: Any) -> Matter:
    """A matter with this subject, received so many days ago."""
    matter = undecided_matter(received_at=NOW - timedelta(days=days))
    requester = sender().model_copy(update={"name": name or "سالم"})
    return replace(matter, subject=subject, requester=requester, text="", **changes)


async def find(search: Search, query: str, scope: Scope = ALL, limit: int = 50, **wanted: Any) -> list[Matter]:
    words, number = asked(query)
    looked = Wanted(words=words, number=number, **wanted)
    return list(await search.find(looked, scope, after=None, limit=limit))


class SearchContract:
    """Run by a subclass named `Test…` with fixtures `books`, empty, and `search` over them."""

    @pytest.mark.parametrize(
        "query", ["تصريح عمل", "التصريح", "تصر", "إجازه", "اجازة ١٢", "permit 12", "PERM", "salim@exa"]
    )
    async def test_what_people_would_call_the_same_is_found(self, books: Books, search: Search, query: str) -> None:
        matter = about("تصريحُ العمل، إجازة ١٢ – Permit")
        await keep(books, matter, about("شيء آخر"))
        found = await find(search, query)
        assert matter in found
        assert len(found) == (2 if query.startswith("salim") else 1)

    async def test_every_word_has_to_be_there(self, books: Books, search: Search) -> None:
        both, one = about("تصريح عمل"), about("تصريح بناء")
        await keep(books, both, one)
        assert await find(search, "عمل تصريح") == [both]
        assert await find(search, "تصريح هدم") == []

    async def test_what_is_found_comes_newest_first_page_by_page_over_years(self, books: Books, search: Search) -> None:
        matters = [about("تصريح", days=days) for days in (0, 1, 8, 9, 30, 200, 201, 1500)]
        await keep(books, *matters)
        words, _ = asked("تصريح")
        seen: list[Matter] = []
        while page := await search.find(
            Wanted(words=words),
            ALL,
            after=Place(received_at=seen[-1].received_at, submission_id=seen[-1].submission_id) if seen else None,
            limit=3,
        ):
            seen += page
        assert seen == matters

    async def test_only_what_is_asked_for_is_found(self, books: Books, search: Search) -> None:
        one = about("تصريح", days=3, routed=routed("labour", "legal"), request_type="work-permit")
        other = about("تصريح", days=9, state="rejected", channel="counter")
        await keep(books, one, other)
        for wanted in (
            {"unit": "labour"},
            {"unit": "legal"},
            {"request_type": "work-permit"},
            {"state": "undecided"},
            {"channel": "mail"},
            {"since": NOW - timedelta(days=5)},
        ):
            assert await find(search, "تصريح", **wanted) == [one], wanted
        assert await find(search, "تصريح", before=NOW - timedelta(days=5)) == [other]
        assert await find(search, "تصريح", unit="trade") == []

    async def test_nobody_finds_what_he_may_not_see(self, books: Books, search: Search) -> None:
        labour = about("تصريح", routed=routed("labour"))
        secret = about("تصريح", days=1, routed=routed("labour"), confidential_because="clerk")
        legal = about("تصريح", days=2, routed=routed("legal"), confidential_because="clerk")
        nowhere = about("تصريح", days=3)
        await keep(books, labour, secret, legal, nowhere)
        both, none = frozenset({"labour", "legal"}), frozenset[str]()
        for scope, there in (
            (ALL, [labour, secret, legal, nowhere]),
            (ORDINARY, [labour, nowhere]),
            (Scope(units=None, confidential=frozenset({"legal"})), [labour, legal, nowhere]),
            (Scope(units=both, confidential=none), [labour]),
            (Scope(units=both, confidential=frozenset({"labour"})), [labour, secret]),
            (Scope(units=both, confidential=both), [labour, secret, legal]),
            (Scope(units=none, confidential=none), []),
        ):
            assert await find(search, "تصريح", scope) == there, scope

    async def test_a_unit_that_gets_it_finds_it_and_one_that_had_it_does_not(
        self, books: Books, search: Search
    ) -> None:
        matter = about("تصريح", routed=routed("labour"))
        await keep(books, matter)
        moved = replace(matter, version=2, routed=routed("legal"))
        await change(books, matter, moved)
        for unit, there in (("labour", []), ("legal", [moved])):
            assert await find(search, "تصريح", Scope(units=frozenset({unit}), confidential=None)) == there

    async def test_nothing_that_is_asked_for_is_taken_for_a_pattern(self, books: Books, search: Search) -> None:
        await keep(books, about("تصريح"))
        words = (".*", "^", "$", "(", "[a")
        for word in words:
            assert list(await search.find(Wanted(words=(word,)), ALL, after=None, limit=9)) == []
