"""Mails of `make fuzz` read in this process: some hundred generated and damaged ones, and all that hurt before."""

import pytest

from services.intake.reading import Limits, Unreadable, automatic_unread, read_mail
from tests.fuzz.harm import harm
from tests.fuzz.writing import Writer, corpus

LIMITS = Limits()


@pytest.fixture(scope="module")
def writer() -> Writer:
    return Writer(seed=7)


@pytest.mark.parametrize("hundred", range(3))
def test_a_hostile_mail_is_unreadable_or_read_without_harm(writer: Writer, hundred: int) -> None:
    read = 0
    for number in range(hundred * 100, hundred * 100 + 100):
        raw = writer.content(number)
        try:
            mail = read_mail(raw, LIMITS)
        except Unreadable:
            automatic_unread(raw, LIMITS)
            continue
        read += 1
        assert harm(mail) == "", number
    assert 50 < read < 100


def test_what_no_person_sent_is_known_as_that_whether_it_can_be_read_or_not() -> None:
    unanswered = [raw for raw, answer in corpus() if answer == "never"]
    assert len(unanswered) >= 6
    for raw in unanswered:
        try:
            automatic = read_mail(raw, LIMITS).automatic
        except Unreadable:
            automatic = automatic_unread(raw, LIMITS)
        assert automatic, raw[:100]
