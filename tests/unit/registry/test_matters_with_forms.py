"""What is filled in in a form is judged, asked for again, completed and kept."""

from dataclasses import replace

import pytest

from services.registry import desk
from services.registry.lifecycle import opened
from services.registry.model import Matter
from services.registry.supplementing import supplemented
from shared.contracts import SubmissionIncompleteV1, SubmissionReadV1, SubmissionSupplementedV1
from tests.unit.registry.examples import (
    NOW,
    PERMIT_FIELDS,
    PERMIT_PAPERS,
    TYPES,
    incomplete_matter,
    read,
    registered_matter,
    undecided_matter,
)

WRONG = {**PERMIT_FIELDS, "civil_number": "12"}


def form(*names: str, fields: dict[str, str] | None) -> SubmissionReadV1:
    return read(*names, channel="portal", fields=fields)


def lacking_a_field() -> Matter:
    return opened(TYPES, form(*PERMIT_PAPERS, fields=WRONG), NOW).matter


def test_a_form_that_is_filled_in_is_registered_with_its_fields() -> None:
    outcome = opened(TYPES, form(*PERMIT_PAPERS, fields=PERMIT_FIELDS), NOW)
    assert outcome.registration is not None
    assert (outcome.matter.fields, outcome.matter.wrong_fields) == (PERMIT_FIELDS, ())


def test_a_number_may_be_written_in_arabic_digits() -> None:
    outcome = opened(TYPES, form(*PERMIT_PAPERS, fields={**PERMIT_FIELDS, "civil_number": "١٢٣٤٥٦٧"}), NOW)
    assert outcome.registration is not None


def test_a_field_that_does_not_fit_is_asked_for_again_in_both_languages() -> None:
    outcome = opened(TYPES, form(*PERMIT_PAPERS, fields={"civil_number": "12", "occupation": "نجار"}), NOW)
    _, asked = outcome.events
    assert isinstance(asked, SubmissionIncompleteV1)
    assert (outcome.matter.state, outcome.matter.round, outcome.registration) == ("incomplete", 1, None)
    assert outcome.matter.wrong_fields == ("civil_number", "commercial_registration")
    assert [one.name for one in asked.missing_fields] == ["civil_number", "commercial_registration"]
    assert all(one.title.ar and one.title.en for one in asked.missing_fields)
    assert (asked.missing, asked.remark) == ((), "")
    assert outcome.matter.history[-1].why == "civil_number, commercial_registration"


def test_what_came_without_a_form_is_asked_for_no_field() -> None:
    outcome = opened(TYPES, form(*PERMIT_PAPERS, fields=None), NOW)
    assert outcome.registration is not None
    assert (outcome.matter.fields, outcome.matter.wrong_fields) == (None, ())


def test_a_form_in_which_nothing_is_filled_in_is_asked_for_all_that_it_needs() -> None:
    outcome = opened(TYPES, form(*PERMIT_PAPERS, fields={}), NOW)
    assert outcome.matter.wrong_fields == tuple(PERMIT_FIELDS)


def test_a_field_alone_completes_a_matter() -> None:
    outcome = supplemented(TYPES, lacking_a_field(), form(fields={"civil_number": "7654321"}), NOW)
    assert outcome.registration is not None
    assert (outcome.matter.wrong_fields, outcome.matter.missing) == ((), ())
    assert outcome.matter.fields == {**PERMIT_FIELDS, "civil_number": "7654321"}
    (told,) = outcome.events
    assert isinstance(told, SubmissionSupplementedV1)
    assert (told.leads_to, told.documents) == ("registered", 0)


def test_a_field_that_still_does_not_fit_begins_another_round() -> None:
    outcome = supplemented(TYPES, lacking_a_field(), form(fields={"civil_number": "x"}), NOW)
    _, asked = outcome.events
    assert isinstance(asked, SubmissionIncompleteV1)
    assert (asked.round, [one.name for one in asked.missing_fields]) == (2, ["civil_number"])


def test_papers_and_fields_are_asked_for_together_and_come_together() -> None:
    matter = opened(TYPES, form("passport.pdf", fields=WRONG), NOW).matter
    assert (matter.missing, matter.wrong_fields) == (
        ("employment-contract", "commercial-registration"),
        ("civil_number",),
    )
    rest = form(*PERMIT_PAPERS[1:], fields={"civil_number": "1234567"})
    assert supplemented(TYPES, matter, rest, NOW).registration is not None


def test_papers_that_may_be_there_are_not_asked_for_with_a_field() -> None:
    matter = opened(TYPES, form("1.pdf", "2.pdf", "3.pdf", fields=WRONG), NOW).matter
    assert (matter.state, matter.missing, matter.wrong_fields) == ("incomplete", (), ("civil_number",))
    corrected = supplemented(TYPES, matter, form(fields=PERMIT_FIELDS), NOW).matter
    assert (corrected.state, corrected.because) == ("undecided", "papers-not-recognised")
    assert len(corrected.missing) == 3


def test_a_reply_by_mail_does_not_make_a_form_right() -> None:
    outcome = supplemented(TYPES, lacking_a_field(), read("civil-card.pdf"), NOW)
    assert (outcome.matter.state, outcome.matter.wrong_fields) == ("incomplete", ("civil_number",))


@pytest.mark.parametrize("fields", [None, {}, {"civil_number": ""}])
def test_a_supplement_in_whose_form_nothing_is_filled_in_is_only_words(fields: dict[str, str] | None) -> None:
    outcome = supplemented(TYPES, lacking_a_field(), form(fields=fields), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "reply-without-documents")


@pytest.mark.parametrize("fields", [{}, {"occupation": ""}])
def test_an_empty_form_makes_none_of_a_letter_that_is_completed(fields: dict[str, str]) -> None:
    outcome = supplemented(TYPES, incomplete_matter(), form(*PERMIT_PAPERS[1:], fields=fields), NOW)
    assert outcome.registration is not None
    assert outcome.matter.fields is None


def test_what_was_registered_stays_as_it_was_filled_in() -> None:
    registered = replace(registered_matter(), fields=PERMIT_FIELDS)
    assert supplemented(TYPES, registered, form(fields={"occupation": "سباك"}), NOW).matter.fields == PERMIT_FIELDS


def test_fields_wait_with_a_matter_that_waits_for_a_clerk() -> None:
    outcome = supplemented(TYPES, undecided_matter(), form(fields=PERMIT_FIELDS), NOW)
    assert (outcome.matter.state, outcome.matter.fields) == ("undecided", PERMIT_FIELDS)


def test_a_clerk_who_decides_leaves_no_field_to_be_asked_for() -> None:
    matter = lacking_a_field()
    registered = desk.register(matter, TYPES["work-permit"], NOW, unit_id=None, by="clerk-1")
    returned = desk.return_to_requester(matter, TYPES["work-permit"], NOW, missing=(), remark="الختم", by="clerk-1")
    (asked,) = returned.events
    assert isinstance(asked, SubmissionIncompleteV1)
    assert (registered.matter.wrong_fields, returned.matter.wrong_fields, asked.missing_fields) == ((), (), ())
    assert registered.matter.fields == returned.matter.fields == WRONG


def test_it_is_known_which_supplement_brought_a_document() -> None:
    contract, nothing = form("employment-contract.pdf", fields=None), form(fields=WRONG)
    matter = supplemented(TYPES, incomplete_matter(), contract, NOW).matter
    matter = supplemented(TYPES, matter, nothing, NOW).matter
    assert [(one.submission_id, one.documents) for one in matter.brought] == [
        (contract.submission_id, (contract.documents[0].document_id,)),
        (nothing.submission_id, ()),
    ]
