"""A letter that belongs to a matter which has its number already: a clerk joins the two. Pure rules."""

from dataclasses import replace
from datetime import datetime

from services.registry.errors import AlreadyDecidedError, HasNumberError, UnknownTransactionError
from services.registry.lifecycle import BY_CLERK
from services.registry.model import Brought, Joined, Matter, Outcome, Step
from services.registry.supplementing import same_sender
from shared.contracts import SubmissionSupplementedV1
from shared.contracts.base import Requester


def join(matter: Matter, into: Matter, now: datetime, *, by: str) -> tuple[Outcome, Outcome]:
    """What becomes of a matter that waits, and of the one that it supplements from now on, as one by token does.

    A void one may be joined too: its number stays void. If one of them is confidential, both are. Raises `HasNumberError` for one whose number stands,
    `AlreadyDecidedError`, and `UnknownTransactionError` when there is no number to join it to, or it is void.
    """
    if matter.number and not matter.voided_because:
        raise HasNumberError(matter.number)
    if matter.joined or matter.state == "rejected":
        raise AlreadyDecidedError(str(matter.submission_id))
    if into.number is None or into.voided_because:
        raise UnknownTransactionError(into.number or str(into.submission_id))
    # Either would show what is in the other.
    confidential_because = into.confidential_because or matter.confidential_because
    joined = replace(
        matter,
        version=matter.version + 1,
        confidential_because=confidential_because,
        state="joined",
        because=BY_CLERK,
        joined=Joined(submission_id=into.submission_id, number=into.number),
        history=(*matter.history, Step(at=now, what="joined", who=by, why=into.number)),
    )
    fuller = replace(
        into,
        version=into.version + 1,
        confidential_because=confidential_because,
        supplements=(*into.supplements, matter.submission_id, *matter.supplements),
        documents=(*into.documents, *matter.documents),
        brought=(*into.brought, _first(matter), *matter.brought),
        history=(*into.history, Step(at=now, what="supplemented", who=by, why=str(matter.submission_id))),
    )
    told = SubmissionSupplementedV1(
        occurred_at=now,
        urgent=into.urgent,
        submission_id=into.submission_id,
        received_at=into.received_at,
        requester=_told(matter, into),
        subject=into.subject,
        supplement_id=str(matter.submission_id),
        supplement_received_at=matter.received_at,
        documents=len(matter.documents),
        number=into.number,
        leads_to="nothing",
    )
    return Outcome(matter=joined), Outcome(matter=fuller, events=(told,))


def _first(matter: Matter) -> Brought:
    """What came with the submission itself, and not with its own supplements."""
    later = {document_id for one in matter.brought for document_id in one.documents}
    ids = (document.document_id for document in matter.documents)
    return Brought(submission_id=matter.submission_id, documents=tuple(one for one in ids if one not in later))


def _told(matter: Matter, into: Matter) -> Requester:
    """Whoever sent it waits to hear what became of it; only the same sender gets the key to the whole matter."""
    return into.requester if same_sender(matter, into) and matter.requester.answerable else matter.requester
