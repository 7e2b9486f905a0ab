"""HTTP edge of the clerks' desk."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.registry.api.asking import CHANGING, TAGGED, Clerk, ClerksRequest, Showing, SubmissionId
from services.registry.api.bodies import AddNote, Because, Join, Register, Return
from services.registry.deciding import Desk
from services.registry.model import Matter, WaitsBecause
from services.registry.rights import is_cleared
from services.registry.service import MOST_COUNTED, Registry
from services.registry.views import DeskCounts, DeskPage, MatterView, counts_view
from shared.errors import InvalidRequestError
from shared.web.paging import moment


def desk_routes(registry: Registry, desk: Desk) -> APIRouter:
    """The routes of the clerks' desk."""
    router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
    showing = Showing(registry)

    @router.get("")
    async def list_waiting(
        clerk: Clerk,
        state: Annotated[
            Literal["undecided", "incomplete"],
            Query(description="`undecided`: a clerk must decide; `incomplete`: the requester must complete it."),
        ] = "undecided",
        because: Annotated[
            WaitsBecause | None, Query(description="Only what waits for this reason; together with `undecided`.")
        ] = None,
        duplicates: Annotated[bool, Query(description="Only what may have been handed in before.")] = False,  # noqa: FBT002 - a parameter of the query
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
    ) -> DeskPage:
        """What waits for a clerk, urgent first, then oldest."""
        waiting = await registry.waiting(
            [state],
            because=because,
            duplicates=duplicates,
            confidential=is_cleared(clerk, "clerk"),
            after=_place(after),
            limit=limit,
        )
        last = waiting[-1] if len(waiting) == limit else None
        return DeskPage(
            waiting=await showing.views(waiting, clerk),
            next=_cursor(last) if last else None,
        )

    @router.get("/counts")
    async def count_waiting(clerk: Clerk) -> DeskCounts:
        """How much waits for a clerk, by state and by reason."""
        counts = await registry.count_waiting(confidential=is_cleared(clerk, "clerk"))
        return counts_view(counts, MOST_COUNTED)

    @router.get("/{submission_id}", responses=TAGGED)
    async def show_waiting(submission_id: SubmissionId, clerk: Clerk, response: Response) -> MatterView:
        """One submission, also when it does not wait any more."""
        return await showing.seen(await registry.matter(submission_id), clerk, response)

    @router.post("/{submission_id}/register", responses=CHANGING)
    async def register_submission(
        submission_id: SubmissionId, request: ClerksRequest, body: Register, response: Response
    ) -> MatterView:
        """Register what waits; it gets its number at once."""
        decided = await desk.register(
            submission_id, request, request_type=body.request_type, unit_id=body.unit, confidential=body.confidential
        )
        return await showing.shown(decided, request.asker, response)

    @router.post("/{submission_id}/return", responses=CHANGING)
    async def return_submission(
        submission_id: SubmissionId, request: ClerksRequest, body: Return, response: Response
    ) -> MatterView:
        """Ask the sender to complete what waits."""
        decided = await desk.return_to_requester(
            submission_id,
            request,
            request_type=body.request_type,
            missing=body.missing,
            fields=body.fields,
            remark=body.remark,
        )
        return await showing.shown(decided, request.asker, response)

    @router.post("/{submission_id}/reject", responses=CHANGING)
    async def reject_submission(
        submission_id: SubmissionId, request: ClerksRequest, body: Because, response: Response
    ) -> MatterView:
        """Refuse what waits, with a reason that the sender is told."""
        return await showing.shown(
            await desk.reject(submission_id, request, reason=body.reason), request.asker, response
        )

    @router.post("/{submission_id}/join", responses=CHANGING)
    async def join_submission(
        submission_id: SubmissionId, request: ClerksRequest, body: Join, response: Response
    ) -> MatterView:
        """Join what waits, or what was voided, to a transaction: it becomes a supplement, and its sender is told."""
        return await showing.shown(await desk.join(submission_id, request, number=body.number), request.asker, response)

    @router.post("/{submission_id}/notes", responses=CHANGING)
    async def note_submission(
        submission_id: SubmissionId, request: ClerksRequest, body: AddNote, response: Response
    ) -> MatterView:
        """Write something down about what waits, for staff alone."""
        return await showing.shown(await desk.note(submission_id, request, text=body.text), request.asker, response)

    return router


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
