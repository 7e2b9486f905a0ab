"""Questions to the requester are asked and settled. Pure rules; while one waits, every clock of the transaction stands."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.errors import (
    BranchEndedError,
    ImpossibleReferralError,
    NoQuestionError,
    QuestionWaitingError,
    RouteFullError,
    VoidedRouteError,
)
from services.routing.model import tree
from services.routing.model.asked import Answer, Question, Settling, waiting
from services.routing.model.branch import By
from services.routing.model.closing import opened
from services.routing.model.route import SYSTEM, Route, Step
from services.routing.model.terms import Units, rescheduled

MOST_QUESTIONS = 100
"""Of one transaction."""


def ask(route: Route, branch_id: UUID, text: str, by: By, now: datetime) -> Route:
    """Ask the requester something, from a branch for action; the clocks stand still from now on.

    Raises `BranchEndedError`, `ImpossibleReferralError` for a branch for information, `QuestionWaitingError`,
    `RouteFullError`, `VoidedRouteError`.
    """
    if route.voided:
        raise VoidedRouteError(route.number)
    branch = tree.find(route, branch_id)
    if not branch.runs:
        raise BranchEndedError(str(branch_id))
    if branch.purpose != "action":
        raise ImpossibleReferralError(str(branch_id))
    if waiting(route.questions):
        raise QuestionWaitingError(route.number)
    if len(route.questions) == MOST_QUESTIONS:
        raise RouteFullError(route.number)
    question = Question(round=len(route.questions) + 1, branch_id=branch_id, text=text, by=by, at=now)
    # The words are in the question.
    step = Step(
        when=now,
        who=by.person_id,
        unit_id=route.unit_id,
        because="",
        kind="asked",
        branch_id=branch_id,
        on_behalf_of=by.on_behalf_of or None,
    )
    return replace(
        route,
        version=route.version + 1,
        questions=(*route.questions, question),
        history=(*route.history, step),
    )


def settle(route: Route, how: Answer, by: By, at: datetime, units: Units, *, because: str = "") -> Route:
    """Say that the question that waits needs no answer any more; the clocks go on, and due dates move by the pause.

    Raises `NoQuestionError`, `VoidedRouteError`.
    """
    if route.voided:
        raise VoidedRouteError(route.number)
    if waiting(route.questions) is None:
        raise NoQuestionError(route.number)
    return _settled(route, Settling(how=how, at=at, by=by, because=because), at, units)


def supplemented(route: Route, supplement_id: str, received_at: datetime, now: datetime, units: Units) -> Route:
    """Take what the requester sent for the answer to the question that waits, if it came after it was asked.

    The clocks go on from the moment it was received. What came after a transaction was closed opens it again. Saying it
    again changes nothing.
    """
    question = waiting(route.questions)
    if route.closed and not route.voided and received_at > route.closed.at:
        after = opened(route, By(person_id=SYSTEM), now, because="supplemented")
        return replace(after, version=route.version + 1)
    if route.voided or question is None or received_at < question.at:
        return route
    settling = Settling(how="supplemented", at=received_at, by=By(person_id=SYSTEM), supplement_id=supplement_id)
    return _settled(route, settling, now, units)


def withdrawn(route: Route, branch_ids: Collection[UUID], by: By, now: datetime, units: Units) -> Route:
    """Let nobody wait for the answer to a question from one of these branches, as a part of the change that ended them."""
    question = waiting(route.questions)
    if question is None or question.branch_id not in branch_ids:
        return route
    after = _settled(route, Settling(how="withdrawn", at=now, by=by), now, units)
    return replace(after, version=route.version)


def _settled(route: Route, settling: Settling, now: datetime, units: Units) -> Route:
    question = waiting(route.questions)
    step = Step(
        when=now,
        who=settling.by.person_id,
        unit_id=route.unit_id,
        because=settling.because or settling.how,
        kind="settled",
        branch_id=question.branch_id if question else None,
        on_behalf_of=settling.by.on_behalf_of or None,
    )
    goes_on = replace(
        route,
        version=route.version + 1,
        questions=tuple(replace(each, settled=each.settled or settling) for each in route.questions),
        history=(*route.history, step),
    )
    # One change, however many dates it moves.
    return replace(rescheduled(goes_on, units, now), version=goes_on.version)
