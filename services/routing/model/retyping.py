"""A transaction turns out to be of another type: its term is another one, and perhaps its unit. Pure rules."""

from dataclasses import replace
from datetime import date, datetime

from services.routing.model import tree
from services.routing.model.branch import Branch, By
from services.routing.model.changes import assign
from services.routing.model.route import Route, Step
from services.routing.model.terms import BY_PAUSE, Units, rescheduled
from shared.contracts.registry import TransactionRetypedV1

BY_TYPE = "request-type"
"""Why a due date changed: the transaction is of another type, which has another term."""


def retype(route: Route, retyped: TransactionRetypedV1, units: Units, now: datetime) -> Route:
    """Count the term of the transaction anew, by the days of its type, and give it to another unit if one is named.

    What was referred from it keeps its terms. Older news changes nothing, nor anything what is void.
    """
    if route.voided or route.typed >= retyped.version:
        return route
    root, *others = tree.of(route)
    step = Step(when=now, who=retyped.by, unit_id=route.unit_id, because=retyped.reason, kind="retyped")
    of_type = replace(
        route,
        request_type=retyped.request_type,
        days_to_answer=retyped.days_to_answer,
        original_required=retyped.original_required,
        typed=retyped.version,
        # An untouched root follows from the route.
        branches=(replace(root, days=retyped.days_to_answer), *others) if route.branches else (),
        history=(*route.history, step),
    )

    def because(branch: Branch, _due_on: date) -> str:
        return BY_TYPE if branch.branch_id == root.branch_id else BY_PAUSE

    counted = rescheduled(of_type, units, now, because)
    if retyped.unit_id is not None and retyped.unit_id != route.unit_id:
        by = By(person_id=retyped.by)
        counted = assign(counted, units[retyped.unit_id], by, now, retyped.reason)
    # One change, however many dates it moves.
    return replace(counted, version=route.version + 1)
