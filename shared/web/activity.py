"""The route by which a service tells auditors what a person did in it: the same for every service."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.deeds import Deeds
from shared.errors import InvalidRequestError
from shared.web.auth import Principal, require
from shared.web.paging import moment

FURTHEST = 100_000

Moment = Annotated[str, Query(max_length=40, examples=["2026-11-01T00:00:00Z"])]


class DeedView(BaseModel):
    """That somebody did something."""

    model_config = ConfigDict(from_attributes=True)

    at: AwareDatetime
    what: str = Field(description="What was done: a step of a history, `seen`, `signed-in` …")
    number: str | None = Field(description="Of the transaction that it was done to.")
    submission_id: UUID | None = Field(description="Of the matter that it was done to.")
    document_id: UUID | None = Field(description="Of the document that was given out.")
    letter_id: UUID | None = Field(default=None, description="Of the letter that it was done to.")
    letter: str | None = Field(default=None, description="The number of that letter, since it has one.")
    about: str | None = Field(description="Id of a unit or a person that it was done to.")


class DeedPage(BaseModel):
    """What somebody did, newest first; `next` is the `after` of the following page."""

    deeds: list[DeedView]
    next: int | None


def activity_routes(service: str, deeds: Deeds) -> APIRouter:
    """The route of one service."""
    router = APIRouter(prefix="/api/v1/activity", tags=[service])

    @router.get(f"/{service}", name=f"list_{service}_activity")
    async def list_activity(
        _auditor: Annotated[Principal, Depends(require("auditor"))],
        person: Annotated[str, Query(min_length=1, max_length=100, description="The person's id.")],
        since: Annotated[Moment, Query(description="Only from this moment on.")],
        until: Annotated[Moment, Query(description="Only before this moment.")],
        after: Annotated[int, Query(ge=0, le=FURTHEST, description="`next` of the page before.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000, description="Most entries of a page.")] = 200,
    ) -> DeedPage:
        """What a person did in this service, newest first. What it was about is told where that can be seen."""
        try:
            span = moment(since), moment(until)
        except ValueError as error:
            raise InvalidRequestError(f"{since} {until}") from error
        found = await deeds.of_person(person, span, skip=after, limit=limit)
        return DeedPage(
            deeds=[DeedView.model_validate(deed) for deed in found],
            next=after + limit if len(found) == limit and after + limit <= FURTHEST else None,
        )

    return router
