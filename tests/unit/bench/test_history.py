from dataclasses import replace

import pytest

from bench.errors import BenchError
from bench.history import Accepted, History, Notice

BOOK = [(1, "IN-2026-000001-1"), (2, "IN-2026-000002-2")]


def accepted(key: int | str) -> Accepted:
    return Accepted(key=key, begun_at=0, sent_at=1, accepted_at=2, size=50_000)


def told(serial: int | None, number: str, *, submission: str = "") -> Notice:
    return Notice(
        at=3,
        kind="registered",
        message_id=f"<{number}@diwan.example>",
        recipient="a@b.example",
        submission=submission,
        number=number,
        serial=serial,
    )


@pytest.fixture
def history() -> History:
    """A mail and an upload, both registered."""
    history = History()
    history.take(accepted(7))
    history.take(accepted("an-upload"))
    history.hear(told(7, BOOK[0][1]))
    history.hear(told(None, BOOK[1][1], submission="an-upload"))
    return history


def test_a_run_in_which_everything_has_one_number_is_right(history: History) -> None:
    history.check(BOOK)
    assert history.unanswered() == 0
    assert history.year() == 2026


def test_other_notices_give_no_number(history: History) -> None:
    history.take(accepted(8))
    history.hear(replace(told(8, ""), kind="received"))
    assert history.unanswered() == 1
    assert history.kinds == {"registered": 2, "received": 1}


def test_a_document_without_a_number_is_found(history: History) -> None:
    history.take(accepted(8))
    with pytest.raises(BenchError, match=r"1 got a yes and no number \(8\)"):
        history.check(BOOK)


def test_a_number_for_nobodys_document_is_found(history: History) -> None:
    history.hear(told(9, "IN-2026-000003-3"))
    with pytest.raises(BenchError, match=r"1 got a number and no yes \(9\)"):
        history.check([*BOOK, (3, "IN-2026-000003-3")])


def test_a_second_notice_is_found(history: History) -> None:
    history.hear(told(7, BOOK[0][1]))
    with pytest.raises(BenchError, match="1 were told their number again"):
        history.check(BOOK)


def test_a_number_given_twice_is_found(history: History) -> None:
    history.take(accepted(8))
    history.hear(told(8, BOOK[0][1]))
    with pytest.raises(BenchError, match="1 have another one's number"):
        history.check(BOOK)


def test_a_gap_in_the_book_is_found(history: History) -> None:
    with pytest.raises(BenchError, match=r"the book is not 1\.\.2"):
        history.check([BOOK[0], (3, BOOK[1][1])])


def test_a_line_of_the_book_that_nobody_was_told_is_found(history: History) -> None:
    with pytest.raises(BenchError, match=r"1 stand in the book and were told nobody \(IN-2026-000003-3\)"):
        history.check([*BOOK, (3, "IN-2026-000003-3")])


def test_a_number_that_is_not_in_the_book_is_found(history: History) -> None:
    with pytest.raises(BenchError, match="1 were told and do not stand in the book"):
        history.check(BOOK[:1])


def test_a_book_without_a_number_has_no_year() -> None:
    with pytest.raises(BenchError, match="nothing was registered"):
        History().year()
