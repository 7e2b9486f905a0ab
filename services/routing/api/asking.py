"""What all routes of routing share: who asks, and what the request is about."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Response

from services.routing.requesting import Done, Request
from services.routing.rights import Person
from services.routing.views import DoneView, done_view
from shared.errors import NotFoundError
from shared.transaction_number import parse_number
from shared.web.auth import Principal, require
from shared.web.versions import Conditions, conditions, tag

Number = Annotated[str, Path(description="A transaction number.", examples=["IN-2026-000123-7"])]
BranchId = Annotated[UUID, Path(description="A branch of the transaction's work.")]
Given = Annotated[Conditions, Depends(conditions)]


def canonical(number: str) -> str:
    """A number as it is kept, however people write it. Raises `NotFoundError`."""
    parsed = parse_number(number)
    if parsed is None:
        raise NotFoundError(number)
    return str(parsed)


def person_of(principal: Principal) -> Person:
    """Who asks, and whom the person acts for, in the words of the service."""
    own = _person(principal)
    return replace(own, acts_for=tuple(replace(_person(other), acted_by=own.by) for other in principal.acts_for))


def _person(principal: Principal) -> Person:
    return Person(
        person_id=principal.person_id,
        name=principal.name,
        roles=principal.roles,
        units=principal.units,
        cleared=principal.cleared,
    )


async def _clerk(principal: Annotated[Principal, Depends(require("clerk"))]) -> Person:
    return person_of(principal)


async def _staff(
    principal: Annotated[Principal, Depends(require("clerk", "auditor", "manager", "officer"))],
) -> Person:
    return person_of(principal)


async def _worker(principal: Annotated[Principal, Depends(require("clerk", "manager", "officer"))]) -> Person:
    return person_of(principal)


Clerk = Annotated[Person, Depends(_clerk)]
Staff = Annotated[Person, Depends(_staff)]
Worker = Annotated[Person, Depends(_worker)]


def request_of(person: Person, number: str, given: Conditions) -> Request:
    """What somebody asks for, in the words of the service. Raises `NotFoundError` for what is no number."""
    return Request(
        person=person,
        number=canonical(number),
        versions=given.versions,
        key=given.key,
        fingerprint=given.fingerprint,
    )


async def _workers_request(number: Number, worker: Worker, given: Given) -> Request:
    return request_of(worker, number, given)


async def _clerks_request(number: Number, clerk: Clerk, given: Given) -> Request:
    return request_of(clerk, number, given)


WorkersRequest = Annotated[Request, Depends(_workers_request)]
ClerksRequest = Annotated[Request, Depends(_clerks_request)]


def told(done: Done, response: Response) -> DoneView:
    """What came of a change, with its version in the header."""
    tag(response, done.version)
    return done_view(done)
