"""HTTP edge of what service offices handed in."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.registry.counter import CounterList
from services.registry.views import HandedInPage, handed_in_view
from shared.errors import InvalidRequestError
from shared.web.auth import Principal, require
from shared.web.paging import moment

Agent = Annotated[Principal, Depends(require("agent"))]


def counter_routes(counter: CounterList) -> APIRouter:
    """The routes of the counter."""
    router = APIRouter(prefix="/api/v1/counter", tags=["registry"])

    @router.get("/handed-in")
    async def list_handed_in(
        agent: Agent,
        mine: Annotated[bool, Query(description="Only what the agent himself handed in.")] = False,  # noqa: FBT002 - a parameter of the query
        q: Annotated[
            str, Query(max_length=200, description="A transaction number, a telephone number, or parts of a name.")
        ] = "",
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
    ) -> HandedInPage:
        """What the agent's own offices handed in, latest first."""
        found = await counter.handed_in(
            agent.units, by=agent.person_id if mine else None, typed=q, after=_place(after), limit=limit
        )
        last = found[-1] if len(found) == limit else None
        return HandedInPage(
            handed_in=[handed_in_view(matter, counter.types) for matter in found],
            next=_cursor(last.received_at, last.submission_id) if last else None,
        )

    return router


def _cursor(received_at: datetime, submission_id: UUID) -> str:
    # `Z` and not `+00:00`: a plus sign in a query is a space.
    return f"{received_at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z_{submission_id}"


def _place(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    try:
        received_at, submission_id = after.split("_")
        return moment(received_at), UUID(submission_id)
    except ValueError as error:
        raise InvalidRequestError(after) from error
