"""What was confirmed."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from services.storage.retention.api.due import is_cleared
from services.storage.retention.classes import CountedFrom
from services.storage.retention.confirming import MOST, Confirming
from services.storage.retention.model import Confirmed, Disposal, Outcome
from shared.errors import InvalidRequestError
from shared.web.configuring import Administrator, Watcher, Why, change
from shared.web.paging import moment
from shared.web.problems import documented
from shared.web.versions import Conditions, creation

Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Confirm(BaseModel):
    """A list of transactions whose documents are to be deleted."""

    model_config = ConfigDict(extra="forbid")

    numbers: Annotated[
        list[Number], Field(min_length=1, max_length=MOST, description="All of them, or none of them, are due.")
    ]
    why: Annotated[Why, Field(description="Kept for ever.", examples=["محضر لجنة الإتلاف رقم 3"])]


class ConfirmedView(BaseModel):
    """A transaction that was confirmed, and what became of it."""

    model_config = ConfigDict(from_attributes=True)

    number: str
    submission_id: UUID
    request_type: str
    class_code: str = Field(serialization_alias="retention_class")
    years: int
    counted_from: CountedFrom
    since: AwareDatetime
    outcome: Outcome | None = Field(
        description="`deleted`; or left as it is because it is `held`, or `changed` meanwhile; null: it waits."
    )
    documents: int = Field(description="How many were deleted.")
    size: int = Field(description="Bytes of them.")

    @classmethod
    def of(cls, one: Confirmed) -> Self:
        """The same, shown."""
        return cls.model_validate(one)


class DisposalView(BaseModel):
    """That somebody confirmed that documents are deleted."""

    disposal_id: UUID
    at: AwareDatetime
    by: str = Field(description="The person's id.")
    by_name: str
    on_behalf_of: str = Field(description="Id of the person in whose right; empty for the own.")
    why: str
    classes_version: int = Field(description="Number of the retention classes by which it was due.")
    done: bool = Field(description="Whether all of it is carried out.")
    transactions: list[ConfirmedView]

    @classmethod
    def of(cls, one: Disposal) -> Self:
        """The same, shown."""
        return cls(
            disposal_id=UUID(one.disposal_id),
            at=one.at,
            by=one.by.person_id,
            by_name=one.by.name,
            on_behalf_of=one.by.on_behalf_of,
            why=one.why,
            classes_version=one.classes_version,
            done=one.done,
            transactions=[ConfirmedView.of(each) for each in one.matters],
        )


class DisposalPage(BaseModel):
    """What was confirmed, newest first; `next` is the `after` of the following page."""

    disposals: list[DisposalView]
    next: AwareDatetime | None


def disposal_routes(confirming: Confirming) -> APIRouter:
    """The routes of what was confirmed."""
    router = APIRouter(prefix="/api/v1/retention/disposals", tags=["storage"])

    @router.post("", status_code=202, responses=documented(409))
    async def confirm_disposal(
        body: Confirm, administrator: Administrator, given: Annotated[Conditions, Depends(creation)]
    ) -> DisposalView:
        """Confirm that the documents of these transactions are deleted; it is carried out right after the answer.

        Name, size and hash of each stay, as does the register's line. The bytes cannot be brought back by anybody.
        """
        disposal = await confirming.confirm(administrator, body.numbers, change(administrator, given, body.why))
        return DisposalView.of(disposal.seen_by(cleared=is_cleared(administrator)))

    @router.get("")
    async def list_disposals(
        asker: Watcher,
        after: Annotated[str, Query(max_length=40, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=50, description="Most entries of a page.")] = 10,
    ) -> DisposalPage:
        """What was confirmed, newest first."""
        found = await confirming.latest(_moment(after), limit)
        seen = [one.seen_by(cleared=is_cleared(asker)) for one in found]
        return DisposalPage(
            disposals=[DisposalView.of(one) for one in seen], next=found[-1].at if len(found) == limit else None
        )

    @router.get("/{disposal_id}")
    async def show_disposal(
        disposal_id: Annotated[UUID, Path(description="The id of what was confirmed.")], asker: Watcher
    ) -> DisposalView:
        """One of them, and what became of it so far."""
        return DisposalView.of((await confirming.one(disposal_id)).seen_by(cleared=is_cleared(asker)))

    return router


def _moment(after: str) -> datetime | None:
    try:
        return moment(after) if after else None
    except ValueError as error:
        raise InvalidRequestError(after) from error
