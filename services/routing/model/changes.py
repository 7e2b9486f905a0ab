"""What happens to a transaction as a whole: it gets its first unit, another one, goes back, is voided. Pure rules."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.routing.calendars import UnitCalendar
from services.routing.errors import NobodyAboveError, VoidedRouteError
from services.routing.model import tree
from services.routing.model.branch import By, Holder
from services.routing.model.ending import endable
from services.routing.model.route import SYSTEM, Route, Step
from services.routing.model.terms import root_due_on
from services.routing.rules import CLERK, RETURNED, Decision
from shared.contracts.directory import UnitChangedV1
from shared.contracts.registry import MatterClassifiedV1, TransactionRegisteredV1


def first_route(
    registered: TransactionRegisteredV1,
    decision: Decision,
    unit: UnitChangedV1,
    now: datetime,
    *,
    rules_version: int | None = None,
) -> Route:
    """Give a registered transaction to the unit that was decided on. `unit` is that unit as directory states it.

    `rules_version` is the number of the rules that the decision was made by.

    Raises `ValueError` when it is another unit, and what `due_date` raises.
    """
    if unit.unit.unit_id != decision.unit_id:
        raise ValueError(f"decided on {decision.unit_id}, given {unit.unit.unit_id}")
    return Route(
        submission_id=registered.submission_id,
        number=registered.number,
        version=1,
        unit_id=decision.unit_id,
        since=now,
        due_on=due_date(registered.received_at, registered.days_to_answer, unit),
        days_to_answer=registered.days_to_answer,
        because=decision.because,
        certainty=decision.certainty,
        received_at=registered.received_at,
        registered_at=registered.registered_at,
        requester=registered.requester,
        subject=registered.subject,
        urgent=registered.urgent,
        original_required=registered.original_required,
        confidential=registered.confidential,
        classified=registered.version or 0,
        candidates=decision.candidates,
        history=(
            Step(when=now, who=SYSTEM, unit_id=decision.unit_id, because=decision.because, rules_version=rules_version),
        ),
        request_type=registered.request_type,
    )


def assign(route: Route, unit: UnitChangedV1, by: By, now: datetime, reason: str = "") -> Route:
    """Give a transaction to another unit, by a clerk's decision, which is certain. The reason is in the history.

    To the unit that has it already, it confirms a doubtful route and reopens one that is done; another one stays as it
    is. What was referred from it stays referred. Raises `VoidedRouteError`, and what `due_date` raises.
    """
    if route.voided:
        raise VoidedRouteError(route.number)
    unit_id = unit.unit.unit_id
    if unit_id == route.unit_id and route.certainty == "certain" and tree.root(route).runs:
        return route
    step = Step(
        when=now,
        who=by.person_id,
        unit_id=unit_id,
        because=reason or CLERK,
        kind="assigned",
        on_behalf_of=by.on_behalf_of or None,
    )
    return replace(_given(route, unit, by, now, step), because=CLERK, certainty="certain")


def give_back_root(route: Route, desk: UnitChangedV1, by: By, now: datetime, reason: str) -> Route:
    """Return a transaction to the documents department, whose clerks see it among the doubtful.

    Raises `NobodyAboveError` where that department has it itself, `BranchEndedError`, `OpenWorkBelowError`,
    `QuestionWaitingError`, `VoidedRouteError`, and what `due_date` raises.
    """
    root = endable(route, tree.root(route).branch_id)
    if root.holder.unit_id == desk.unit.unit_id:
        raise NobodyAboveError(route.number)
    step = Step(
        when=now,
        who=by.person_id,
        unit_id=desk.unit.unit_id,
        because=reason,
        kind="returned",
        branch_id=root.branch_id,
        on_behalf_of=by.on_behalf_of or None,
    )
    return replace(_given(route, desk, by, now, step), because=RETURNED, certainty="doubtful")


def classify(route: Route, classified: MatterClassifiedV1, now: datetime) -> Route:
    """Note whether it is confidential, as registry said; older news changes nothing."""
    if route.classified >= classified.version:
        return route
    step = Step(
        when=now,
        who=classified.by or SYSTEM,
        unit_id=route.unit_id,
        because=classified.because,
        kind="classified",
    )
    return replace(
        route,
        version=route.version + 1,
        confidential=classified.confidential,
        classified=classified.version,
        history=(*route.history, step),
    )


def void(route: Route, by: str, reason: str, now: datetime) -> Route:
    """Close the route of a voided transaction; doing it again changes nothing."""
    if route.voided:
        return route
    step = Step(when=now, who=by, unit_id=route.unit_id, because=reason, kind="voided")
    return replace(route, version=route.version + 1, voided=True, history=(*route.history, step))


def due_date(received_at: datetime, days_to_answer: int, unit: UnitChangedV1) -> date:
    """Find the last day to answer: working days of the unit, after the day it was received in the unit's time zone.

    Raises `ZoneInfoNotFoundError` for an unknown zone, and what `UnitCalendar.due_on` raises.
    """
    day = received_at.astimezone(ZoneInfo(unit.time_zone)).date()
    return UnitCalendar.of(unit).due_on(day, days_to_answer)


def _given(route: Route, unit: UnitChangedV1, by: By, now: datetime, step: Step) -> Route:
    """The root with a unit that is to begin with it; the branches below stay."""
    unit_id, due_on = unit.unit.unit_id, root_due_on(route, unit)
    since = route.since if unit_id == route.unit_id else now
    root, *others = tree.of(route)
    given = replace(
        root,
        holder=Holder(unit_id=unit_id),
        given_by=by,
        given_at=since,
        due_on=due_on,
        state="open",
        accepted_at=None,
        accepted_by=None,
        ended=None,
    )
    return replace(
        route,
        version=route.version + 1,
        unit_id=unit_id,
        since=since,
        due_on=due_on,
        candidates=(),
        closed=None,
        # An untouched root follows from the route.
        branches=(given, *others) if route.branches else (),
        history=(*route.history, step),
    )
