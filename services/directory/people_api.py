"""HTTP edge of directory: the staff, and what administrators do with them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from services.directory.asking import Given, asked
from services.directory.bodies import PersonBody, PersonPatchBody
from services.directory.choosing_passwords import ChoosingPasswords
from services.directory.model import Person
from services.directory.own_bodies import OwnAccountBody
from services.directory.staffing import Staffing
from services.directory.views import InvitationView, PersonChangeView, PersonView, ReachedView
from shared.web.auth import Principal, require_own, signed_in
from shared.web.openapi import NAMES_SOMETHING
from shared.web.problems import documented
from shared.web.versions import ETAG, tag

Administrator = Annotated[Principal, Depends(require_own("administrator"))]
Watcher = Annotated[Principal, Depends(require_own("administrator", "auditor"))]
PersonId = Annotated[str, Path(max_length=60, description="The person's id.", examples=["p-0002"])]
TAGGED: dict[int | str, dict[str, object]] = {200: {"headers": ETAG}}


def routes(staffing: Staffing, choosing: ChoosingPasswords) -> APIRouter:
    """The routes that change people."""
    router = APIRouter(prefix="/api/v1/people", tags=["people"])

    def told(person: Person, response: Response) -> PersonView:
        tag(response, person.version)
        return PersonView.model_validate(person)

    @router.post("", status_code=201, responses={**documented(409), 201: {"headers": ETAG}})
    async def add_person(
        body: PersonBody, administrator: Administrator, given: Given, response: Response
    ) -> PersonView:
        """Add a person, who can sign in once invited."""
        return told(await staffing.hire(body.person(), asked(administrator, given, body.reason)), response)

    @router.get("/{person_id}", responses=TAGGED)
    async def show_person(person_id: PersonId, _watcher: Watcher, response: Response) -> PersonView:
        """One person."""
        return told(await staffing.person(person_id), response)

    @router.patch("/{person_id}", responses={**documented(412, 428), **TAGGED})
    async def change_person(
        person_id: PersonId, body: PersonPatchBody, administrator: Administrator, given: Given, response: Response
    ) -> PersonView:
        """Change name, roles, units, clearance, or whether the person may sign in; what is not stated stays.

        Nobody changes what they themselves may do. Tokens follow at the next sign-in, within an hour.
        """
        request = asked(administrator, given, body.reason)
        return told(await staffing.change(person_id, body.patch(), request), response)

    @router.get("/{person_id}/changes")
    async def list_person_changes(
        person_id: PersonId,
        _watcher: Watcher,
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries.")] = 50,
    ) -> list[PersonChangeView]:
        """Who changed a person, newest first, with what stood there before."""
        return [PersonChangeView.model_validate(one) for one in await staffing.changes(person_id, limit)]

    @router.post("/{person_id}/changes/{version}/undo", responses={**documented(412, 428), **TAGGED})
    async def undo_person_change(
        person_id: PersonId,
        version: Annotated[int, Path(ge=1, le=2**31, description="The change's version.")],
        administrator: Administrator,
        given: Given,
        response: Response,
    ) -> PersonView:
        """Make what a change touched what it was before; that is a change itself."""
        return told(await staffing.undo(person_id, version, asked(administrator, given)), response)

    @router.post("/{person_id}/invitation", status_code=201)
    async def invite_person(person_id: PersonId, administrator: Administrator) -> InvitationView:
        """Let a person choose a password, once. The secret is shown here only; an earlier one is void by it."""
        made = await choosing.invite(person_id, by=administrator.person_id)
        return InvitationView(secret=made.secret, until=made.until)

    return router


def own_routes(staffing: Staffing) -> APIRouter:
    """What everybody may change of the own account."""
    router = APIRouter(prefix="/api/v1/me", tags=["people"])

    # Somebody whom only another issuer knows has no account here.
    @router.patch("", responses={**documented(412, 428), **TAGGED}, openapi_extra=NAMES_SOMETHING)
    async def change_own_account(
        body: OwnAccountBody, asker: Annotated[Principal, Depends(signed_in)], given: Given, response: Response
    ) -> ReachedView:
        """Change how one is reached, and whether one is reminded of what comes due; what is not stated stays."""
        changed = await staffing.change(asker.person_id, body.patch(), asked(asker, given, ""))
        tag(response, changed.version)
        return ReachedView.model_validate(changed)

    return router
