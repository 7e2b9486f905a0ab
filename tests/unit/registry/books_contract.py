"""What every `Books` must do, whatever it is made of."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.registry.duplicates import keys_of
from services.registry.errors import VersionConflictError
from services.registry.lifecycle import opened
from services.registry.model import Answered, Duplicate, Joined, Matter, Note, Numbers, Write
from services.registry.ports import Books
from shared.tracking import token_hash
from shared.transaction_number import transaction_number
from tests.unit.registry.examples import (
    NOW,
    TYPES,
    cancelled,
    incomplete_matter,
    read,
    registered_write,
    sender,
    undecided_matter,
)

NEVER = "the store is never asked to write this"


def written(*matters: Matter) -> Callable[[Numbers], Sequence[Write]]:
    return lambda _numbers: [Write(matter=matter, before=None) for matter in matters]


def numbered(count: int) -> Callable[[Numbers], Sequence[Write]]:
    return lambda numbers: [registered_write(numbers, numbers.first + place) for place in range(count)]


async def register(books: Books, count: int, now: datetime = NOW) -> None:
    await books.commit(book="incoming", numbers=count, now=now, writes=numbered(count))


async def keep(books: Books, *matters: Matter) -> None:
    await books.commit(book="incoming", numbers=0, now=NOW, writes=written(*matters))


async def change(books: Books, before: Matter, after: Matter) -> None:
    await books.commit(
        book="incoming", numbers=0, now=NOW, writes=lambda _numbers: [Write(matter=after, before=before)]
    )


async def sequences(books: Books, year: int = 2026) -> list[int]:
    return [entry.sequence for entry in await books.entries("incoming", year, after=0, limit=1000)]


class BooksContract:
    """Run by a subclass named `Test…` with a fixture `books`, empty, in the time zone of Muscat."""

    async def test_a_matter_reads_back_as_it_was_written(self, books: Books) -> None:
        matter = incomplete_matter()
        await keep(books, matter)
        assert await books.load([matter.submission_id, UUID(int=1)]) == {matter.submission_id: matter}

    async def test_what_clerks_leave_in_a_matter_reads_back(self, books: Books) -> None:
        plain = undecided_matter()
        full = replace(
            undecided_matter(),
            state="joined",
            notes=(Note(at=NOW, who="clerk-1", text="كلمته"),),
            answered=(Answered(person_id="clerk-1", key="$k.", fingerprint="f"),),
            joined=Joined(submission_id=plain.submission_id, number="IN-2026-000001-7"),
        )
        await keep(books, plain, full)
        assert await books.load([plain.submission_id, full.submission_id]) == {
            plain.submission_id: plain,
            full.submission_id: full,
        }

    async def test_fields_of_any_name_read_back_and_are_replaced(self, books: Books) -> None:
        odd = {"$ref": "matters", "$id": "1", "a.b": "", "رقم": "١", "": "x"}
        matter = replace(incomplete_matter(), fields=odd)
        await keep(books, matter)
        assert await books.load([matter.submission_id]) == {matter.submission_id: matter}
        later = replace(matter, version=matter.version + 1, fields={**odd, "a.b": "$set"}, wrong_fields=("a.b",))
        await books.commit(
            book="incoming", numbers=0, now=NOW, writes=lambda _numbers: [Write(matter=later, before=matter)]
        )
        assert await books.load([matter.submission_id]) == {matter.submission_id: later}

    async def test_a_matter_is_found_by_its_number_and_by_its_token(self, books: Books) -> None:
        await register(books, 2)
        number = transaction_number("incoming", 2026, 2)
        found = await books.by_number(number)
        assert found is not None
        assert found.number == number
        assert await books.by_token_hash(token_hash(found.requester.token)) == found

    async def test_what_there_is_not_is_not_found(self, books: Books) -> None:
        await keep(books, undecided_matter())
        assert await books.by_number(transaction_number("incoming", 2026, 1)) is None
        assert await books.by_token_hash(token_hash("0" * 32)) is None
        assert await books.load([]) == {}
        assert await books.entries("incoming", 2026, after=0, limit=10) == []

    async def test_numbers_go_on_where_they_stopped(self, books: Books) -> None:
        await register(books, 3)
        await keep(books, undecided_matter())
        await register(books, 2)
        assert await sequences(books) == [1, 2, 3, 4, 5]

    async def test_a_new_year_begins_with_one_by_the_clock_of_muscat(self, books: Books) -> None:
        await register(books, 2, datetime(2026, 12, 31, 19, 59, tzinfo=UTC))
        await register(books, 2, datetime(2026, 12, 31, 20, 0, tzinfo=UTC))
        assert await sequences(books, 2026) == [1, 2]
        assert await sequences(books, 2027) == [1, 2]

    async def test_a_clock_that_was_set_back_does_not_make_a_later_number_earlier(self, books: Books) -> None:
        await register(books, 1)
        await register(books, 1, NOW - timedelta(hours=1))
        first, second = await books.entries("incoming", 2026, after=0, limit=10)
        assert second.registered_at == first.registered_at == NOW

    async def test_writes_that_fail_take_no_number(self, books: Books) -> None:
        await register(books, 1)

        def fail(_numbers: Numbers) -> Sequence[Write]:
            raise RuntimeError(NEVER)

        with pytest.raises(RuntimeError, match=NEVER):
            await books.commit(book="incoming", numbers=5, now=NOW, writes=fail)
        await register(books, 1)
        assert await sequences(books) == [1, 2]

    async def test_a_matter_that_changed_meanwhile_makes_all_of_it_a_conflict(self, books: Books) -> None:
        old, other = undecided_matter(), undecided_matter()
        await keep(books, old, other)
        await books.commit(
            book="incoming",
            numbers=0,
            now=NOW,
            writes=lambda _numbers: [Write(matter=replace(old, version=2, subject="newer"), before=old)],
        )

        def stale(numbers: Numbers) -> Sequence[Write]:
            return [
                registered_write(numbers, numbers.first, other),
                Write(matter=replace(old, version=2, subject="stale"), before=old),
            ]

        with pytest.raises(VersionConflictError):
            await books.commit(book="incoming", numbers=1, now=NOW, writes=stale)
        there = await books.load([old.submission_id, other.submission_id])
        assert there[old.submission_id].subject == "newer"
        assert there[other.submission_id] == other
        assert await sequences(books) == []
        await register(books, 1)
        assert await sequences(books) == [1]

    async def test_a_matter_that_somebody_else_opened_meanwhile_is_a_conflict(self, books: Books) -> None:
        matter = undecided_matter()
        await keep(books, matter)
        with pytest.raises(VersionConflictError):
            await keep(books, matter)

    async def test_a_submission_never_gets_a_second_number(self, books: Books) -> None:
        await register(books, 1)
        line = (await books.entries("incoming", 2026, after=0, limit=1))[0]
        matter = (await books.load([line.submission_id]))[line.submission_id]
        with pytest.raises(VersionConflictError):
            await books.commit(
                book="incoming",
                numbers=1,
                now=NOW,
                writes=lambda numbers: [registered_write(numbers, numbers.first, matter)],
            )
        assert await sequences(books) == [1]
        assert (await books.load([line.submission_id]))[line.submission_id] == matter

    async def test_a_line_that_is_cancelled_keeps_its_number_and_says_why(self, books: Books) -> None:
        await register(books, 2)
        first, second = await books.entries("incoming", 2026, after=0, limit=10)
        matter = (await books.load([first.submission_id]))[first.submission_id]
        void = cancelled(first, "sent twice")
        await books.commit(
            book="incoming",
            numbers=0,
            now=NOW,
            writes=lambda _numbers: [
                Write(
                    matter=replace(matter, version=matter.version + 1, voided_because="sent twice"),
                    before=matter,
                    void=void,
                )
            ],
        )
        assert await books.entries("incoming", 2026, after=0, limit=10) == [void, second]

    async def test_pages_of_a_book_have_no_gaps(self, books: Books) -> None:
        await register(books, 5)
        pages = [await books.entries("incoming", 2026, after=after, limit=2) for after in (0, 2, 4)]
        assert [[line.sequence for line in page] for page in pages] == [[1, 2], [3, 4], [5]]
        assert await books.entries("outgoing", 2026, after=0, limit=2) == []

    async def test_the_desk_shows_urgent_matters_first_and_then_the_oldest(self, books: Books) -> None:
        late, early = undecided_matter(received_at=NOW), undecided_matter(received_at=NOW - timedelta(hours=1))
        urgent = undecided_matter(received_at=NOW + timedelta(hours=1), urgent_because="urgent-words")
        await keep(books, late, urgent, early, incomplete_matter())
        assert await books.waiting(["undecided"], after=None, limit=10) == [urgent, early, late]

    async def test_what_was_handed_in_before_is_found_by_its_keys_the_latest_first(self, books: Books) -> None:
        submissions = [
            read("scan.pdf", subject="طلب", received_at=NOW + timedelta(hours=hour), readable=False)
            for hour in range(4)
        ]
        other = read("scan.pdf", subject="other", requester=sender(address="other@example.om"))
        await keep(books, *(opened(TYPES, each, each.received_at).matter for each in (*submissions, other)))
        (key,) = set(keys_of(sender(), "طلب", ()))
        found = await books.twins([key, "s-of-nobody"], since=NOW + timedelta(hours=1), limit=2)
        assert [one.submission_id for one in found] == [each.submission_id for each in submissions[:1:-1]]
        assert all(key in one.keys and one.number is None for one in found)
        whole = await books.twins([key], since=NOW + timedelta(hours=1), limit=10)
        assert [one.submission_id for one in whole] == [each.submission_id for each in submissions[:0:-1]]
        shared = keys_of(sender(), "", submissions[0].documents)
        assert len(await books.twins(shared, since=NOW, limit=10)) == 5

    async def test_the_desk_shows_what_may_have_been_handed_in_before(self, books: Books) -> None:
        before = undecided_matter()
        doubled = replace(
            undecided_matter(),
            duplicates=(Duplicate(submission_id=before.submission_id, number=None, why="document"),),
        )
        unclear = replace(doubled, submission_id=uuid4(), because="unclear", requester=sender())
        await keep(books, before, doubled, unclear)
        assert await books.load([doubled.submission_id]) == {doubled.submission_id: doubled}
        assert {
            one.submission_id for one in await books.waiting(["undecided"], duplicates=True, after=None, limit=9)
        } == {doubled.submission_id, unclear.submission_id}
        assert await books.waiting(["undecided"], because="unclear", duplicates=True, after=None, limit=9) == [unclear]
        assert await books.count_waiting(["undecided", "incomplete"], duplicates=True, most=9) == 2

    async def test_a_matter_becomes_confidential_and_ordinary_again(self, books: Books) -> None:
        matter = undecided_matter()
        hidden = replace(matter, version=2, confidential_because="clerk")
        shown = replace(hidden, version=3, confidential_because="")
        await keep(books, matter)
        seen = []
        for before, after in ((matter, hidden), (hidden, shown)):
            await change(books, before, after)
            assert await books.load([matter.submission_id]) == {matter.submission_id: after}
            seen.append(await books.confidential_of([matter.submission_id, uuid4()]))
        assert seen == [frozenset({matter.submission_id}), frozenset()]

    async def test_what_is_confidential_waits_only_for_those_who_may_see_it(self, books: Books) -> None:
        shown, hidden = undecided_matter(), replace(undecided_matter(), confidential_because="type")
        last = undecided_matter(received_at=NOW + timedelta(hours=1))
        await keep(books, shown, hidden, last)
        for confidential, there in ((True, 3), (False, 2)):
            found = await books.waiting(["undecided"], confidential=confidential, after=None, limit=9)
            assert (len(found), hidden in found) == (there, confidential)
            assert await books.count_waiting(["undecided"], confidential=confidential, most=9) == there
            assert await books.count_waiting(
                ["undecided"], because="unreadable", confidential=confidential, most=9
            ) == (there)
            assert await books.count_waiting(["undecided"], confidential=confidential, most=2) == 2

    async def test_nothing_is_a_duplicate_of_what_may_not_be_seen(self, books: Books) -> None:
        shown, hidden = incomplete_matter(), replace(incomplete_matter(), confidential_because="type")
        like = [Duplicate(submission_id=one.submission_id, number=None, why="document") for one in (shown, hidden)]
        both = replace(undecided_matter(), duplicates=tuple(like))
        only_hidden = replace(undecided_matter(received_at=NOW + timedelta(hours=1)), duplicates=(like[1],))
        await keep(books, shown, hidden, both, only_hidden)
        for confidential, there in ((True, [both, only_hidden]), (False, [both])):
            found = await books.waiting(["undecided"], duplicates=True, confidential=confidential, after=None, limit=9)
            assert found == there
            counted = await books.count_waiting(["undecided"], duplicates=True, confidential=confidential, most=9)
            assert counted == len(there)

    async def test_the_desk_shows_what_waits_for_one_reason_and_counts_it(self, books: Books) -> None:
        late, early = undecided_matter(received_at=NOW), undecided_matter(received_at=NOW - timedelta(hours=1))
        urgent = undecided_matter(received_at=NOW + timedelta(hours=1), urgent_because="urgent-words")
        other = replace(undecided_matter(), because="unclear")
        await keep(books, late, urgent, other, early, incomplete_matter())
        await register(books, 2)
        unreadable = await books.waiting(["undecided"], because="unreadable", after=None, limit=10)
        assert unreadable == [urgent, early, late]
        behind = (early.urgent, early.received_at, early.submission_id)
        assert await books.waiting(["undecided"], because="unreadable", after=behind, limit=10) == [late]
        assert [
            await books.count_waiting(["undecided"], most=100),
            await books.count_waiting(["undecided"], because="unreadable", most=100),
            await books.count_waiting(["undecided"], because="completed", most=100),
            await books.count_waiting(["incomplete"], most=100),
            await books.count_waiting(["undecided"], most=2),
        ] == [4, 3, 0, 1, 2]

    async def test_pages_of_the_desk_show_every_matter_once(self, books: Books) -> None:
        # Several of the same moment, in both lanes: a place is more than a time.
        matters = [
            undecided_matter(received_at=NOW + timedelta(seconds=place // 3), urgent_because="x" * (place % 2))
            for place in range(12)
        ]
        await keep(books, *matters)
        await register(books, 2)
        whole = await books.waiting(["undecided"], after=None, limit=100)
        assert {one.submission_id for one in whole} == {one.submission_id for one in matters}
        seen: list[Matter] = []
        while page := await books.waiting(
            ["undecided"],
            after=(seen[-1].urgent, seen[-1].received_at, seen[-1].submission_id) if seen else None,
            limit=5,
        ):
            seen += page
        assert seen == whole
