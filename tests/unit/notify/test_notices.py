"""Which notice follows from an event, and when none does."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.notify.model import Notice, Stated, notices_for
from services.notify.model.addresses import mail_address, message_id
from services.notify.model.words import clean_line, clean_lines, nameless
from shared.contracts.base import Requester

Events = Mapping[str, Callable[..., Stated]]
Person = Callable[..., Requester]
Build = Callable[..., Notice]
KINDS = [
    *("received", "incomplete", "registered", "moved", "question", "rejected", "supplemented"),
    *("answered", "closed"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_each_event_is_told_as_its_kind(notice: Build, kind: str) -> None:
    assert notice(kind).kind == kind


def test_an_unreadable_mail_is_acknowledged_as_received(notice: Build) -> None:
    assert notice("unreadable").kind == "received"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "who",
    [
        {"address": None},
        {"address": ""},
        {"answerable": False},
        {"address": "a@example.com\r\nBcc: b@example.com"},
        {"address": "a@example.com, b@example.com"},
        {"address": "Ahmed <a@example.com>"},
    ],
)
def test_nobody_who_cannot_or_must_not_be_answered_gets_a_notice(
    events: Events, person: Person, kind: str, who: dict[str, Any]
) -> None:
    assert notices_for(events[kind](requester=person(**who))) is None


@pytest.mark.parametrize("leads_to", ["registered", "incomplete"])
def test_documents_that_lead_to_another_notice_get_none_of_their_own(events: Events, leads_to: str) -> None:
    assert notices_for(events["supplemented"](leads_to=leads_to)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_repeated_fact_is_the_same_notice(events: Events, kind: str) -> None:
    first, again = events[kind](), events[kind](occurred_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert first.id != again.id
    told, retold = notices_for(first), notices_for(again)
    assert told is not None
    assert retold is not None
    assert told.notice_id == retold.notice_id


def test_every_round_of_completing_and_every_move_is_a_notice_of_its_own(notice: Build) -> None:
    ids = [notice(kind).notice_id for kind in ("received", "incomplete", "registered", "moved", "rejected")]
    ids += [notice("incomplete", round=2).notice_id, notice("moved", version=3).notice_id]
    ids += [notice("question").notice_id, notice("question", round=2).notice_id]
    ids += [notice("supplemented", supplement_id=name).notice_id for name in ("s-1", "s-2")]
    assert len(set(ids)) == len(ids)


def test_the_number_is_known_once_there_is_one(notice: Build) -> None:
    assert notice("received").number is None
    assert notice("registered").number == "IN-2026-000123-7"
    assert notice("supplemented", number="IN-2026-000123-7").number == "IN-2026-000123-7"


def test_an_urgent_matter_has_urgent_notices(notice: Build) -> None:
    assert notice("registered", urgent=True).urgent
    assert not notice("registered").urgent


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        ("ahmed@example.com", "ahmed@example.com"),
        ("o'neil+tag@sub.example.com", "o'neil+tag@sub.example.com"),
        ("clerk@inner", "clerk@inner"),
        ("أحمد@example.com", "أحمد@example.com"),
        ("ahmed@وزارة.عمان", "ahmed@xn--mgbexc3i.xn--mgb9awbf"),
        ("ahmed@example.com\n", None),
        ("ahmed@example.com\0", None),
        ("ah\u202emed@example.com", None),
        ("ah\ud800med@example.com", None),
        ("<ahmed@example.com>", None),
        ("ahmed@example.com ahmed@example.com", None),
        ("a@b@example.com", None),
        (".ahmed@example.com", None),
        ("ahmed..ali@example.com", None),
        ("ahmed@-example.com", None),
        ("ahmed@example..com", None),
        ("ahmed@[127.0.0.1]", None),
        ("ahmed@", None),
        ("@example.com", None),
        ("ahmed", None),
        ("a" * 65 + "@example.com", None),
        ("ahmed@" + "a." * 150 + "com", None),
        ("ahmed@" + "ع" * 200, None),
        (None, None),
    ],
)
def test_an_address_is_exactly_one_address_or_none(given_address: str | None, expected: str | None) -> None:
    assert mail_address(given_address) == expected


def test_only_a_local_part_that_is_not_ascii_needs_smtputf8(notice: Build) -> None:
    assert notice("received", who={"address": "أحمد@example.com"}).needs_smtputf8
    assert not notice("received", who={"address": "ahmed@وزارة.عمان"}).needs_smtputf8


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [
        ("<a1@example.com>", "<a1@example.com>"),
        ("  <a1@example.com>\r\n", "<a1@example.com>"),
        ("<a1@example.com> <b@example.com>", None),
        ("<a1@example.com>\r\nBcc: b@example.com", None),
        ("<رسالة@example.com>", None),
        ("<" + "a" * 1000 + "@example.com>", None),
        ("a1@example.com", None),
        ("", None),
        (None, None),
    ],
)
def test_a_message_id_is_exactly_one_or_none(given_id: str | None, expected: str | None) -> None:
    assert message_id(given_id) == expected


@given(st.text())
@example("0 \xad 0")
def test_a_cleaned_line_is_one_visible_line(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\0\r\n\t\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert line.encode().decode() == line
    assert clean_line(line) == line


def test_cleaning_keeps_the_joiners_of_persian_words() -> None:
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"


def test_long_words_end_in_an_ellipsis() -> None:
    assert clean_line("a" * 600, 10) == "aaaaaaaaa…"
    assert clean_lines("one\n\n two \r\nthree", 2) == ("one", "two", "…")
    assert clean_lines("one\n\n two ", 2) == ("one", "two")


def test_a_clerk_who_only_confirms_a_doubtful_unit_moves_nothing(events: Events) -> None:
    assert notices_for(events["moved"](moved_from=None)) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("550 5.1.1 <ahmed@company.example>: unknown", "550 5.1.1 <…@company.example>: unknown"),
        ('450 4.2.0 "ahmed.b"@company.example is over quota', "450 4.2.0 …@company.example is over quota"),
        ("رسالة@شركة.عمان غير معروف", "…@شركة.عمان غير معروف"),
        ("452 4.3.1 no space", "452 4.3.1 no space"),
    ],
)
def test_what_a_relay_says_is_logged_without_whom_it_is_about(said: str, shown: str) -> None:
    assert nameless(said) == shown
