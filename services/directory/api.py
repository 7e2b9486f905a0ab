"""HTTP edge of directory: units, people, and who signed in."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from services.directory.bodies import CalendarBody, UnitBody
from services.directory.model import Person, UnitPatch
from services.directory.ports import Place
from services.directory.service import Directory
from services.directory.views import (
    ActedForView,
    MeView,
    PersonPage,
    PersonView,
    SignInPage,
    SignInView,
    UnitChangeView,
    UnitPage,
    UnitView,
)
from shared.errors import InvalidRequestError
from shared.language import Text
from shared.web.auth import Principal, require_own, signed_in
from shared.web.paging import moment
from shared.web.problems import documented

Administrator = Annotated[Principal, Depends(require_own("administrator"))]
Watcher = Annotated[Principal, Depends(require_own("administrator", "auditor"))]
Reader = Annotated[Principal, Depends(require_own("administrator", "clerk", "auditor"))]
Limit = Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")]
After = Annotated[str, Query(max_length=100, description="`next` of the page before.")]
UnitId = Annotated[str, Path(description="The unit's code.", examples=["labour-permits"])]


def routes(directory: Directory) -> APIRouter:
    """The routes of directory, but for those that give tokens."""
    router = APIRouter(prefix="/api/v1", tags=["directory"])

    @router.get("/units")
    async def list_units(after: After = "", limit: Limit = 50) -> UnitPage:
        """The units with their telephones and calendars: public, and without people."""
        found = await directory.units(after=after, limit=limit)
        return UnitPage(
            units=[UnitView.model_validate(unit) for unit in found],
            next=found[-1].unit_id if len(found) == limit else None,
        )

    @router.get("/units/{unit_id}")
    async def show_unit(unit_id: UnitId) -> UnitView:
        """One unit."""
        return UnitView.model_validate(await directory.unit(unit_id))

    @router.patch("/units/{unit_id}", responses=documented(409))
    async def change_unit(unit_id: UnitId, body: UnitBody, administrator: Administrator) -> UnitView:
        """Change a unit's name or telephone; what others keep of it follows."""
        patch = UnitPatch(name=body.name, telephone=body.telephone)
        return UnitView.model_validate(await directory.change(unit_id, patch, by=administrator.person_id))

    @router.patch("/units/{unit_id}/calendar", responses=documented(409))
    async def change_unit_calendar(unit_id: UnitId, body: CalendarBody, administrator: Administrator) -> UnitView:
        """Announce days off or on, or take them back; due dates follow."""
        return UnitView.model_validate(await directory.change(unit_id, body.patch(), by=administrator.person_id))

    @router.get("/units/{unit_id}/changes")
    async def list_unit_changes(unit_id: UnitId, _watcher: Watcher, limit: Limit = 50) -> list[UnitChangeView]:
        """Who changed a unit, newest first."""
        return [UnitChangeView.model_validate(change) for change in await directory.changes(unit_id, limit)]

    @router.get("/people")
    async def list_people(_reader: Reader, after: After = "", limit: Limit = 50) -> PersonPage:
        """The people with their roles and units."""
        found = await directory.people(after=after, limit=limit)
        return PersonPage(
            people=[PersonView.model_validate(person) for person in found],
            next=found[-1].person_id if len(found) == limit else None,
        )

    @router.get("/me")
    async def show_me(asker: Annotated[Principal, Depends(signed_in)]) -> MeView:
        """Who asks, and what the token allows."""
        known = await directory.known({asker.person_id, *(other.person_id for other in asker.acts_for)})
        person = known.get(asker.person_id)
        return MeView(
            person_id=asker.person_id,
            login=person.login if person else None,
            name=_name(asker, known),
            roles=sorted(asker.roles),
            units=sorted(asker.units),
            clearance=asker.clearance,
            acts_for=[
                ActedForView(
                    person_id=other.person_id,
                    name=_name(other, known),
                    roles=sorted(other.roles),
                    units=sorted(other.units),
                    until=other.until,
                )
                for other in asker.acts_for
            ],
        )

    @router.get("/sign-ins")
    async def list_sign_ins(_watcher: Watcher, after: After = "", limit: Limit = 50) -> SignInPage:
        """Who signed in or tried to, newest first."""
        found = await directory.sign_ins(after=_place(after), limit=limit)
        last = found[-1] if len(found) == limit else None
        return SignInPage(
            sign_ins=[SignInView.model_validate(one) for one in found],
            next=f"{last.at.isoformat()}_{last.sign_in_id}" if last else None,
        )

    return router


def _name(one: Principal, known: Mapping[str, Person]) -> Text:
    """A name in both languages; of somebody whom only another issuer knows, the one that the token says."""
    return known[one.person_id].name if one.person_id in known else Text(ar=one.name, en=one.name)


def _place(after: str) -> Place | None:
    if not after:
        return None
    at, _, sign_in_id = after.partition("_")
    try:
        return moment(at), UUID(sign_in_id)
    except ValueError as error:
        raise InvalidRequestError(after) from error
