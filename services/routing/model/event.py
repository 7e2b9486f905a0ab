"""What others hear of a route: everything that is new about it compared with what it was."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from uuid import UUID

from services.routing.calendars import NoWorkingDayError, UnitCalendar, UnknownHolidaysError
from services.routing.model import tree
from services.routing.model.asked import Question
from services.routing.model.reminding import DUE, next_working_day
from services.routing.model.route import Closed, Reminded, Route
from services.routing.model.terms import Units
from shared.contracts import Event, HolderRemindedV1, QuestionAskedV1, QuestionSettledV1, TransactionClosedV1
from shared.contracts.base import Unit
from shared.contracts.routing import TransactionRoutedV1


def facts(before: Route | None, after: Route, units: Units, new_id: Callable[[], UUID]) -> Iterator[Event]:
    """State what a change did, as the events that others hear; `before` is None for a new route.

    `units` are those that there are, with the one that has the transaction after it.
    """
    if before is None or _where(before) != _where(after) or (before.closed and not after.closed):
        yield routed(after, units[after.unit_id].unit, new_id())
    known = {each.round: each for each in before.questions} if before else {}
    for question in after.questions:
        if question.round not in known:
            yield QuestionAskedV1(
                id=new_id(),
                occurred_at=question.at,
                urgent=after.urgent,
                submission_id=after.submission_id,
                number=after.number,
                version=after.version,
                requester=after.requester,
                subject=after.subject,
                unit=_asking(after, question, units),
                round=question.round,
                question=question.text,
                confidential=after.confidential,
                classified=after.classified,
            )
        elif question.settled is not None and known[question.round].settled is None:
            yield QuestionSettledV1(
                id=new_id(),
                occurred_at=question.settled.at,
                urgent=after.urgent,
                submission_id=after.submission_id,
                number=after.number,
                version=after.version,
                round=question.round,
            )
    for said in after.reminded[len(before.reminded) if before else 0 :]:
        # A calendar that became impossible meanwhile: what cannot be counted is not said.
        with suppress(NoWorkingDayError, UnknownHolidaysError):
            yield holder_reminded(after, said, units, new_id())
    if after.closed and not after.voided and (before is None or before.closed is None):
        yield closed(after, after.closed, units[after.unit_id].unit, new_id())


def routed(route: Route, unit: Unit, event_id: UUID) -> TransactionRoutedV1:
    """State where a transaction is. `unit` is what the requester is told of the unit that has it."""
    return TransactionRoutedV1(
        id=event_id,
        occurred_at=route.history[-1].when,
        urgent=route.urgent,
        submission_id=route.submission_id,
        number=route.number,
        version=route.version,
        received_at=route.received_at,
        registered_at=route.registered_at,
        requester=route.requester,
        subject=route.subject,
        unit=unit,
        since=route.since,
        due_on=route.due_on,
        days_to_answer=route.days_to_answer,
        because=route.because,
        certainty=route.certainty,
        original_required=route.original_required,
        moved_from=_moved_from(route),
        also_with=tuple(sorted(tree.units(route) - {route.unit_id})),
        confidential=route.confidential,
        classified=route.classified,
    )


def closed(route: Route, how: Closed, unit: Unit, event_id: UUID) -> TransactionClosedV1:
    """State that a transaction is closed."""
    return TransactionClosedV1(
        id=event_id,
        occurred_at=how.at,
        urgent=route.urgent,
        submission_id=route.submission_id,
        number=route.number,
        version=route.version,
        received_at=route.received_at,
        closed_at=how.at,
        requester=route.requester,
        subject=route.subject,
        unit=unit,
        answered_by=how.answered_by,
        answered_at=next((each.at for each in reversed(route.replies) if each.number == how.answered_by), None),
        because=how.because,
        confidential=route.confidential,
        classified=route.classified,
        request_type=route.request_type,
        typed=route.typed,
    )


def holder_reminded(route: Route, said: Reminded, units: Units, event_id: UUID) -> HolderRemindedV1:
    """State that a branch comes due. Raises what `UnitCalendar.due_on` raises."""
    holder = tree.find(route, said.branch_id).holder
    calendar = UnitCalendar.of(units[holder.unit_id])
    return HolderRemindedV1(
        id=event_id,
        occurred_at=said.at,
        urgent=route.urgent,
        submission_id=route.submission_id,
        number=route.number,
        branch_id=said.branch_id,
        unit_id=holder.unit_id,
        person_id=holder.person_id,
        stage="soon" if said.step < DUE else "today" if said.step == DUE else "late",
        due_on=said.due_on,
        on=said.on,
        next_working_day=next_working_day(said.on, calendar),
        subject=route.subject,
        confidential=route.confidential,
    )


def _asking(route: Route, question: Question, units: Units) -> Unit:
    """The unit whose officer asks; the one that answers for the transaction, where the asking one is not known here."""
    asking = tree.find(route, question.branch_id).holder.unit_id
    return units.get(asking, units[route.unit_id]).unit


def _where(route: Route) -> object:
    """What others know of where a transaction is, until when, and who may see it."""
    return route.unit_id, route.since, route.due_on, route.certainty, tree.units(route), route.confidential


def _moved_from(route: Route) -> str | None:
    """The unit of the step before the last, when it was another one."""
    before = route.history[-2].unit_id if len(route.history) > 1 else route.unit_id
    return None if before == route.unit_id else before
