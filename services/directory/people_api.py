"""HTTP edge of directory: the staff, and what administrators do with them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from services.directory.bodies import PersonBody, PersonPatchBody
from services.directory.choosing_passwords import ChoosingPasswords
from services.directory.model import Person
from services.directory.staffing import Staffing
from services.directory.views import InvitationView, PersonChangeView, PersonView
from shared.web.auth import Principal, require_own
from shared.web.problems import documented

Administrator = Annotated[Principal, Depends(require_own("administrator"))]
Watcher = Annotated[Principal, Depends(require_own("administrator", "auditor"))]
PersonId = Annotated[str, Path(max_length=60, description="The person's id.", examples=["p-0002"])]


def routes(staffing: Staffing, choosing: ChoosingPasswords) -> APIRouter:
    """The routes that change people."""
    router = APIRouter(prefix="/api/v1/people", tags=["people"])

    @router.post("", status_code=201, responses=documented(409))
    async def add_person(body: PersonBody, administrator: Administrator) -> PersonView:
        """Add a person, who can sign in once invited."""
        person = Person(
            person_id=staffing.new_person_id(),
            login=body.login,
            name=body.name,
            roles=body.roles,
            units=body.units,
            clearance=body.clearance,
        )
        return PersonView.model_validate(await staffing.hire(person, by=administrator.person_id))

    @router.get("/{person_id}")
    async def show_person(person_id: PersonId, _watcher: Watcher) -> PersonView:
        """One person."""
        return PersonView.model_validate(await staffing.person(person_id))

    @router.patch("/{person_id}", responses=documented(409))
    async def change_person(person_id: PersonId, body: PersonPatchBody, administrator: Administrator) -> PersonView:
        """Change name, roles, units, clearance, or whether the person may sign in; what is not stated stays.

        Nobody changes what they themselves may do. Tokens follow at the next sign-in, within an hour.
        """
        return PersonView.model_validate(
            await staffing.change(person_id, body.patch(), by=administrator.person_id),
        )

    @router.get("/{person_id}/changes")
    async def list_person_changes(
        person_id: PersonId,
        _watcher: Watcher,
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries.")] = 50,
    ) -> list[PersonChangeView]:
        """Who changed a person, newest first, with what stood there before."""
        return [PersonChangeView.model_validate(one) for one in await staffing.changes(person_id, limit)]

    @router.post("/{person_id}/changes/{version}/undo", responses=documented(409))
    async def undo_person_change(
        person_id: PersonId,
        version: Annotated[int, Path(ge=1, le=2**31, description="The change's version.")],
        administrator: Administrator,
    ) -> PersonView:
        """Make what a change touched what it was before; that is a change itself."""
        return PersonView.model_validate(await staffing.undo(person_id, version, by=administrator.person_id))

    @router.post("/{person_id}/invitation", status_code=201)
    async def invite_person(person_id: PersonId, administrator: Administrator) -> InvitationView:
        """Let a person choose a password, once. The secret is shown here only; an earlier one is void by it."""
        made = await choosing.invite(person_id, by=administrator.person_id)
        return InvitationView(secret=made.secret, until=made.until)

    return router
