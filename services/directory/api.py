"""HTTP edge of directory: who there is, who asks, and who signed in."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.directory.model import Person, Role, Wanted
from services.directory.ports import Place
from services.directory.service import Directory
from services.directory.views import (
    ActedForView,
    ColleaguePage,
    ColleagueView,
    MeView,
    PersonPage,
    PersonView,
    ReachedView,
    SignInPage,
    SignInView,
)
from shared.errors import InvalidRequestError
from shared.language import Text
from shared.web.auth import Principal, require, require_own, signed_in
from shared.web.paging import moment

Colleague = Annotated[Principal, Depends(require("clerk", "officer", "manager", "auditor"))]
Watcher = Annotated[Principal, Depends(require_own("administrator", "auditor"))]
Reader = Annotated[Principal, Depends(require_own("administrator", "clerk", "auditor"))]
Limit = Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")]
After = Annotated[str, Query(max_length=100, description="`next` of the page before.")]


def routes(directory: Directory) -> APIRouter:
    """The routes that show people."""
    router = APIRouter(prefix="/api/v1", tags=["directory"])

    @router.get("/people")
    async def list_people(
        _reader: Reader,
        q: Annotated[str, Query(max_length=200, description="Words of the name, or of the login.")] = "",
        unit: Annotated[str, Query(max_length=100, description="Only those who work in this unit.")] = "",
        role: Annotated[Role | None, Query(description="Only those who have this role.")] = None,
        active: Annotated[bool | None, Query(description="Only those who may sign in, or may not.")] = None,
        after: After = "",
        limit: Limit = 50,
    ) -> PersonPage:
        """The people with their roles and units, found as people compare names."""
        wanted = Wanted(words=q, unit_id=unit, role=role, active=active)
        found = await directory.people(after=after, limit=limit, wanted=wanted)
        return PersonPage(
            people=[PersonView.model_validate(person) for person in found],
            next=found[-1].person_id if len(found) == limit else None,
        )

    @router.get("/colleagues")
    async def list_colleagues(_colleague: Colleague, after: After = "", limit: Limit = 50) -> ColleaguePage:
        """Who works where, for those who pass work on and read who did something."""
        found = await directory.people(after=after, limit=limit)
        return ColleaguePage(
            colleagues=[ColleagueView.model_validate(person) for person in found],
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
            reached=ReachedView.model_validate(person) if person else None,
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
