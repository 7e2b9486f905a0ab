"""What the holder of a tracking token is told of a matter's life, and what nobody outside is told."""

from dataclasses import replace

import pytest

from services.registry import desk
from services.registry.following import follow
from services.registry.lifecycle import opened
from services.registry.model import Matter, Step
from services.registry.supplementing import supplemented
from services.registry.views import tracking
from tests.unit.registry.examples import (
    NOW,
    PERMIT_FIELDS,
    PERMIT_PAPERS,
    TYPES,
    UNIT,
    closed_event,
    incomplete_matter,
    issued,
    read,
    registered_matter,
    routed_event,
    undecided_matter,
)

PERMIT = TYPES["work-permit"]
CLERK = "clerk-7f"


def steps(matter: Matter) -> list[str]:
    return [step.what for step in tracking(matter, TYPES).steps]


def routed(matter: Matter, version: int, unit_id: str) -> Matter:
    unit = UNIT.model_copy(update={"unit_id": unit_id})
    return follow(matter, routed_event(matter, version=version, unit=unit)).matter


def test_a_matter_says_what_it_is_and_how_it_came() -> None:
    told = tracking(opened(TYPES, read("passport.pdf", subject="تصريح", channel="portal"), NOW).matter, TYPES)
    assert (told.subject, told.channel, told.received_at) == ("تصريح", "portal", NOW)
    assert told.request_type is not None
    assert (told.request_type.code, told.request_type.title) == (PERMIT.code, PERMIT.title)
    assert (told.days_to_answer, told.round, told.remark) == (PERMIT.days_to_answer, 1, "")


def test_a_matter_of_no_known_type_says_nothing_of_one() -> None:
    told = tracking(undecided_matter(), TYPES)
    assert (told.request_type, told.days_to_answer, told.missing) == (None, None, [])


def test_what_is_wrong_in_a_form_is_named_with_its_title() -> None:
    matter = opened(TYPES, read(*PERMIT_PAPERS, fields={**PERMIT_FIELDS, "civil_number": "1"}), NOW).matter
    (wrong,) = tracking(matter, TYPES).wrong_fields
    assert (wrong.name, wrong.title) == ("civil_number", PERMIT.fields[0].title)


def test_what_a_clerk_asks_for_is_told_in_his_words_while_it_is_asked_for() -> None:
    asked = desk.return_to_requester(
        undecided_matter(), PERMIT, NOW, missing=("passport",), remark="الصورة غير واضحة", by=CLERK
    ).matter
    told = tracking(asked, TYPES)
    assert (told.remark, [one.code for one in told.missing]) == ("الصورة غير واضحة", ["passport"])
    answered = tracking(supplemented(TYPES, asked, read("passport.pdf"), NOW).matter, TYPES)
    assert (answered.remark, answered.missing, answered.round) == ("", [], 1)


def test_the_steps_of_a_life_are_told_in_order() -> None:
    matter = supplemented(TYPES, incomplete_matter(), read("employment-contract.pdf"), NOW).matter
    assert steps(matter) == ["received", "incomplete", "supplemented", "incomplete"]
    matter = routed(routed(registered_matter(), 1, "permits"), 2, "legal")
    assert steps(matter) == ["received", "registered", "moved", "moved"]
    assert steps(desk.void(matter, NOW, reason="twice", by=CLERK).matter)[-1] == "void"


def test_a_doubtful_unit_that_a_clerk_confirms_is_no_move() -> None:
    assert steps(routed(routed(registered_matter(), 1, "permits"), 2, "permits")).count("moved") == 1


def test_a_rejection_is_told_with_its_reason_and_no_other_step_is() -> None:
    told = tracking(desk.reject(undecided_matter(), NOW, reason="ليس من اختصاصنا", by=CLERK).matter, TYPES)
    assert [(step.what, step.reason) for step in told.steps] == [("received", ""), ("rejected", "ليس من اختصاصنا")]


@pytest.mark.parametrize(
    "matter",
    [
        desk.void(registered_matter(), NOW, reason="secret reason", by=CLERK).matter,
        desk.register(undecided_matter(), PERMIT, NOW, unit_id="secret-unit", by=CLERK).matter,
        desk.return_to_requester(undecided_matter(), PERMIT, NOW, missing=(), remark="الختم", by=CLERK).matter,
        routed(registered_matter(), 1, "secret-unit"),
        undecided_matter(urgent_because="secret-rule"),
        replace(incomplete_matter(), history=(Step(at=NOW, what="of tomorrow", who=CLERK, why="secret"),)),
    ],
)
def test_no_clerk_and_no_inner_reason_is_told(matter: Matter) -> None:
    said = tracking(matter, TYPES).model_dump_json()
    for inner in (CLERK, "secret", "unreadable", "too-deep", "urgent", str(matter.requester.address)):
        assert inner not in said
    assert matter.requester.token not in said


def test_documents_are_told_with_the_submission_that_brought_them() -> None:
    first, later = incomplete_matter(), read("employment-contract.pdf")
    told = tracking(supplemented(TYPES, first, later, NOW).matter, TYPES).documents
    assert [(one.name, one.submission_id) for one in told] == [
        ("passport.pdf", first.submission_id),
        ("employment-contract.pdf", later.submission_id),
    ]
    assert [(one.sha256, one.size) for one in told] == [("d" * 64, 200_000)] * 2


def test_of_documents_that_were_brought_before_it_was_noted_nothing_is_claimed() -> None:
    later = read("employment-contract.pdf")
    matter = replace(supplemented(TYPES, incomplete_matter(), later, NOW).matter, brought=())
    assert {one.submission_id for one in tracking(matter, TYPES).documents} == {None}


def test_an_answer_is_told_with_its_number_and_its_documents() -> None:
    matter = routed(registered_matter(), 1, "work-permits")
    letter = issued(matter)
    told = tracking(follow(matter, letter).matter, TYPES)
    assert (told.state, told.since) == ("answered", letter.issued_at)
    (answer,) = told.answers
    assert (answer.number, answer.issued_at) == (letter.number, letter.issued_at)
    assert [(one.document_id, one.name, one.sha256, one.size) for one in answer.documents] == [
        (one.document_id, one.name, one.sha256, one.size) for one in (letter.document, *letter.attachments)
    ]


def test_what_is_closed_is_due_no_more_and_says_why_and_when() -> None:
    matter = routed(registered_matter(), 1, "work-permits")
    closed = follow(matter, closed_event(matter, version=2, because="سحبتم الطلب")).matter
    told = tracking(closed, TYPES)
    assert closed.closed is not None
    assert (told.state, told.since, told.due) == ("closed", closed.closed.at, None)
    assert [(step.what, step.reason) for step in told.steps[-1:]] == [("closed", "سحبتم الطلب")]
    again = tracking(routed(closed, 3, "work-permits"), TYPES)
    assert (again.state, again.steps[-1].what, again.due is None) == ("registered", "reopened", False)
