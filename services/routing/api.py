"""HTTP edge of routing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field

from services.routing.rules import Certainty
from services.routing.service import Routing
from services.routing.views import RoutePage, RouteView, route_view
from shared.errors import NotFoundError
from shared.transaction_number import parse_number
from shared.web.auth import Principal, require
from shared.web.problems import documented

Clerk = Annotated[Principal, Depends(require("clerk"))]
Number = Annotated[str, Path(description="A transaction number.", examples=["IN-2026-000123-7"])]
Staff = Annotated[Principal, Depends(require("clerk", "auditor", "manager", "officer"))]


class Assign(BaseModel):
    """Give a transaction to a unit, or confirm the doubtful one that has it."""

    unit_id: Annotated[str, Field(min_length=1, max_length=100, description="The unit's code.")]
    reason: Annotated[str, Field(max_length=2000, description="Kept in the history; the requester is not told.")] = ""


def routes(routing: Routing) -> APIRouter:
    """The routes of routing."""
    router = APIRouter(prefix="/api/v1/routes", tags=["routing"])

    @router.get("")
    async def list_routes(
        staff: Staff,
        certainty: Annotated[Certainty | None, Query(description="Only those whose unit is this sure.")] = None,
        unit: Annotated[str | None, Query(max_length=100, description="Only what this unit has.")] = None,
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
    ) -> RoutePage:
        """What units have: all of it for clerks and auditors, their own units' inbox for officers and managers."""
        own = _units_of(staff)
        units = own if unit is None else frozenset({unit}) if own is None else own & {unit}
        found = await routing.inbox(units=units, certainty=certainty, after=after, limit=limit)
        return RoutePage(
            routes=[route_view(route) for route in found],
            next=found[-1].place if len(found) == limit else None,
        )

    @router.get("/{number}")
    async def show_route(number: Number, staff: Staff) -> RouteView:
        """Which unit has a transaction, for those who may see it."""
        found = await routing.route(_number(number))
        own = _units_of(staff)
        if own is not None and found.unit_id not in own:
            # The same answer as for one that does not exist.
            raise NotFoundError(number)
        return route_view(found)

    @router.post("/{number}/assign", responses=documented(409))
    async def assign_unit(number: Number, body: Assign, clerk: Clerk) -> RouteView:
        """Give a transaction to a unit; its requester is told when it is another one."""
        return route_view(
            await routing.assign(_number(number), unit_id=body.unit_id, reason=body.reason, by=clerk.person_id)
        )

    return router


def _units_of(staff: Principal) -> frozenset[str] | None:
    """The units whose routes a person may see; None for all."""
    return None if staff.has("clerk", "auditor") else staff.units


def _number(text: str) -> str:
    parsed = parse_number(text)
    if parsed is None:
        raise NotFoundError(text)
    return str(parsed)
