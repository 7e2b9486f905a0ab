"""A registered matter turns out to be of another type. Pure rules."""

from dataclasses import replace
from datetime import datetime

from services.registry.errors import AlreadyClassifiedError, AlreadyVoidError, NotRegisteredError
from services.registry.lifecycle import BY_CLERK, of_type
from services.registry.model import Matter, Outcome, Step
from services.registry.request_types import RequestType
from shared.contracts import TransactionRetypedV1


def retype(
    matter: Matter, request_type: RequestType, now: datetime, *, unit_id: str | None, reason: str, by: str
) -> Outcome:
    """Make a registered matter one of another type; its number stays, and its unit unless another one is named.

    Raises `NotRegisteredError`, `AlreadyVoidError`, and `AlreadyClassifiedError` when it is of that type.
    """
    if matter.number is None:
        raise NotRegisteredError(str(matter.submission_id))
    if matter.voided_because:
        raise AlreadyVoidError(matter.number)
    if matter.request_type == request_type.code:
        raise AlreadyClassifiedError(matter.number)
    typed = of_type(matter, request_type)
    step = Step(at=now, what="retyped", who=by, why=f"{matter.request_type} → {request_type.code}: {reason}")
    retyped = replace(
        typed,
        version=matter.version + 1,
        because=BY_CLERK,
        unit_id=unit_id or matter.unit_id,
        history=(*matter.history, step),
    )
    event = TransactionRetypedV1(
        occurred_at=now,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        number=matter.number,
        version=retyped.version,
        request_type=request_type.code,
        request_type_title=request_type.title,
        days_to_answer=request_type.days_to_answer,
        original_required=request_type.original_required,
        unit_id=unit_id,
        by=by,
        reason=reason,
    )
    return Outcome(matter=retyped, events=(event,))
