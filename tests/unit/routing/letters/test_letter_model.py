"""What becomes of a letter: pure rules, and every order of steps that somebody could try."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.routing.letters.errors import DeliveryError, ImpossibleLetterError, LetterFullError, LetterStateError
from services.routing.letters.model import (
    Content,
    Delivery,
    Kind,
    Letter,
    Outcome,
    WrongNumberError,
    approve,
    deliver,
    discard,
    edit,
    facts,
    issued,
    numbered,
    send_back,
    stage,
    submit,
    withdraw,
)
from services.routing.letters.model.drafting import MOST_EDITIONS
from shared.contracts import LetterApprovedV1, LetterIssuedV1
from shared.contracts.routing import Recipient
from shared.errors import DiwanError, OldVersionError
from tests.unit.routing.examples import NOW, unit
from tests.unit.routing.letters.examples import (
    BY,
    MANAGER,
    NUMBER,
    PDF,
    a_draft,
    a_number,
    an_issued,
    approved,
    content,
    memo_to,
    submitted,
    with_number,
)

UNITS = {"permits": unit("permits")}


def test_every_edition_is_kept_and_the_same_words_make_no_other() -> None:
    first = a_draft()
    second = edit(first, content("نص آخر"), MANAGER.by, NOW)
    assert [each.round for each in second.editions] == [1, 2]
    assert [each.by.person_id for each in second.editions] == ["p-0003", "p-0004"]
    assert edit(second, content("نص آخر"), BY, NOW) is second


def test_a_letter_holds_so_many_editions() -> None:
    letter = a_draft()
    for at in range(MOST_EDITIONS - 1):
        letter = edit(letter, content(str(at)), BY, NOW)
    with pytest.raises(LetterFullError):
        edit(letter, content("x"), BY, NOW)


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("answer", content(ar=None)),
        ("answer", content(recipient=Recipient(name="فاطمة"))),
        ("answer", content(by="paper", recipient=Recipient(name=" "))),
        ("answer", content(to_units=("legal",))),
        ("letter", memo_to("legal")),
        ("memo", content()),
        ("memo", memo_to()),
        ("memo", memo_to("permits", "legal")),
    ],
)
def test_what_could_not_be_sent_is_not_drafted(kind: Kind, what: Content) -> None:
    with pytest.raises(ImpossibleLetterError):
        a_draft(kind, what)


def test_an_approval_is_of_the_edition_that_was_seen() -> None:
    letter = submitted(edit(a_draft(), content("نص آخر"), BY, NOW))
    for seen in (1, 3):
        with pytest.raises(OldVersionError):
            approve(letter, seen, MANAGER.by, NOW)
    assert approve(letter, 2, MANAGER.by, NOW).approvals[0].edition == 2


def test_the_last_of_the_chain_approves_it() -> None:
    letter = submitted(a_draft(), "permits", "legal")
    seen = []
    while letter.waits_for:
        seen.append(letter.waits_for)
        letter = approve(letter, 1, MANAGER.by, NOW)
    assert (seen, letter.state) == (["permits", "legal"], "approved")


def test_what_was_sent_back_goes_through_the_whole_chain_again() -> None:
    once = approve(submitted(a_draft(), "permits", "legal"), 1, MANAGER.by, NOW)
    back = send_back(once, MANAGER.by, NOW, "يرجى ذكر المادة")
    assert (stage(back), back.history[-1].because, back.approvals) == ("back", "يرجى ذكر المادة", ())
    assert stage(edit(back, content("نص آخر"), BY, NOW)) == "back"
    assert submitted(back, "permits", "legal").waits_for == "permits"


def test_an_approval_and_an_issue_are_told_once_each() -> None:
    waiting = submitted()
    done, known = approved(), with_number()
    (one,) = facts(waiting, done, UNITS, uuid4)
    assert isinstance(one, LetterApprovedV1)
    assert (one.book, one.answers, one.unit_id, one.urgent) == ("outgoing", "IN-2026-000001-7", "permits", True)
    assert not list(facts(done, known, UNITS, uuid4))
    (two,) = facts(known, an_issued(), UNITS, uuid4)
    assert isinstance(two, LetterIssuedV1)
    assert two.requester is not None
    assert (two.number, two.document, two.by, two.language) == (NUMBER, PDF, "mail", "ar")


def test_a_memo_is_of_the_internal_book_and_has_no_requester() -> None:
    memo = a_draft("memo")
    (one,) = facts(submitted(memo), approved(memo), UNITS, uuid4)
    (two,) = facts(with_number(memo), an_issued(memo), UNITS, uuid4)
    assert isinstance(one, LetterApprovedV1)
    assert isinstance(two, LetterIssuedV1)
    assert (one.book, one.to_units, two.requester, two.by) == ("internal", ("legal",), None, "units")


def test_a_number_is_taken_once_and_no_other_ever() -> None:
    letter = with_number()
    assert numbered(letter, a_number(), NOW) is letter
    assert numbered(an_issued(), a_number(), NOW).state == "issued"
    for at in (letter, an_issued()):
        with pytest.raises(WrongNumberError):
            numbered(at, a_number("OUT-2026-000002-3"), NOW)
    with pytest.raises(WrongNumberError):
        numbered(submitted(), a_number(), NOW)


@pytest.mark.parametrize(
    ("outcomes", "right", "at"),
    [
        (["dispatched", "delivered"], True, "issued"),
        (["delivered"], True, "issued"),
        (["dispatched", "undeliverable"], True, "dispatch"),
        (["dispatched", "undeliverable", "dispatched", "delivered"], True, "issued"),
        (["undeliverable"], False, ""),
        (["delivered", "undeliverable"], False, ""),
        (["dispatched", "dispatched"], False, ""),
    ],
)
def test_paper_is_followed_until_somebody_has_it(outcomes: list[Outcome], right: bool, at: str) -> None:  # noqa: FBT001 - an example's outcome
    letter = an_issued(a_draft(what=content(by="paper")))
    assert stage(letter) == "dispatch"

    def all_of_them() -> Letter:
        done = letter
        for outcome in outcomes:
            done = deliver(done, Delivery(outcome=outcome, at=NOW, noted_at=NOW, by=BY))
        return done

    if right:
        assert stage(all_of_them()) == at
    else:
        with pytest.raises(DeliveryError):
            all_of_them()


def test_what_goes_by_mail_has_no_delivery_log() -> None:
    with pytest.raises(DeliveryError):
        deliver(an_issued(), Delivery(outcome="dispatched", at=NOW, noted_at=NOW, by=BY))


STEPS: dict[str, Callable[[Letter, datetime], Letter]] = {
    "edit": lambda it, now: edit(it, content(str(now)), BY, now),
    "submit": lambda it, now: submit(it, ("permits", "legal"), BY, now, own_allowed=False),
    "withdraw": lambda it, now: withdraw(it, BY, now),
    "approve": lambda it, now: approve(it, it.edition.round, MANAGER.by, now),
    "send-back": lambda it, now: send_back(it, MANAGER.by, now, "x"),
    "discard": lambda it, now: discard(it, BY, now),
    "number": lambda it, now: numbered(it, a_number(), now),
    "other number": lambda it, now: numbered(it, a_number("OUT-2026-000002-3"), now),
    "issue": lambda it, now: issued(it, PDF, now),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=25))
def test_no_order_of_steps_issues_what_nobody_approved_or_numbers_it_twice(steps: list[str]) -> None:
    it, now, told = a_draft(), NOW, list[Any]()
    for step in steps:
        now += timedelta(minutes=1)
        before = it
        try:
            it = STEPS[step](it, now)
        except (DiwanError, WrongNumberError):
            continue
        told += facts(before, it, UNITS, uuid4)
        assert it.version == before.version + (it is not before)
        assert it.editions[: len(before.editions)] == before.editions
        assert it.numbered in (before.numbered, None) or before.numbered is None
    kinds = [type(each) for each in told]
    assert kinds in ([], [LetterApprovedV1], [LetterApprovedV1, LetterIssuedV1])
    assert bool(kinds) == (it.state in ("approved", "numbered", "issued"))
    if it.numbered:
        assert [each.unit_id for each in it.approvals] == ["permits", "legal"]
        assert {each.edition for each in it.approvals} == {it.edition.round}


def test_what_is_out_of_the_house_cannot_be_changed() -> None:
    for step in ("edit", "submit", "withdraw", "approve", "send-back", "discard"):
        for letter in (approved(), with_number(), an_issued()):
            with pytest.raises(LetterStateError):
                STEPS[step](letter, NOW)
