"""What a later submission adds to a matter, as pure rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from services.registry.lifecycle import BY_CLERK, judge, undecided
from services.registry.model import Brought, Matter, Outcome, Step, WaitsBecause
from services.registry.request_types import RequestTypes
from shared.contracts import SubmissionIncompleteV1, SubmissionReadV1, SubmissionSupplementedV1


def supplemented(types: RequestTypes, matter: Matter, read: SubmissionReadV1, now: datetime) -> Outcome:
    """What another submission adds to a matter; the same one again changes nothing.

    An automatic answer to a notice (RFC 3834, section 2) causes no event at all, so that two programs can never keep
    each other writing; what it brought waits for a clerk.
    """
    if read.submission_id in matter.supplements or read.submission_id == matter.submission_id:
        return Outcome(matter=matter)
    brought = tuple(document.document_id for document in read.documents)
    automatic = read.channel == "mail" and not read.requester.answerable
    fuller = replace(
        matter,
        version=matter.version + 1,
        supplements=(*matter.supplements, read.submission_id),
        documents=(*matter.documents, *read.documents),
        brought=(*matter.brought, Brought(submission_id=read.submission_id, documents=brought)),
        fields=_fields(matter, read),
        history=(*matter.history, Step(at=now, what="supplemented", why=str(read.submission_id))),
    )
    outcome = _completed(types, fuller, read, now, automatic=automatic)
    if automatic:
        return outcome
    return replace(outcome, events=(_told(outcome, read, now), *outcome.events))


def same_sender(matter: Matter, other: SubmissionReadV1 | Matter) -> bool:
    """Whether a submission comes from the address that the matter came from: enough to follow a number, no more."""
    ours, theirs = matter.requester.address, other.requester.address
    return ours is not None and theirs is not None and ours.casefold() == theirs.casefold()


def _fields(matter: Matter, read: SubmissionReadV1) -> Mapping[str, str] | None:
    """The fields with what was added: a new value takes the place of the old one, even if it is empty.

    What was registered stays as it was; and a form in which nothing is filled in makes none of a matter that had none.
    """
    if matter.state == "registered" or not read.fields:
        return matter.fields
    if matter.fields is None and not any(read.fields.values()):
        return None
    return {**(matter.fields or {}), **read.fields}


def _completed(
    types: RequestTypes, matter: Matter, read: SubmissionReadV1, now: datetime, *, automatic: bool
) -> Outcome:
    """What the added documents change."""
    # An out-of-office answer is something that nobody needs to read.
    out_of_office = automatic and read.readable and not read.documents
    if matter.state in ("registered", "undecided") or out_of_office:
        return Outcome(matter=matter)
    because = _for_a_clerk(matter, read, automatic=automatic)
    # What was asked for holds until a clerk decides otherwise, whatever the type asks for by now.
    request_type = types.judging(matter.request_type, matter.type_version)
    if because or request_type is None:
        return Outcome(matter=undecided(matter, because or "completed", now, why=read.unreadable_because))
    return judge(request_type, matter, now)


def _for_a_clerk(matter: Matter, read: SubmissionReadV1, *, automatic: bool) -> WaitsBecause | None:
    """Why a clerk has to look at what was added; None where rules are enough."""
    reasons: dict[WaitsBecause, bool] = {
        "supplement-after-rejection": matter.state == "rejected",
        "unreadable-supplement": not read.readable,
        "automatic-reply": automatic,
        # A question, perhaps.
        "reply-without-documents": not read.documents and not any((read.fields or {}).values()),
        # What a clerk found wanting, such as an illegible scan, only a clerk can find put right.
        "completed": matter.because == BY_CLERK,
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def _told(outcome: Outcome, read: SubmissionReadV1, now: datetime) -> SubmissionSupplementedV1:
    leads_to: Literal["registered", "incomplete", "nothing"] = "nothing"
    if outcome.registration:
        leads_to = "registered"
    elif any(isinstance(event, SubmissionIncompleteV1) for event in outcome.events):
        leads_to = "incomplete"
    matter = outcome.matter
    return SubmissionSupplementedV1(
        occurred_at=now,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        received_at=matter.received_at,
        requester=matter.requester,
        subject=matter.subject,
        supplement_id=str(read.submission_id),
        supplement_received_at=read.received_at,
        documents=len(read.documents),
        number=matter.number,
        leads_to=leads_to,
    )
