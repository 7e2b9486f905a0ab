"""A route as others hear of it."""

from uuid import UUID

from services.routing.model.route import Route
from shared.contracts.base import Unit
from shared.contracts.routing import TransactionRoutedV1


def routed(route: Route, unit: Unit, event_id: UUID) -> TransactionRoutedV1:
    """State a route as the event that others hear. `unit` is what the requester is told of the unit that has it."""
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
    )


def _moved_from(route: Route) -> str | None:
    """The unit of the step before the last, when it was another one."""
    before = route.history[-2].unit_id if len(route.history) > 1 else route.unit_id
    return None if before == route.unit_id else before
