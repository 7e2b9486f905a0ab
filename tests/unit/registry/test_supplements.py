from dataclasses import replace

import pytest

from services.registry import desk
from services.registry.lifecycle import opened
from services.registry.model import Matter
from services.registry.supplementing import supplemented
from shared.contracts import SubmissionIncompleteV1, SubmissionReadV1, SubmissionSupplementedV1
from shared.contracts.base import Channel
from tests.unit.registry.examples import (
    NOW,
    PERMIT_PAPERS,
    TYPES,
    incomplete_matter,
    read,
    registered_matter,
    sender,
    undecided_matter,
)

THE_REST = PERMIT_PAPERS[1:]


def rejected_matter() -> Matter:
    return desk.reject(undecided_matter(), NOW, reason="not for us", by="clerk-1").matter


def automatic(*names: str) -> SubmissionReadV1:
    return read(*names, requester=sender(answerable=False))


def test_what_was_missing_completes_a_matter() -> None:
    before = incomplete_matter()
    outcome = supplemented(TYPES, before, read(*THE_REST), NOW)
    assert outcome.registration is not None
    assert (outcome.matter.missing, outcome.matter.version) == ((), before.version + 1)
    (told,) = outcome.events
    assert isinstance(told, SubmissionSupplementedV1)
    assert (told.leads_to, told.documents, told.number) == ("registered", 2, None)


def test_what_completes_only_in_part_begins_another_round() -> None:
    outcome = supplemented(TYPES, incomplete_matter(), read("employment-contract.pdf"), NOW)
    told, asked = outcome.events
    assert isinstance(told, SubmissionSupplementedV1)
    assert isinstance(asked, SubmissionIncompleteV1)
    assert told.leads_to == "incomplete"
    assert (asked.round, [one.code for one in asked.missing]) == (2, ["commercial-registration"])
    assert (outcome.matter.state, outcome.matter.round) == ("incomplete", 2)


def test_the_same_supplement_again_changes_nothing() -> None:
    supplement = read("employment-contract.pdf")
    after = supplemented(TYPES, incomplete_matter(), supplement, NOW).matter
    again = supplemented(TYPES, after, supplement, NOW)
    assert again.matter is after
    assert (again.events, again.registration) == ((), None)


def test_a_matter_does_not_complete_itself() -> None:
    matter = incomplete_matter()
    outcome = supplemented(TYPES, matter, read(*THE_REST, submission_id=matter.submission_id), NOW)
    assert outcome.matter is matter
    assert outcome.events == ()


def test_words_without_documents_wait_for_a_clerk() -> None:
    outcome = supplemented(TYPES, incomplete_matter(), read(text="متى تحتاجون العقد؟"), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "reply-without-documents")
    (told,) = outcome.events
    assert isinstance(told, SubmissionSupplementedV1)
    assert told.leads_to == "nothing"


def test_an_unreadable_supplement_waits_for_a_clerk() -> None:
    outcome = supplemented(TYPES, incomplete_matter(), read(readable=False), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "unreadable-supplement")


def test_a_supplement_to_a_registered_matter_is_kept_and_told_with_its_number() -> None:
    before = registered_matter()
    outcome = supplemented(TYPES, before, read("letter.pdf"), NOW)
    assert (outcome.matter.state, outcome.matter.number) == ("registered", before.number)
    assert len(outcome.matter.documents) == len(before.documents) + 1
    (told,) = outcome.events
    assert isinstance(told, SubmissionSupplementedV1)
    assert (told.number, told.leads_to) == (before.number, "nothing")


def test_a_supplement_does_not_take_a_matter_from_the_clerk_who_has_it() -> None:
    outcome = supplemented(TYPES, undecided_matter(), read(*PERMIT_PAPERS), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "unreadable")
    assert outcome.registration is None


def test_a_supplement_to_a_rejected_matter_waits_for_a_clerk() -> None:
    outcome = supplemented(TYPES, rejected_matter(), read(*PERMIT_PAPERS), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "supplement-after-rejection")


def test_only_a_clerk_finds_put_right_what_a_clerk_found_wanting() -> None:
    # The passport is there, by its name; the clerk saw that it cannot be read.
    complete = replace(opened(TYPES, read(*PERMIT_PAPERS), NOW).matter, state="undecided")
    asked = desk.return_to_requester(
        complete, TYPES["work-permit"], NOW, missing=("passport",), remark="لا يقرأ", by="clerk-1"
    )
    outcome = supplemented(TYPES, asked.matter, read("holiday.pdf"), NOW)
    assert outcome.registration is None
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "completed")


def test_a_matter_whose_type_is_no_more_waits_for_a_clerk() -> None:
    outcome = supplemented(TYPES, replace(incomplete_matter(), request_type="abolished"), read(*THE_REST), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "completed")


@pytest.mark.parametrize("names", [(), ("employment-contract.pdf",), THE_REST])
@pytest.mark.parametrize("matter", [incomplete_matter(), undecided_matter(), rejected_matter(), registered_matter()])
def test_an_automatic_reply_never_causes_an_event(matter: Matter, names: tuple[str, ...]) -> None:
    outcome = supplemented(TYPES, matter, automatic(*names), NOW)
    assert (outcome.events, outcome.registration) == ((), None)
    assert (outcome.matter.round, outcome.matter.number) == (matter.round, matter.number)
    assert len(outcome.matter.documents) == len(matter.documents) + len(names)


@pytest.mark.parametrize("matter", [incomplete_matter(), rejected_matter()])
def test_an_out_of_office_answer_leaves_a_matter_in_its_state(matter: Matter) -> None:
    assert supplemented(TYPES, matter, automatic(), NOW).matter.state == matter.state


def test_documents_that_came_automatically_are_looked_at_by_a_clerk() -> None:
    outcome = supplemented(TYPES, incomplete_matter(), automatic(*THE_REST), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "automatic-reply")


@pytest.mark.parametrize("channel", ["portal", "counter"])
def test_an_upload_is_never_an_automatic_reply(channel: Channel) -> None:
    upload = read(*THE_REST, requester=sender(address=None, answerable=False), channel=channel)
    assert supplemented(TYPES, incomplete_matter(), upload, NOW).registration is not None
