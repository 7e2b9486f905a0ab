"""A matter's life up to its number, as pure rules: received, incomplete or undecided, completed, registered."""

from dataclasses import replace
from datetime import datetime

from services.registry.classification import Because, classify
from services.registry.completeness import check
from services.registry.model import SYSTEM, Matter, Outcome, Registration, Step, WaitsBecause
from services.registry.request_types import RequestType, RequestTypes
from shared.contracts import (
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionReadV1,
)
from shared.contracts.registry import MissingFieldV1, MissingV1

GOVERNMENT_SENDER = "government-sender"
URGENT_TYPE = "urgent-type"
BY_TYPE, BY_ARRIVAL = "type", "arrival"
"""`Matter.confidential_because` where its type makes it so, or where it came to, or what its sender said."""
BY_CLERK = "clerk"
"""`Matter.because` where a clerk decided."""


def opened(types: RequestTypes, read: SubmissionReadV1, now: datetime) -> Outcome:
    """A new matter for a submission."""
    matter = Matter(
        submission_id=read.submission_id,
        version=1,
        state="undecided",
        channel=read.channel,
        received_at=read.received_at,
        sha256=read.sha256,
        requester=read.requester,
        readable=read.readable,
        mailbox=read.mailbox,
        subject=read.subject,
        text=read.text,
        urgent_because=read.urgent_because,
        confidential_because=BY_ARRIVAL if from_the_start(types, read) else "",
        documents=read.documents,
        fields=read.fields,
        history=(Step(at=read.received_at, what="received", why=read.channel),),
    )
    if not read.readable:
        unreadable = undecided(matter, "unreadable", now, why=read.unreadable_because)
        return Outcome(matter=unreadable, events=(_opening(matter, now),))
    found = classify(
        types,
        stated=read.request_type,
        mailbox=read.mailbox,
        subject=read.subject,
        text=read.text,
        document_names=[document.name for document in read.documents],
        government=read.urgent_because == GOVERNMENT_SENDER,
    )
    classified = replace(matter, request_type=found.code, because=found.because, candidates=found.candidates)
    if found.code is None or not found.certain:
        return Outcome(matter=undecided(classified, found.because, now), events=(_opening(matter, now),))
    typed = of_type(classified, types[found.code])
    judged = judge(types[found.code], typed, now)
    return replace(judged, events=(_opening(typed, now), *judged.events))


def judge(request_type: RequestType, matter: Matter, now: datetime) -> Outcome:
    """Register, ask for what is missing, or leave it to a clerk."""
    found = check(request_type, matter.documents, matter.fields)
    judged = replace(matter, missing=found.missing, wrong_fields=found.wrong_fields)
    if found.verdict == "unclear":
        return Outcome(matter=undecided(judged, "papers-not-recognised", now))
    if found.verdict == "incomplete":
        # With a form that is wrong, papers may be there that only a clerk can find: he looks once the form is right.
        return returned(request_type, replace(judged, missing=found.to_ask_for), now)
    if request_type.registration == "clerk":
        return Outcome(matter=undecided(judged, "clerk-registers", now))
    return Outcome(
        matter=judged,
        registration=Registration(
            request_type=request_type, unit_id=request_type.unit, chosen_by_clerk=False, by=SYSTEM
        ),
    )


def of_type(matter: Matter, request_type: RequestType) -> Matter:
    """A matter as one of this type, which may make it urgent or confidential, if nothing else did before."""
    return replace(
        matter,
        request_type=request_type.code,
        type_version=request_type.version or None,
        urgent_because=matter.urgent_because or (URGENT_TYPE if request_type.urgent else ""),
        confidential_because=matter.confidential_because or (BY_TYPE if request_type.confidential else ""),
    )


def from_the_start(types: RequestTypes, read: SubmissionReadV1) -> bool:
    """Whether a submission is confidential before anybody has read it."""
    return types.is_confidential(stated=read.request_type, mailbox=read.mailbox)


def returned(
    request_type: RequestType | None, matter: Matter, now: datetime, *, remark: str = "", by: str = SYSTEM
) -> Outcome:
    """Ask the requester to complete it, with what is missing and a clerk's own words."""
    documents = {document.code: document for document in request_type.documents} if request_type else {}
    fields = {field.name: field for field in request_type.fields} if request_type else {}
    why = remark or ", ".join((*matter.missing, *matter.wrong_fields))
    incomplete = replace(
        matter,
        state="incomplete",
        round=matter.round + 1,
        history=(*matter.history, Step(at=now, what="incomplete", who=by, why=why)),
    )
    event = SubmissionIncompleteV1(
        occurred_at=now,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        received_at=matter.received_at,
        requester=matter.requester,
        subject=matter.subject,
        round=incomplete.round,
        request_type_title=request_type.title if request_type else None,
        missing=tuple(
            MissingV1(code=code, title=documents[code].title, help=documents[code].help)
            for code in matter.missing
            if code in documents
        ),
        missing_fields=tuple(
            MissingFieldV1(name=name, title=fields[name].title) for name in matter.wrong_fields if name in fields
        ),
        remark=remark,
    )
    return Outcome(matter=incomplete, events=(event,))


def _opening(matter: Matter, now: datetime) -> SubmissionOpenedV1:
    return SubmissionOpenedV1(
        occurred_at=now,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        received_at=matter.received_at,
        requester=matter.requester,
        subject=matter.subject,
        readable=matter.readable,
    )


def undecided(matter: Matter, because: WaitsBecause | Because, now: datetime, *, why: str = "") -> Matter:
    """A matter that waits for a clerk, with the code of the reason and what more is known."""
    return replace(
        matter,
        state="undecided",
        because=because,
        history=(*matter.history, Step(at=now, what="undecided", why=f"{because}: {why}" if why else because)),
    )
