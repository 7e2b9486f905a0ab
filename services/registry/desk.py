"""What a clerk decides at the desk, as pure rules."""

from dataclasses import replace
from datetime import datetime

from services.registry.errors import AlreadyDecidedError, AlreadyVoidError, MatterFullError
from services.registry.lifecycle import BY_CLERK, of_type, returned
from services.registry.model import Matter, Note, Outcome, Registration, Step
from services.registry.request_types import RequestType
from shared.contracts import SubmissionRejectedV1, TransactionVoidedV1
from shared.errors import InvalidRequestError

MOST_NOTES = 100
"""Of one matter."""


def register(matter: Matter, request_type: RequestType, now: datetime, *, unit_id: str | None, by: str) -> Outcome:
    """Register a matter that waits, as a type and for a unit that the clerk names. Raises `AlreadyDecidedError`."""
    decided = _decided(matter, now, "decided", by, request_type.code)
    return Outcome(
        matter=replace(of_type(decided, request_type), because=BY_CLERK, missing=(), wrong_fields=()),
        registration=Registration(
            request_type=request_type,
            unit_id=request_type.unit if unit_id is None else unit_id,
            chosen_by_clerk=unit_id is not None,
            by=by,
        ),
    )


def return_to_requester(
    matter: Matter,
    request_type: RequestType | None,
    now: datetime,
    *,
    missing: tuple[str, ...] = (),
    fields: tuple[str, ...] = (),
    remark: str,
    by: str,
) -> Outcome:
    """Ask the requester to complete a matter that waits: documents by their codes, fields of the form by their names.

    Raises `AlreadyDecidedError`, and `InvalidRequestError` when the type asks for no such document or field.
    """
    codes = {document.code for document in request_type.documents} if request_type else set()
    names = {field.name for field in request_type.fields} if request_type else set()
    if unknown := (set(missing) - codes) | (set(fields) - names):
        raise InvalidRequestError(f"not asked for: {sorted(unknown)}")
    decided = _decided(matter, now, "decided", by, "return")
    typed = decided if request_type is None else of_type(decided, request_type)
    wanting = replace(
        typed,
        because=BY_CLERK,
        missing=tuple(dict.fromkeys(missing)),
        wrong_fields=tuple(dict.fromkeys(fields)),
    )
    return returned(request_type, wanting, now, remark=remark, by=by)


def reject(matter: Matter, now: datetime, *, reason: str, by: str) -> Outcome:
    """Refuse a matter that waits; it gets no number. Raises `AlreadyDecidedError`."""
    decided = _decided(matter, now, "rejected", by, reason)
    event = SubmissionRejectedV1(
        occurred_at=now,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        received_at=matter.received_at,
        requester=matter.requester,
        subject=matter.subject,
        reason=reason,
    )
    return Outcome(matter=replace(decided, state="rejected", because=BY_CLERK), events=(event,))


def note(matter: Matter, text: str, now: datetime, *, by: str) -> Outcome:
    """Write something down about a matter that waits. Raises `AlreadyDecidedError`, `MatterFullError`."""
    _check_waits(matter)
    if len(matter.notes) == MOST_NOTES:
        raise MatterFullError(str(matter.submission_id))
    noted = Note(at=now, who=by, text=text)
    return Outcome(matter=replace(matter, version=matter.version + 1, notes=(*matter.notes, noted)))


def void(matter: Matter, now: datetime, *, reason: str, by: str) -> Outcome:
    """Cancel a matter's entry; number and reason stay. Raises `AlreadyVoidError`."""
    if matter.voided_because or matter.number is None:
        raise AlreadyVoidError(matter.number or "")
    event = TransactionVoidedV1(
        occurred_at=now,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        number=matter.number,
        reason=reason,
        voided_by=by,
    )
    voided = replace(
        matter,
        version=matter.version + 1,
        voided_because=reason,
        history=(*matter.history, Step(at=now, what="voided", who=by, why=reason)),
    )
    return Outcome(matter=voided, events=(event,), void=reason, by=by)


def _decided(matter: Matter, now: datetime, what: str, by: str, why: str) -> Matter:
    _check_waits(matter)
    return replace(
        matter,
        version=matter.version + 1,
        history=(*matter.history, Step(at=now, what=what, who=by, why=why)),
    )


def _check_waits(matter: Matter) -> None:
    if matter.state not in ("undecided", "incomplete"):
        raise AlreadyDecidedError(str(matter.submission_id))
