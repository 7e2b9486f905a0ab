"""What is told of a matter to the holder of its tracking token."""

from collections.abc import Iterator
from datetime import datetime

from services.registry.model import SYSTEM, Answer, Matter, Routed
from services.registry.request_types import RequestType, RequestTypes
from services.registry.views.tracked import (
    Missing,
    StepCode,
    TrackedAnswer,
    TrackedDocument,
    TrackedFile,
    TrackedStep,
    TrackedType,
    Tracking,
    WrongField,
)

_STATES = frozenset({"received", "undecided", "incomplete", "registered", "rejected", "voided", "joined"})
# Steps that change what the requester sees.

_TOLD: dict[str, StepCode] = {
    "received": "received",
    "incomplete": "incomplete",
    "supplemented": "supplemented",
    "registered": "registered",
    "asked": "asked",
    "settled": "settled",
    "rescheduled": "rescheduled",
    "rejected": "rejected",
    "voided": "void",
    "joined": "joined",
    "answered": "answered",
    "closed": "closed",
    "reopened": "reopened",
}
# What is told of a matter's steps; `routed` is told as `moved` where the unit is another one than before.


def tracking(matter: Matter, types: RequestTypes) -> Tracking:
    """What the holder of the token may know."""
    # What is with a unit is the matter that it was joined to, which is not told here.
    routed = None if matter.joined else matter.routed
    request_type = types.judging(matter.request_type, matter.type_version)
    asked = request_type if matter.state == "incomplete" else None
    return Tracking(
        state=_state(matter),
        since=_since(matter, routed),
        received_at=matter.received_at,
        channel=matter.channel,
        subject=matter.subject,
        request_type=TrackedType(code=request_type.code, title=request_type.title) if request_type else None,
        number=matter.joined.number if matter.joined else matter.number,
        unit=routed.unit.name if routed else None,
        telephone=routed.unit.telephone if routed else None,
        due=routed.due_on if routed and not matter.is_closed else None,
        days_to_answer=request_type.days_to_answer if request_type else None,
        round=matter.round,
        remark=_remark(matter) if matter.state == "incomplete" else "",
        missing=_missing(matter, asked) if asked else [],
        wrong_fields=_wrong_fields(matter, asked) if asked else [],
        question=_question(matter),
        answers=[_answer(one) for one in matter.answers],
        steps=list(_steps(matter)),
        documents=_documents(matter),
    )


def _state(matter: Matter) -> str:
    if matter.joined:
        return matter.state
    if matter.voided_because:
        return "void"
    if matter.is_closed:
        return "closed"
    return "answered" if matter.is_answered else matter.state


def _since(matter: Matter, routed: Routed | None) -> datetime:
    """When it came into its state, or to its unit: a supplement, for one, leaves it where it was."""
    if not matter.voided_because:
        if matter.is_closed and matter.closed:
            return matter.closed.at
        if matter.is_answered:
            return matter.answers[-1].issued_at
        if routed:
            return routed.since
    return next((step.at for step in reversed(matter.history) if step.what in _STATES), matter.received_at)


def _question(matter: Matter) -> str | None:
    question = None if matter.voided_because or matter.is_closed else matter.question
    return question.text if question and question.asked_at else None


def _remark(matter: Matter) -> str:
    """The clerk's words of the last round; a round that no clerk asked for has none."""
    last = next((step for step in reversed(matter.history) if step.what == "incomplete"), None)
    return last.why if last is not None and last.who != SYSTEM else ""


def _missing(matter: Matter, asked: RequestType) -> list[Missing]:
    return [
        Missing(code=one.code, title=one.title, help=one.help) for one in asked.documents if one.code in matter.missing
    ]


def _wrong_fields(matter: Matter, asked: RequestType) -> list[WrongField]:
    return [WrongField(name=one.name, title=one.title) for one in asked.fields if one.name in matter.wrong_fields]


def _steps(matter: Matter) -> Iterator[TrackedStep]:
    """Who did it, and what was thought about it inside, is nobody's business outside."""
    unit_id = ""
    for step in matter.history:
        if step.what == "routed" and step.why != unit_id:
            unit_id = step.why
            yield TrackedStep(at=step.at, what="moved")
        elif step.what in ("rejected", "closed"):
            yield TrackedStep(at=step.at, what=_TOLD[step.what], reason=step.why)
        elif step.what in _TOLD:
            yield TrackedStep(at=step.at, what=_TOLD[step.what])


def _answer(answer: Answer) -> TrackedAnswer:
    return TrackedAnswer(
        number=answer.number,
        issued_at=answer.issued_at,
        documents=[
            TrackedFile.model_validate(one, from_attributes=True) for one in (answer.document, *answer.attachments)
        ],
    )


def _documents(matter: Matter) -> list[TrackedDocument]:
    brought_by = {document_id: one.submission_id for one in matter.brought for document_id in one.documents}
    # What older supplements brought was not noted, so any other document may be theirs.
    first = matter.submission_id if len(matter.brought) == len(matter.supplements) else None
    return [
        TrackedDocument(
            name=one.name,
            sha256=one.sha256,
            size=one.size,
            submission_id=brought_by.get(one.document_id, first),
        )
        for one in matter.documents
    ]
