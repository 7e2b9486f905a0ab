from collections.abc import Callable
from dataclasses import replace

import pytest

from services.registry import desk
from services.registry.errors import AlreadyDecidedError, AlreadyVoidError, MatterFullError
from services.registry.model import Matter, Note, Outcome
from shared.contracts import SubmissionIncompleteV1, SubmissionRejectedV1, TransactionVoidedV1
from shared.errors import InvalidRequestError
from tests.unit.registry.examples import (
    NOW,
    TYPES,
    incomplete_matter,
    registered_matter,
    undecided_matter,
)

PERMIT = TYPES["work-permit"]


def register(matter: Matter) -> Outcome:
    return desk.register(matter, PERMIT, NOW, unit_id=None, by="clerk-1")


def give_back(matter: Matter) -> Outcome:
    return desk.return_to_requester(matter, PERMIT, NOW, missing=(), remark="please", by="clerk-1")


def reject(matter: Matter) -> Outcome:
    return desk.reject(matter, NOW, reason="no", by="clerk-1")


def note(matter: Matter) -> Outcome:
    return desk.note(matter, "called him", NOW, by="clerk-1")


@pytest.mark.parametrize("decide", [register, give_back, reject, note])
@pytest.mark.parametrize("matter", [registered_matter(), reject(undecided_matter()).matter])
def test_what_is_decided_is_not_decided_again(matter: Matter, decide: Callable[[Matter], Outcome]) -> None:
    with pytest.raises(AlreadyDecidedError):
        decide(matter)


@pytest.mark.parametrize("decide", [register, give_back, reject])
@pytest.mark.parametrize("matter", [undecided_matter(), incomplete_matter()])
def test_a_decision_leaves_who_and_when(matter: Matter, decide: Callable[[Matter], Outcome]) -> None:
    after = decide(matter).matter
    assert after.version == matter.version + 1
    step = after.history[len(matter.history)]
    assert (step.at, step.who) == (NOW, "clerk-1")


@pytest.mark.parametrize("matter", [undecided_matter(), incomplete_matter()])
def test_a_note_says_who_and_when_and_leaves_everything_else_as_it_is(matter: Matter) -> None:
    outcome = note(matter)
    noted = Note(at=NOW, who="clerk-1", text="called him")
    assert outcome == Outcome(matter=replace(matter, version=matter.version + 1, notes=(noted,)))


def test_a_matter_holds_so_many_notes_and_no_more() -> None:
    matter = undecided_matter()
    for _ in range(desk.MOST_NOTES):
        matter = note(matter).matter
    with pytest.raises(MatterFullError):
        note(matter)


def test_a_clerk_registers_what_is_incomplete() -> None:
    outcome = register(incomplete_matter())
    assert outcome.registration is not None
    assert (outcome.matter.missing, outcome.matter.request_type) == ((), "work-permit")
    assert (outcome.registration.unit_id, outcome.registration.chosen_by_clerk) == (PERMIT.unit, False)


def test_a_unit_that_a_clerk_names_is_not_doubted() -> None:
    outcome = desk.register(undecided_matter(), PERMIT, NOW, unit_id="legal-affairs", by="clerk-1")
    assert outcome.registration is not None
    assert (outcome.registration.unit_id, outcome.registration.chosen_by_clerk) == ("legal-affairs", True)


def test_a_type_that_is_urgent_makes_the_matter_urgent() -> None:
    urgent = next(one for one in TYPES.values() if one.urgent)
    assert desk.register(undecided_matter(), urgent, NOW, unit_id=None, by="clerk-1").matter.urgent


def test_what_a_clerk_returns_says_what_is_missing_and_in_whose_words() -> None:
    outcome = desk.return_to_requester(
        undecided_matter(), PERMIT, NOW, missing=("passport", "passport"), remark="الصورة غير واضحة", by="clerk-1"
    )
    (asked,) = outcome.events
    assert isinstance(asked, SubmissionIncompleteV1)
    assert ([one.code for one in asked.missing], asked.remark, asked.round) == (["passport"], "الصورة غير واضحة", 1)
    assert (outcome.matter.state, outcome.matter.request_type) == ("incomplete", "work-permit")


def test_a_clerk_may_return_what_is_of_no_known_type() -> None:
    outcome = desk.return_to_requester(undecided_matter(), None, NOW, missing=(), remark="what is it?", by="clerk-1")
    (asked,) = outcome.events
    assert isinstance(asked, SubmissionIncompleteV1)
    assert (asked.request_type_title, asked.missing) == (None, ())


def test_what_a_clerk_returns_may_name_fields_of_the_form() -> None:
    outcome = desk.return_to_requester(
        undecided_matter(), PERMIT, NOW, fields=("occupation", "occupation"), remark="بخط واضح", by="clerk-1"
    )
    (asked,) = outcome.events
    assert isinstance(asked, SubmissionIncompleteV1)
    assert [(one.name, one.title) for one in asked.missing_fields] == [
        (one.name, one.title) for one in PERMIT.fields if one.name == "occupation"
    ]
    assert (outcome.matter.wrong_fields, outcome.matter.missing) == (("occupation",), ())


def test_no_field_is_asked_for_that_the_form_does_not_have() -> None:
    with pytest.raises(InvalidRequestError):
        desk.return_to_requester(undecided_matter(), PERMIT, NOW, fields=("passport",), remark="x", by="clerk-1")


@pytest.mark.parametrize("request_type", [PERMIT, None])
def test_nothing_is_missing_that_was_never_asked_for(request_type: object) -> None:
    with pytest.raises(InvalidRequestError):
        desk.return_to_requester(
            undecided_matter(),
            PERMIT if request_type else None,
            NOW,
            missing=("birth-certificate",),
            remark="please",
            by="clerk-1",
        )


def test_what_is_rejected_is_told_with_the_reason() -> None:
    outcome = reject(undecided_matter())
    (told,) = outcome.events
    assert isinstance(told, SubmissionRejectedV1)
    assert (told.reason, outcome.matter.state, outcome.registration) == ("no", "rejected", None)


def test_a_voided_matter_keeps_its_number() -> None:
    before = registered_matter()
    outcome = desk.void(before, NOW, reason="sent twice", by="clerk-1")
    (told,) = outcome.events
    assert isinstance(told, TransactionVoidedV1)
    assert (told.number, told.reason, told.voided_by) == (before.number, "sent twice", "clerk-1")
    assert (outcome.matter.number, outcome.matter.voided_because) == (before.number, "sent twice")
    assert (outcome.void, outcome.by) == ("sent twice", "clerk-1")


@pytest.mark.parametrize("matter", [undecided_matter(), replace(registered_matter(), voided_because="first")])
def test_only_an_entry_that_stands_can_be_voided(matter: Matter) -> None:
    with pytest.raises(AlreadyVoidError):
        desk.void(matter, NOW, reason="second", by="clerk-1")
