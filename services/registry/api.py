"""HTTP edge of the registry."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.registry.model import Matter
from services.registry.service import Registry
from services.registry.views import (
    DeskPage,
    MatterView,
    RegisterPage,
    RequestTypeView,
    Tracking,
    entry_view,
    matter_view,
    tracking,
    type_view,
)
from shared.contracts.base import Book
from shared.errors import InvalidRequestError, NotFoundError
from shared.transaction_number import parse_number
from shared.web.auth import Principal, require
from shared.web.paging import moment
from shared.web.problems import documented

Clerk = Annotated[Principal, Depends(require("clerk"))]
Reader = Annotated[Principal, Depends(require("clerk", "auditor"))]
Staff = Annotated[Principal, Depends(require("clerk", "auditor", "manager", "officer"))]
Token = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The tracking token.")]
Number = Annotated[str, Path(description="A transaction number.", examples=["IN-2026-000123-7"])]
SubmissionId = Annotated[UUID, Path(description="The submission that began the matter.")]
LAST = 2**63 - 1  # what the database can compare with
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Register(BaseModel):
    """Register a submission as a type; the unit is the type's own unless another one is named."""

    request_type: Annotated[str, Field(max_length=100, description="Its code.", examples=["work-permit"])]
    unit: Annotated[str | None, Field(max_length=100, description="Code of the unit, when not the type's own.")] = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"request_type": "work-permit"}]})


class Return(BaseModel):
    """Return a submission to its sender for completion, in the clerk's own words."""

    remark: Annotated[Reason, Field(description="What the requester is told.", examples=["الصورة غير واضحة."])]
    request_type: Annotated[str | None, Field(max_length=100, description="Its code, when it is known by now.")] = None
    missing: Annotated[list[str], Field(max_length=50, description="Codes of the type's documents.")] = []


class Because(BaseModel):
    """Why."""

    reason: Annotated[Reason, Field(description="Kept in the history.", examples=["الطلب من اختصاص جهة أخرى."])]


def routes(registry: Registry) -> APIRouter:
    """The routes of the registry."""
    router = APIRouter(prefix="/api/v1", tags=["registry"])

    @router.get("/tracking/{token}")
    async def track(token: Token) -> Tracking:
        """Where a matter is: for whoever holds its tracking token."""
        return tracking(await registry.tracked(token), registry.request_types)

    @router.get("/request-types")
    async def list_request_types() -> list[RequestTypeView]:
        """What can be handed in, and what each kind needs."""
        return [type_view(one) for one in registry.request_types.values()]

    @router.get("/registers/{book}/{year}")
    async def list_entries(
        _reader: Reader,
        book: Annotated[Book, Path(description="Which book: incoming (وارد), outgoing (صادر), internal (داخلي).")],
        year: Annotated[int, Path(ge=1900, le=9999, description="The book's year.", examples=[2026])],
        after: Annotated[int, Query(ge=0, le=LAST, description="Only entries with a higher sequence.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000, description="Most entries of a page.")] = 100,
    ) -> RegisterPage:
        """The lines of a book, in order."""
        entries = await registry.entries(book, year, after=after, limit=limit)
        return RegisterPage(
            book=book,
            year=year,
            entries=[entry_view(entry) for entry in entries],
            next=entries[-1].sequence if len(entries) == limit else None,
        )

    @router.get("/transactions/{number}")
    async def show_transaction(number: Number, staff: Staff) -> MatterView:
        """A registered matter, for those who may see it."""
        matter = await registry.transaction(_number(number))
        units = matter.routed.unit_ids if matter.routed else frozenset()
        if not staff.has("clerk", "auditor") and units.isdisjoint(staff.units):
            # The same answer as for one that does not exist.
            raise NotFoundError(number)
        return matter_view(matter)

    @router.post("/transactions/{number}/void", responses=documented(409))
    async def void_transaction(number: Number, body: Because, clerk: Clerk) -> MatterView:
        """Cancel an entry; its number and the reason stay in the book."""
        return matter_view(await registry.void(_number(number), reason=body.reason, by=clerk.person_id))

    return router


def desk_routes(registry: Registry) -> APIRouter:
    """The routes of the clerks' desk."""
    router = APIRouter(prefix="/api/v1/desk", tags=["desk"])

    @router.get("")
    async def list_waiting(
        _clerk: Clerk,
        state: Annotated[
            Literal["undecided", "incomplete"],
            Query(description="`undecided`: a clerk must decide; `incomplete`: the requester must complete it."),
        ] = "undecided",
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
    ) -> DeskPage:
        """What waits for a clerk."""
        waiting = await registry.waiting([state], after=_place(after), limit=limit)
        last = waiting[-1] if len(waiting) == limit else None
        return DeskPage(
            waiting=[matter_view(matter) for matter in waiting],
            next=_cursor(last) if last else None,
        )

    @router.get("/{submission_id}")
    async def show_matter(submission_id: SubmissionId, _clerk: Clerk) -> MatterView:
        """One matter by the submission that began it, also when it does not wait any more."""
        return matter_view(await registry.matter(submission_id))

    @router.post("/{submission_id}/register", responses=documented(409))
    async def register_submission(submission_id: SubmissionId, body: Register, clerk: Clerk) -> MatterView:
        """Register what waits; it gets its number at once."""
        return matter_view(
            await registry.register(
                submission_id, request_type=body.request_type, unit_id=body.unit, by=clerk.person_id
            )
        )

    @router.post("/{submission_id}/return", responses=documented(409))
    async def return_submission(submission_id: SubmissionId, body: Return, clerk: Clerk) -> MatterView:
        """Ask the sender to complete what waits."""
        return matter_view(
            await registry.return_to_requester(
                submission_id,
                request_type=body.request_type,
                missing=body.missing,
                remark=body.remark,
                by=clerk.person_id,
            )
        )

    @router.post("/{submission_id}/reject", responses=documented(409))
    async def reject_submission(submission_id: SubmissionId, body: Because, clerk: Clerk) -> MatterView:
        """Refuse what waits, with a reason that the sender is told."""
        return matter_view(await registry.reject(submission_id, reason=body.reason, by=clerk.person_id))

    return router


def _number(text: str) -> str:
    parsed = parse_number(text)
    if parsed is None:
        raise NotFoundError(text)
    return str(parsed)


def _cursor(last: Matter) -> str:
    # `Z` and not `+00:00`: a plus sign in a query is a space.
    received_at = last.received_at.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{int(last.urgent)}_{received_at}Z_{last.submission_id}"


def _place(after: str) -> tuple[bool, datetime, UUID] | None:
    if not after:
        return None
    try:
        urgent, received_at, submission_id = after.split("_")
        return urgent == "1", moment(received_at), UUID(submission_id)
    except ValueError as error:
        raise InvalidRequestError(after) from error
