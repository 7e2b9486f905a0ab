from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.contracts.base import Book
from shared.transaction_number import (
    LAST_SEQUENCE,
    TransactionNumber,
    check_digit,
    find_numbers,
    parse_number,
    transaction_number,
)

BOOKS: st.SearchStrategy[Book] = st.sampled_from(("incoming", "outgoing", "internal"))
NUMBERS = st.builds(
    TransactionNumber,
    book=BOOKS,
    year=st.integers(min_value=1000, max_value=9999),
    sequence=st.integers(min_value=1, max_value=LAST_SEQUENCE),
)


@pytest.mark.parametrize(
    ("book", "sequence", "written"),
    [
        ("incoming", 123, "IN-2026-000123-7"),
        ("outgoing", 123, "OUT-2026-000123-7"),
        ("internal", 123, "INT-2026-000123-7"),
        ("incoming", 1_234_567, "IN-2026-1234567-2"),
    ],
)
def test_a_number_shows_its_book_year_sequence_and_check_digit(book: Book, sequence: int, written: str) -> None:
    assert transaction_number(book, 2026, sequence) == written


@pytest.mark.parametrize(("digits", "check"), [("0794", "5"), ("79462", "3"), ("00200667308", "5")])
def test_the_check_digit_is_that_of_published_examples(digits: str, check: str) -> None:
    # The examples of ISO/IEC 7064 MOD 11,10 that python-stdnum gives.
    assert check_digit(digits) == check


@pytest.mark.parametrize(
    ("year", "sequence"), [(2026, 0), (2026, -1), (2026, LAST_SEQUENCE + 1), (999, 1), (10_000, 1)]
)
def test_a_number_that_cannot_be_written_is_refused(year: int, sequence: int) -> None:
    with pytest.raises(ValueError, match="not"):
        transaction_number("incoming", year, sequence)


@given(NUMBERS)
def test_a_number_that_is_written_can_be_read(number: TransactionNumber) -> None:
    assert parse_number(str(number)) == number
    assert find_numbers(str(number)) == (str(number),)


@given(NUMBERS, st.data())
def test_every_single_wrong_digit_is_found(number: TransactionNumber, data: st.DataObject) -> None:
    written = str(number)
    position = data.draw(st.sampled_from([i for i, char in enumerate(written) if char.isdigit()]))
    wrong = data.draw(st.sampled_from("0123456789"))
    assume(wrong != written[position])
    assert parse_number(written[:position] + wrong + written[position + 1 :]) is None


def test_all_but_one_in_forty_five_swaps_of_neighbours_are_found() -> None:
    # What came before two neighbours is one of ten states, all of which four digits reach; what follows keeps a
    # difference that is there. So four digits and the two to be swapped show all there is.
    before_by_state: dict[str, str] = {}
    for prefix in range(10_000):
        before = f"{prefix:04d}"
        before_by_state.setdefault(check_digit(before), before)
    swaps = [(before, a, b) for before in before_by_state.values() for a, b in combinations("0123456789", 2)]
    missed = [swap for swap in swaps if check_digit("".join(swap)) == check_digit(swap[0] + swap[2] + swap[1])]
    assert len(swaps) == 450
    assert len(missed) == 10


@pytest.mark.parametrize(
    "subject",
    [
        "IN-2026-000123-7",
        "Re: in-2026-000123-7, once more",
        "رد: معاملة رقم IN-2026-000123-7",
        "رد: معاملة رقمIN-2026-000123-7.",
        "IN - 2026 - 000123 - 7",
        "IN-٢٠٢٦-٠٠٠١٢٣-٧",
        "\u2068IN\u200e-\u200e2026-000123-7\u2069",
        "IN–2026\u2011000123−7",
        "IN\u00a0-\u00a02026-000123-7",
        "[IN-2026-000123-7] IN-2026-000123-7",
    ],
)
def test_a_number_is_found_in_a_subject_however_it_was_copied(subject: str) -> None:
    assert find_numbers(subject) == ("IN-2026-000123-7",)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "IN-2026-000123-8",
        "IN-2026-123-7",
        "IN-2026-0000123-7",
        "IN-2026-000000-1",
        "XIN-2026-000123-7",
        "IN-2026-000123-77",
        "IN 2026 000123 7",
        "IN" + " " * 50 + "-2026-000123-7",
    ],
)
def test_what_is_no_number_or_a_mistyped_one_is_not_found(subject: str) -> None:
    assert find_numbers(subject) == ()
    assert parse_number(subject) is None


def test_several_numbers_are_found_in_their_order() -> None:
    assert find_numbers("OUT-2026-000123-7 / in-2026-000123-7, INT-2026-000123-7") == (
        "OUT-2026-000123-7",
        "IN-2026-000123-7",
        "INT-2026-000123-7",
    )


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert parse_number(text) is None or len(find_numbers(text)) == 1


@given(NUMBERS, st.text(alphabet="ابجد .,:[]()«»\u200f\u2068"), st.text(alphabet="ابجد .,:[]()«»\u200f\u2069"))
def test_a_number_is_found_among_arabic_words(number: TransactionNumber, before: str, after: str) -> None:
    assert find_numbers(f"{before}{number}{after}") == (str(number),)
