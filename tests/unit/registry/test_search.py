"""Search over HTTP, and the words that a matter is found by."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.searching import MOST_WORDS, asked, week_of, words_of
from shared.principal import Principal, Role
from tests.unit.registry.examples import NOW, UNIT
from tests.unit.registry.fake_books import FakeBooks, FakeSearch
from tests.unit.registry.office import Office
from tests.unit.registry.search_contract import SearchContract, about


class TestFakeSearch(SearchContract):
    @pytest.fixture
    def books(self) -> FakeBooks:
        return FakeBooks()

    @pytest.fixture
    def search(self, books: FakeBooks) -> FakeSearch:
        return FakeSearch(books)


@given(st.text(max_size=2000))
def test_whatever_a_subject_holds_its_own_words_find_it(subject: str) -> None:
    words = words_of(about(subject))
    assert len(words) <= MOST_WORDS
    wanted, _ = asked(subject)
    for word in wanted[:1]:
        assert len(word) < 2 or any(has.startswith(word) for has in words)


@given(st.integers(0, 20_000))
def test_a_week_has_seven_days_and_they_go_on(days: int) -> None:
    moment = NOW + timedelta(days=days)
    assert week_of(moment + timedelta(days=7)) == week_of(moment) + 1


async def found(office: Office, query: str, **wanted: str | int) -> list[str | None]:
    answer = await office.client.get("/api/v1/matters", params={"q": query, **wanted})
    assert answer.status_code == 200, answer.text
    return [one["number"] for one in answer.json()["found"]]


async def test_a_number_is_found_as_people_write_it(office: Office) -> None:
    matter = await office.registered()
    office.sign_in("clerk")
    assert matter.number is not None
    assert await found(office, matter.number) == [matter.number]
    assert await found(office, matter.number.lower().replace("-", " - ")) in ([matter.number], [])
    assert await found(office, "IN-2026-000001-0") == []


@pytest.mark.parametrize(("role", "unit", "there"), [
    ("clerk", "", True),
    ("auditor", "", True),
    ("officer", UNIT.unit_id, True),
    ("manager", UNIT.unit_id, True),
    ("officer", "elsewhere", False),
])  # fmt: skip
async def test_everybody_finds_what_he_may_see(office: Office, role: Role, unit: str, *, there: bool) -> None:
    matter = await office.registered()
    office.sign_in(role, units=(unit,))
    assert await found(office, "طلب") == ([matter.number] if there else [])


async def test_a_delegate_finds_what_whom_he_acts_for_does(office: Office) -> None:
    matter = await office.registered()
    away = Principal(person_id="p9", name="", roles=frozenset({"officer"}), units=frozenset({UNIT.unit_id}))
    office.sign_in("agent", acts_for=(away,))
    assert await found(office, "طلب") == [matter.number]


async def test_pages_go_on_where_the_last_one_ended(office: Office) -> None:
    for _ in range(5):
        await office.waiting()
    office.sign_in("clerk")
    seen, after = [], ""
    while True:
        page = (await office.client.get("/api/v1/matters", params={"q": "طلب", "limit": 2, "after": after})).json()
        seen += [one["submission_id"] for one in page["found"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    "wrong", [{}, {"q": ""}, {"q": " – "}, {"q": "x", "after": "y"}, {"q": "x", "until": "9999-12-31"}]
)
async def test_what_says_nothing_is_refused(office: Office, wrong: dict[str, str]) -> None:
    office.sign_in("clerk")
    assert (await office.client.get("/api/v1/matters", params=wrong)).status_code == 422


async def test_days_are_those_of_the_registers_time_zone(office: Office) -> None:
    """21:00 UTC is the next day in Muscat."""
    late = about("تصريح")
    office.books.matters[late.submission_id] = late
    office.sign_in("clerk")
    day = (NOW + timedelta(hours=4)).date().isoformat()
    assert len(await found(office, "تصريح", since=day, until=day)) == 1
