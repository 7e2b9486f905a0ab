"""HTTP edge of directory: units with their telephones and calendars, and what administrators do with them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from services.directory.asking import Given, asked
from services.directory.bodies import CalendarBody, NewUnitBody, UnitBody
from services.directory.model import Unit, days_of
from services.directory.service import Directory
from services.directory.unit_views import CalendarDayView, UnitChangeView, UnitPage, UnitView
from shared.web.auth import Principal, require_own
from shared.web.problems import documented
from shared.web.versions import ETAG, tag

Administrator = Annotated[Principal, Depends(require_own("administrator"))]
Watcher = Annotated[Principal, Depends(require_own("administrator", "auditor"))]
Limit = Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")]
After = Annotated[str, Query(max_length=100, description="`next` of the page before.")]
UnitId = Annotated[str, Path(description="The unit's code.", examples=["labour-permits"])]
TAGGED: dict[int | str, dict[str, object]] = {200: {"headers": ETAG}}


def routes(directory: Directory) -> APIRouter:
    """The routes of units."""
    router = APIRouter(prefix="/api/v1/units", tags=["directory"])
    _changing(router, directory)

    @router.get("")
    async def list_units(after: After = "", limit: Limit = 50) -> UnitPage:
        """The units with their telephones and calendars: public, and without people."""
        found = await directory.units(after=after, limit=limit)
        return UnitPage(
            units=[UnitView.model_validate(unit) for unit in found],
            next=found[-1].unit_id if len(found) == limit else None,
        )

    @router.get("/{unit_id}", responses=TAGGED)
    async def show_unit(unit_id: UnitId, response: Response) -> UnitView:
        """One unit."""
        return _told(await directory.unit(unit_id), response)

    @router.get("/{unit_id}/calendar/{year}")
    async def show_unit_calendar(
        unit_id: UnitId, year: Annotated[int, Path(ge=1990, le=2100, description="Of the Gregorian calendar.")]
    ) -> list[CalendarDayView]:
        """The days of a year that are not as every week has them: public holidays, and what was announced."""
        unit = await directory.unit(unit_id)
        return [CalendarDayView.model_validate(one) for one in days_of(unit, year)]

    @router.get("/{unit_id}/changes")
    async def list_unit_changes(unit_id: UnitId, _watcher: Watcher, limit: Limit = 50) -> list[UnitChangeView]:
        """Who changed a unit, newest first, with what stood there before."""
        return [UnitChangeView.model_validate(change) for change in await directory.changes(unit_id, limit)]

    return router


def _changing(router: APIRouter, directory: Directory) -> None:
    @router.post("", status_code=201, responses={**documented(409), 201: {"headers": ETAG}})
    async def add_unit(body: NewUnitBody, administrator: Administrator, given: Given, response: Response) -> UnitView:
        """Add a unit, to which transactions can be referred from then on."""
        return _told(await directory.add_unit(body.unit(), asked(administrator, given, body.reason)), response)

    @router.patch("/{unit_id}", responses={**documented(409, 412, 428), **TAGGED})
    async def change_unit(
        unit_id: UnitId, body: UnitBody, administrator: Administrator, given: Given, response: Response
    ) -> UnitView:
        """Change a unit, or give it up; what others keep of it follows."""
        request = asked(administrator, given, body.reason)
        return _told(await directory.change(unit_id, body.patch(), request), response)

    @router.patch("/{unit_id}/calendar", responses={**documented(412, 428), **TAGGED})
    async def change_unit_calendar(
        unit_id: UnitId, body: CalendarBody, administrator: Administrator, given: Given, response: Response
    ) -> UnitView:
        """Announce days off or on, or take them back; due dates follow."""
        request = asked(administrator, given, body.reason)
        return _told(await directory.change(unit_id, body.patch(), request), response)

    @router.post("/{unit_id}/changes/{version}/undo", responses={**documented(409, 412, 428), **TAGGED})
    async def undo_unit_change(
        unit_id: UnitId,
        version: Annotated[int, Path(ge=1, le=2**31, description="The change's version.")],
        administrator: Administrator,
        given: Given,
        response: Response,
    ) -> UnitView:
        """Make what a change touched what it was before; that is a change itself."""
        return _told(await directory.undo(unit_id, version, asked(administrator, given)), response)


def _told(unit: Unit, response: Response) -> UnitView:
    tag(response, unit.version)
    return UnitView.model_validate(unit)
