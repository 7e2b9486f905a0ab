"""What is written down beside the work: notes, and the answers that a repeated request gets again."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.errors import KeyReusedError, RouteFullError, VoidedRouteError
from services.routing.model.branch import By
from services.routing.model.route import Answered, Note, Route

MOST_NOTES = 500
MOST_ANSWERED = 32
"""Of one transaction; a request is repeated within seconds, if at all."""


def note(route: Route, text: str, by: By, now: datetime) -> Route:
    """Add a note. Raises `RouteFullError`, `VoidedRouteError`."""
    if route.voided:
        raise VoidedRouteError(route.number)
    if len(route.notes) == MOST_NOTES:
        raise RouteFullError(route.number)
    noted = Note(
        person_id=by.person_id,
        name=by.name,
        at=now,
        text=text,
        on_behalf_of=by.on_behalf_of,
        on_behalf_of_name=by.on_behalf_of_name,
    )
    return replace(route, version=route.version + 1, notes=(*route.notes, noted))


def answered(route: Route, person_id: str, key: str, fingerprint: str) -> Answered | None:
    """What this person's request with this key was answered. Raises `KeyReusedError` when it was another request."""
    found = next((each for each in route.answered if (each.person_id, each.key) == (person_id, key)), None)
    if found is not None and found.fingerprint != fingerprint:
        raise KeyReusedError(key)
    return found


def with_answer(route: Route, person_id: str, key: str, fingerprint: str, branch_ids: tuple[UUID, ...]) -> Route:
    """Remember what a request was answered; the oldest is forgotten when there are too many."""
    new = Answered(person_id=person_id, key=key, fingerprint=fingerprint, version=route.version, branch_ids=branch_ids)
    return replace(route, answered=(*route.answered, new)[-MOST_ANSWERED:])
