import pytest

from services.registry.lifecycle import opened
from shared.contracts import SubmissionIncompleteV1, SubmissionOpenedV1
from tests.unit.registry.examples import NOW, PERMIT_PAPERS, TYPES, read


def test_a_complete_and_certain_submission_gets_a_number() -> None:
    outcome = opened(TYPES, read(*PERMIT_PAPERS), NOW)
    assert outcome.registration is not None
    assert outcome.registration.request_type == TYPES["work-permit"]
    assert outcome.registration.unit_id == TYPES["work-permit"].unit
    assert not outcome.registration.chosen_by_clerk
    assert [type(event) for event in outcome.events] == [SubmissionOpenedV1]


def test_a_submission_that_lacks_papers_is_asked_for_them_in_both_languages() -> None:
    outcome = opened(TYPES, read("passport.pdf"), NOW)
    _, asked = outcome.events
    assert isinstance(asked, SubmissionIncompleteV1)
    assert (outcome.matter.state, outcome.matter.round, outcome.registration) == ("incomplete", 1, None)
    assert (asked.round, asked.request_type_title, asked.remark) == (1, TYPES["work-permit"].title, "")
    assert [one.code for one in asked.missing] == ["employment-contract", "commercial-registration"]
    declared = {document.code: document for document in TYPES["work-permit"].documents}
    for one in asked.missing:
        assert (one.title, one.help) == (declared[one.code].title, declared[one.code].help)
        assert all((one.title.ar, one.title.en, one.help.ar, one.help.en))


def test_papers_whose_names_say_nothing_wait_for_a_clerk() -> None:
    outcome = opened(TYPES, read("passport.pdf", "scan1.pdf", "scan2.pdf"), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "papers-not-recognised")
    assert outcome.matter.missing == ("employment-contract", "commercial-registration")
    assert [type(event) for event in outcome.events] == [SubmissionOpenedV1]


def test_a_submission_that_nobody_understands_waits_for_a_clerk() -> None:
    outcome = opened(TYPES, read(mailbox="documents@diwan.example", subject="السلام عليكم"), NOW)
    assert (outcome.matter.state, outcome.matter.because, outcome.matter.request_type) == ("undecided", "unclear", None)
    assert outcome.registration is None


def test_an_unreadable_mail_waits_for_a_clerk_with_the_reason() -> None:
    outcome = opened(TYPES, read(readable=False), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "unreadable")
    assert outcome.matter.history[-1].why == "unreadable: too-deep"
    (told,) = outcome.events
    assert isinstance(told, SubmissionOpenedV1)
    assert not told.readable


def test_a_type_that_a_clerk_registers_waits_for_one_although_it_is_complete() -> None:
    outcome = opened(TYPES, read("court notice.pdf", mailbox="legal@diwan.example"), NOW)
    assert (outcome.matter.state, outcome.matter.because) == ("undecided", "clerk-registers")
    assert (outcome.matter.request_type, outcome.matter.missing) == ("court-notice", ())
    assert outcome.registration is None


def test_an_urgent_type_makes_all_that_follows_urgent() -> None:
    # By words in the subject: the door, which knows only addresses and statements, could not know.
    subject = TYPES["occupational-injury"].title.en
    outcome = opened(TYPES, read(mailbox="documents@diwan.example", subject=subject), NOW)
    assert outcome.matter.request_type == "occupational-injury"
    assert outcome.matter.urgent_because == "urgent-type"
    assert [event.urgent for event in outcome.events] == [True] * len(outcome.events)


def test_what_made_a_submission_urgent_at_the_door_stays_the_reason() -> None:
    outcome = opened(TYPES, read(mailbox="occupational-safety@diwan.example", urgent_because="marked-important"), NOW)
    assert outcome.matter.urgent_because == "marked-important"


@pytest.mark.parametrize("names", [PERMIT_PAPERS, ("passport.pdf",), ("a.pdf", "b.pdf", "c.pdf")])
def test_a_life_begins_when_the_submission_was_received(names: tuple[str, ...]) -> None:
    submission = read(*names)
    matter = opened(TYPES, submission, NOW).matter
    assert (matter.submission_id, matter.version) == (submission.submission_id, 1)
    assert (matter.history[0].what, matter.history[0].at) == ("received", submission.received_at)
