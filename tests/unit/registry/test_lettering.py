"""Letters get numbers as matters do: each one, in order, without a gap, whatever is repeated or raced."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry import entering
from services.registry.errors import AlreadyVoidError, KeyReusedError, VersionConflictError
from services.registry.lettering import Letters
from services.registry.model import Numbers
from services.registry.numbering import BookState
from shared.contracts import LetterApprovedV1, LetterNumberedV1
from shared.errors import NotFoundError, OldVersionError, TransientError
from shared.principal import CONFIDENTIAL
from tests.unit.registry.examples import NOW, approved, asking
from tests.unit.registry.fake_books import HandClock
from tests.unit.registry.fake_letter_books import FakeLetterBooks


@pytest.fixture
def books() -> FakeLetterBooks:
    return FakeLetterBooks()


@pytest.fixture
def letters(books: FakeLetterBooks) -> Letters:
    return Letters(books=books, clock=HandClock())


def told(books: FakeLetterBooks) -> list[LetterNumberedV1]:
    return [event for event in books.events if isinstance(event, LetterNumberedV1)]


async def test_an_approved_letter_gets_the_next_number_of_its_book_and_it_is_told(
    books: FakeLetterBooks, letters: Letters
) -> None:
    letter = approved(submission_id=uuid4())
    await letters.approved(letter)
    (event,) = told(books)
    assert (event.letter_id, event.book, event.sequence) == (letter.letter_id, "outgoing", 1)
    assert event.submission_id == letter.submission_id
    assert (await letters.entry("outgoing", 2026, 1)).number == event.number


async def test_what_waits_together_is_numbered_in_one_transaction(books: FakeLetterBooks, letters: Letters) -> None:
    await asyncio.gather(*(letters.approved(approved()) for _ in range(10)))
    assert books.commits == 1
    assert [event.sequence for event in told(books)] == list(range(1, 11))


async def test_a_letter_that_another_replica_numbers_meanwhile_has_one_number(
    books: FakeLetterBooks, letters: Letters
) -> None:
    raced, other = approved(), approved()

    def elsewhere() -> None:
        numbers = Numbers(book="outgoing", year=2026, first=1, registered_at=NOW)
        new = entering.lettered(raced, "outgoing", numbers, 1, "")
        books.lines["outgoing", 2026, 1] = new.entry
        books.events.append(new.event)
        books.states["outgoing"] = BookState(book="outgoing", year=2026, last=1, last_at=NOW)

    books.before_commit.append(elsewhere)
    await asyncio.gather(letters.approved(raced), letters.approved(other))
    assert [event.letter_id for event in told(books)] == [raced.letter_id, other.letter_id]
    assert [event.sequence for event in told(books)] == [1, 2]


async def test_letters_that_are_always_numbered_elsewhere_are_tried_again_later() -> None:
    class Blind(FakeLetterBooks):
        async def commit(self, **_kwargs: object) -> None:
            raise VersionConflictError

    with pytest.raises(TransientError):
        await Letters(books=Blind(), clock=HandClock()).approved(approved())


@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["outgoing", "internal"])), max_size=40), st.data())
async def test_whatever_is_repeated_each_book_is_one_to_n_and_each_letter_stands_once(
    heard: list[tuple[int, str]], data: st.DataObject
) -> None:
    books = FakeLetterBooks()
    replicas = [Letters(books=books, clock=HandClock()) for _ in range(2)]
    ids = {(serial, book): uuid4() for serial in range(8) for book in ("outgoing", "internal")}
    events = [
        approved(letter_id=ids[serial, book], book="outgoing" if book == "outgoing" else "internal")
        for serial, book in heard
    ]

    async def hear(event: LetterApprovedV1) -> None:
        await data.draw(st.sampled_from(replicas)).approved(event)

    await asyncio.gather(*(hear(event) for event in events))
    lines = list(books.lines.values())
    assert {line.letter_id for line in lines} == {event.letter_id for event in events}
    for book in ("outgoing", "internal"):
        sequences = sorted(line.sequence for line in lines if line.book == book)
        assert sequences == list(range(1, len(sequences) + 1))
    assert sorted(event.number for event in told(books)) == sorted(line.number for line in lines)


async def test_a_void_line_keeps_its_number_and_says_why_and_who(letters: Letters) -> None:
    await letters.approved(approved())
    line = await letters.void(
        "outgoing", 2026, 1, asking("clerk-1"), reason="sent to the wrong office", confidential=False
    )
    assert (line.sequence, line.voided_by, line.voided_because) == (1, "clerk-1", "sent to the wrong office")
    with pytest.raises(AlreadyVoidError):
        await letters.void("outgoing", 2026, 1, asking("clerk-2"), reason="again", confidential=False)
    with pytest.raises(NotFoundError):
        await letters.void("outgoing", 2026, 2, asking(), reason="there is none", confidential=False)


async def test_the_same_request_to_void_is_done_once(letters: Letters) -> None:
    await letters.approved(approved())
    first = await letters.void("outgoing", 2026, 1, asking(key="k"), reason="wrong", confidential=False)
    assert await letters.void("outgoing", 2026, 1, asking(key="k"), reason="wrong", confidential=False) == first
    with pytest.raises(KeyReusedError):
        await letters.void(
            "outgoing", 2026, 1, replace(asking(key="k"), fingerprint="another"), reason="wrong", confidential=False
        )


async def test_a_line_that_changed_since_it_was_seen_is_not_overwritten(letters: Letters) -> None:
    await letters.approved(approved())
    await letters.void("outgoing", 2026, 1, asking(), reason="wrong", confidential=False)
    with pytest.raises(OldVersionError):
        await letters.void(
            "outgoing", 2026, 1, replace(asking(), versions=frozenset({1})), reason="wrong", confidential=False
        )


async def test_a_confidential_line_is_void_by_a_clerk_with_clearance_only(letters: Letters) -> None:
    await letters.approved(approved(confidential=True))
    with pytest.raises(NotFoundError):
        await letters.void("outgoing", 2026, 1, asking(), reason="wrong", confidential=True)
    uncleared = asking()
    cleared = replace(uncleared, asker=replace(uncleared.asker, clearance=CONFIDENTIAL))
    assert (await letters.void("outgoing", 2026, 1, cleared, reason="wrong", confidential=True)).voided_at


async def test_what_is_void_in_another_ones_right_says_in_whose(letters: Letters) -> None:
    await letters.approved(approved())
    own = asking("deputy")
    absent = replace(own.asker, person_id="head")
    deputy = replace(own, asker=replace(own.asker, roles=frozenset({"officer"}), acts_for=(absent,)))
    line = await letters.void("outgoing", 2026, 1, deputy, reason="wrong", confidential=False)
    assert (line.voided_by, line.voided_on_behalf_of) == ("deputy", "head")
