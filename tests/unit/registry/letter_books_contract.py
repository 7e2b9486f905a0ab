"""What every `LetterBooks` must do, whatever it is made of."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from services.registry import entering
from services.registry.errors import VersionConflictError
from services.registry.model import Answered, LetterBook, LetterEntry, NewLine, Numbers
from services.registry.ports import LetterBooks
from shared.contracts import LetterApprovedV1
from tests.unit.registry.examples import NOW, approved


def lines_for(*letters: LetterApprovedV1) -> Callable[[Numbers], Sequence[NewLine]]:
    return lambda numbers: [
        entering.lettered(letter, letter.book, numbers, numbers.first + place, "")
        for place, letter in enumerate(letters)
    ]


async def number(books: LetterBooks, *letters: LetterApprovedV1, now: datetime = NOW) -> None:
    await books.commit(book=letters[0].book, numbers=len(letters), now=now, lines=lines_for(*letters))


async def all_of(books: LetterBooks, book: LetterBook = "outgoing", year: int = 2026) -> Sequence[LetterEntry]:
    return await books.entries(book, year, after=0, limit=1000)


class LetterBooksContract:
    """Run by a subclass named `Test…` with a fixture `letter_books`, empty, in the time zone of Muscat."""

    async def test_a_line_reads_back_as_it_was_written(self, letter_books: LetterBooks) -> None:
        letter = approved(answers="IN-2026-000001-7", submission_id=uuid4(), confidential=True, recipient="وزارة")
        await number(letter_books, letter)
        line = (await letter_books.of_letters([letter.letter_id, uuid4()]))[letter.letter_id]
        assert (line.letter_id, line.unit_id, line.recipient) == (letter.letter_id, letter.unit_id, letter.recipient)
        assert (line.submission_id, line.answers) == (letter.submission_id, letter.answers)
        assert (line.confidential, line.approved_at) == (True, letter.approved_at)
        assert await letter_books.get("outgoing", 2026, 1) == line
        assert await all_of(letter_books) == [line]

    async def test_each_book_counts_for_itself_and_a_year_begins_with_one(self, letter_books: LetterBooks) -> None:
        await number(letter_books, approved(), approved(), now=datetime(2026, 12, 31, 19, 59, tzinfo=UTC))
        await number(letter_books, approved(book="internal"))
        await number(letter_books, approved(), now=datetime(2026, 12, 31, 20, 0, tzinfo=UTC))
        assert [line.sequence for line in await all_of(letter_books)] == [1, 2]
        assert [line.sequence for line in await all_of(letter_books, year=2027)] == [1]
        assert [line.number[:12] for line in await all_of(letter_books, "internal")] == ["INT-2026-000"]

    async def test_a_letter_that_has_a_line_takes_no_second_number(self, letter_books: LetterBooks) -> None:
        letter = approved()
        await number(letter_books, letter)
        with pytest.raises(VersionConflictError):
            await number(letter_books, approved(), letter)
        await number(letter_books, approved())
        assert [line.sequence for line in await all_of(letter_books)] == [1, 2]

    async def test_pages_of_a_book_have_no_gaps(self, letter_books: LetterBooks) -> None:
        await number(letter_books, *(approved() for _ in range(5)))
        pages = [await letter_books.entries("outgoing", 2026, after=after, limit=2) for after in (0, 2, 4)]
        assert [[line.sequence for line in page] for page in pages] == [[1, 2], [3, 4], [5]]
        assert await letter_books.entries("internal", 2026, after=0, limit=2) == []
        assert await letter_books.get("outgoing", 2026, 6) is None

    async def test_a_line_is_changed_only_as_it_was_seen(self, letter_books: LetterBooks) -> None:
        await number(letter_books, approved())
        (line,) = await all_of(letter_books)
        void = replace(
            line,
            version=2,
            voided_at=NOW,
            voided_by="clerk-1",
            voided_because="sent twice",
            answered=(Answered(person_id="clerk-1", key="$k.", fingerprint="f"),),
        )
        await letter_books.change(line, void)
        with pytest.raises(VersionConflictError):
            await letter_books.change(line, replace(line, version=2, voided_because="another"))
        assert await all_of(letter_books) == [void]

    async def test_letters_that_answer_a_transaction_are_found_and_void_ones_answer_nothing(
        self, letter_books: LetterBooks
    ) -> None:
        question, other = "IN-2026-000001-7", "IN-2026-000002-5"
        await number(letter_books, approved(answers=question), approved(answers=other), approved())
        await number(letter_books, approved(answers=question), now=NOW + timedelta(days=1))
        first, second, _, last = await all_of(letter_books)
        found = await letter_books.answering([question, other, "IN-2026-000003-3"])
        assert dict(found) == {question: [first.number, last.number], other: [second.number]}
        await letter_books.change(first, replace(first, version=2, voided_at=NOW, voided_because="wrong"))
        assert dict(await letter_books.answering([question])) == {question: [last.number]}
