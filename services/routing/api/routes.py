"""HTTP edge of routing: where transactions are, and what waits for whom."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.routing import rights
from services.routing.api.asking import Number, Staff, Worker, canonical
from services.routing.inboxes import Inboxes, Show
from services.routing.known_units import UnitWatch
from services.routing.rules import Certainty
from services.routing.service import Routing
from services.routing.views import (
    InboxCounts,
    InboxPage,
    RouteDetail,
    RoutePage,
    follow_up_page,
    inbox_counts,
    inbox_page,
    route_detail,
    route_view,
)
from shared.clock import Clock
from shared.web.versions import ETAG, tag

After = Annotated[str, Query(max_length=100, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")]
OneUnit = Annotated[str | None, Query(max_length=100, description="Only what this unit holds, or gave away.")]


def reading_routes(routing: Routing, inboxes: Inboxes, units: UnitWatch, clock: Clock) -> APIRouter:
    """The routes that show something and change nothing."""
    router = APIRouter(prefix="/api/v1", tags=["routing"])

    @router.get("/routes")
    async def list_routes(
        staff: Staff,
        certainty: Annotated[Certainty | None, Query(description="Only those whose unit is this sure.")] = None,
        unit: Annotated[str | None, Query(max_length=100, description="Only what this unit has.")] = None,
        after: After = "",
        limit: Limit = 50,
    ) -> RoutePage:
        """What units have: all of it for clerks and auditors, their own units' for officers and managers."""
        own, confidential = rights.listed(staff)
        wanted = own if unit is None else frozenset({unit}) if own is None else own & {unit}
        found = await routing.inbox(
            units=wanted, confidential=confidential, certainty=certainty, after=after, limit=limit
        )
        return RoutePage(
            routes=[route_view(route) for route in found],
            next=found[-1].place if len(found) == limit else None,
        )

    @router.get("/routes/{number}", responses={200: {"headers": ETAG}})
    async def show_route(number: Number, staff: Staff, response: Response) -> RouteDetail:
        """Which unit has a transaction and all work on it, for those who may see it."""
        found = await routing.route(canonical(number))
        rights.check(staff, "see", found)
        tag(response, found.version)
        return route_detail(found, staff, units.current.by_id, clock.now())

    @router.get("/inbox")
    async def show_inbox(
        worker: Worker,
        show: Annotated[
            Show,
            Query(
                description="Everything, what does not wait for the requester, what does, or what is late and does not."
            ),
        ] = "all",
        mine: Annotated[bool, Query(description="Only what was given to the asker in person.")] = False,  # noqa: FBT002 - a query parameter has a name
        unit: OneUnit = None,
        after: After = "",
        limit: Limit = 50,
    ) -> InboxPage:
        """What waits for the asker: what was referred to the own units or to oneself, urgent first, then by due date."""
        page = await inboxes.page(worker, mine=mine, unit=unit, show=show, after=after, limit=limit)
        return inbox_page(page, worker, units.current.by_id, clock.now())

    @router.get("/inbox/counts")
    async def count_inbox(
        worker: Worker,
        mine: Annotated[bool, Query(description="Only what was given to, or by, the asker in person.")] = False,  # noqa: FBT002 - a query parameter has a name
        unit: OneUnit = None,
    ) -> InboxCounts:
        """How much waits for the asker, and for how much the asker waits; counted up to 99."""
        return inbox_counts(await inboxes.counts(worker, mine=mine, unit=unit))

    @router.get("/follow-up")
    async def show_follow_up(
        worker: Worker,
        mine: Annotated[bool, Query(description="Only what the asker gave away or asked in person.")] = False,  # noqa: FBT002 - a query parameter has a name
        unit: OneUnit = None,
        after: After = "",
        limit: Limit = 50,
    ) -> InboxPage:
        """What the asker's units referred to others for action and is not done, and what they asked the requester."""
        page = await inboxes.page(worker, mine=mine, unit=unit, show="given", after=after, limit=limit)
        return follow_up_page(page, worker, units.current.by_id, clock.now())

    return router
