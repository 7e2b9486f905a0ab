"""What is due."""

from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from services.storage.retention.classes import CountedFrom, Then
from services.storage.retention.looking import DueMatter, Looking
from services.storage.retention.ports import Place
from shared.errors import InvalidRequestError
from shared.principal import Principal
from shared.web.configuring import Watcher
from shared.web.paging import moment


class DueView(BaseModel):
    """A transaction whose documents need not be kept any longer, and why; not a word of what it is about."""

    number: str
    submission_id: UUID
    request_type: str
    received_at: AwareDatetime
    closed_at: AwareDatetime
    confidential: bool
    retention_class: str = Field(description="Code of the class.")
    years: int
    counted_from: CountedFrom
    since: AwareDatetime = Field(description="The moment that the years are counted from.")
    due_since: AwareDatetime
    then: Then = Field(description="`review`: it has to be confirmed by itself; `delete`: with others.")
    documents: int = Field(description="How many there are to be deleted.")
    size: int = Field(description="Bytes of all of them.")

    @classmethod
    def of(cls, one: DueMatter) -> Self:
        """The same, shown."""
        due, matter = one.due, one.due.matter
        return cls(
            number=matter.number,
            submission_id=matter.submission_id,
            request_type=matter.request_type,
            received_at=matter.received_at,
            closed_at=matter.closed_at,
            confidential=matter.confidential,
            retention_class=due.class_code,
            years=due.years,
            counted_from=due.counted_from,
            since=due.since,
            due_since=due.due_since,
            then=due.then,
            documents=one.documents,
            size=one.size,
        )


class CountView(BaseModel):
    """How many transactions of a class are due of those that count from a moment of a year."""

    retention_class: str
    year: int
    transactions: int


class DuePageView(BaseModel):
    """A page of what is due, those first that count from the longest ago; `next` is the `after` of the following page."""

    transactions: list[DueView]
    counts: list[CountView] = Field(description="Of everything that is due, whatever page this is; none if not wanted.")
    unclassed: dict[str, str] = Field(
        description="Request types that name a class which there is not, and that class: nothing of them is due."
    )
    next: str | None


def due_routes(looking: Looking) -> APIRouter:
    """The route of what is due."""
    router = APIRouter(prefix="/api/v1/retention/due", tags=["storage"])

    @router.get("")
    async def list_due(
        asker: Watcher,
        retention_class: Annotated[
            str | None, Query(alias="class", max_length=60, description="Only of the class of this code.")
        ] = None,
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
        *,
        counts: Annotated[bool, Query(description="Whether all that is due is counted, too: the longest part.")] = True,
    ) -> DuePageView:
        """What need not be kept any longer. What is confidential is there for those with clearance alone."""
        cleared = is_cleared(asker)
        page = await looking.page(retention_class, _place(after), limit, cleared=cleared, counted=counts)
        return DuePageView(
            transactions=[DueView.of(one) for one in page.matters],
            counts=[
                CountView(retention_class=one.class_code, year=one.year, transactions=one.matters)
                for one in page.counts
            ],
            unclassed=dict(page.unclassed),
            next=None if page.next is None else _cursor(*page.next),
        )

    return router


def is_cleared(asker: Principal) -> bool:
    """Whether somebody may see what is confidential, in one of the rights in which this is asked."""
    return any(one.cleared for one in asker.as_whom("administrator", "auditor"))


def _cursor(since: datetime, submission_id: UUID) -> str:
    # `Z` and not `+00:00`: a plus sign in a query is a space.
    return f"{since.astimezone(UTC).replace(tzinfo=None).isoformat()}Z_{submission_id}"


def _place(after: str) -> Place | None:
    """The end of the page before. Raises `InvalidRequestError` for what is none."""
    if not after:
        return None
    since, _, submission_id = after.partition("_")
    try:
        return moment(since), UUID(submission_id)
    except ValueError as error:
        raise InvalidRequestError(after) from error
