"""HTTP edge of the list of calls."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from services.notify.calls import Call, Calls, Request
from services.notify.model import Kind
from services.notify.model.calls import CallOutcome
from services.notify.model.delivery import NoticeRecord, State
from shared.errors import InvalidRequestError
from shared.language import Language, Text
from shared.web.auth import Principal, require
from shared.web.paging import moment
from shared.web.problems import documented
from shared.web.versions import ETAG, Conditions, conditions, tag

Caller = Annotated[Principal, Depends(require("agent", "clerk"))]


class CallView(BaseModel):
    """A call that waits. Its tracking token is not shown: who came to a counter has it, and agents find it there."""

    notice_id: UUID
    submission_id: UUID
    kind: Kind
    number: str | None = Field(description="The transaction number, once there is one.")
    telephone: str = Field(description="In E.164.")
    name: str = Field(description="Whom to ask for.")
    on_behalf_of: str
    language: Language = Field(description="Of the person.")
    says: Text = Field(description="What to say.")
    urgent: bool
    created_at: AwareDatetime
    attempts: int = Field(description="How often it was tried; its version.")
    last_remark: str = Field(description="Of the last try that reached nobody.")
    office: str = Field(description="The service office that handed the matter in; empty for none.")


class CallPage(BaseModel):
    """Calls that wait, urgent first, then oldest; `next` is the `after` of the following page."""

    calls: list[CallView]
    next: str | None


class CallMade(BaseModel):
    """What came of a call."""

    outcome: CallOutcome = Field(
        description="`reached`: the person was told; `not-reached`: it stays in the list; `wrong-number`: it is given up."
    )
    remark: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=500), Field(description="In the caller's own words.")
    ] = ""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "reached", "remark": "سيحضر غدًا."}]})


class CallResult(BaseModel):
    """A call after it was tried."""

    notice_id: UUID
    state: State
    attempts: int


async def _request(caller: Caller, given: Annotated[Conditions, Depends(conditions)]) -> Request:
    return Request(
        person_id=caller.person_id,
        offices=_offices(caller),
        confidential=_sees_confidential(caller),
        versions=given.versions,
        key=given.key,
        fingerprint=given.fingerprint,
    )


def call_routes(calls: Calls) -> APIRouter:
    """The routes of the list of calls."""
    router = APIRouter(prefix="/api/v1/calls", tags=["notify"])

    @router.get("")
    async def list_calls(
        caller: Caller,
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
    ) -> CallPage:
        """People who wait for a call: those of the agent's own offices; for clerks, all."""
        found = await calls.waiting(
            offices=_offices(caller), confidential=_sees_confidential(caller), after=_place(after), limit=limit
        )
        last = found[-1].record if len(found) == limit else None
        return CallPage(calls=[_view(call) for call in found], next=_cursor(last) if last else None)

    @router.post("/{notice_id}/tries", responses={200: {"headers": ETAG}, **documented(409, 412, 428)})
    async def note_call(
        notice_id: Annotated[UUID, Path(description="The call's id.")],
        request: Annotated[Request, Depends(_request)],
        made: CallMade,
        response: Response,
    ) -> CallResult:
        """Note that a call was tried, and what came of it."""
        record = await calls.tick(notice_id, request, outcome=made.outcome, remark=made.remark)
        tag(response, record.attempts)
        return CallResult.model_validate(record, from_attributes=True)

    return router


def _offices(caller: Principal) -> frozenset[str] | None:
    if caller.as_whom("clerk"):
        return None
    return frozenset().union(*(one.units for one in caller.as_whom("agent")))


def _sees_confidential(caller: Principal) -> bool:
    # An office has had the papers in its hands: what it handed in is no secret to it.
    return _offices(caller) is not None or any(one.cleared for one in caller.as_whom("clerk"))


def _view(call: Call) -> CallView:
    record = call.record
    return CallView(
        **{name: getattr(record, name) for name in CallView.model_fields if hasattr(record, name)},
        telephone=record.recipient,
        name=call.name,
        on_behalf_of=call.on_behalf_of,
        language=call.language,
        says=call.says,
        last_remark=record.last_error,
    )


def _cursor(last: NoticeRecord) -> str:
    # `Z` and not `+00:00`: a plus sign in a query is a space.
    created_at = last.created_at.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{int(last.urgent)}_{created_at}Z_{last.notice_id}"


def _place(after: str) -> tuple[bool, datetime, UUID] | None:
    if not after:
        return None
    try:
        urgent, created_at, notice_id = after.split("_")
        return urgent == "1", moment(created_at), UUID(notice_id)
    except ValueError as error:
        raise InvalidRequestError(after) from error
