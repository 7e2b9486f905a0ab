"""HTTP edge of what was told to whom."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AwareDatetime, BaseModel, Field

from services.notify.model import Kind, Medium
from services.notify.model.delivery import NoticeRecord, State
from services.notify.service import Notify
from shared.errors import InvalidRequestError
from shared.transaction_number import parse_number
from shared.web.auth import Principal, Role, require
from shared.web.paging import moment
from shared.web.problems import documented

Clerk = Annotated[Principal, Depends(require("clerk"))]
Reader = Annotated[Principal, Depends(require("clerk", "auditor"))]


class NoticeView(BaseModel):
    """A notice and what became of it; never its text, and never the tracking token."""

    notice_id: UUID
    submission_id: UUID
    kind: Kind
    number: str | None = Field(description="The transaction number, once there is one.")
    medium: Medium | None = Field(description="How it goes; null when there is nobody to send it to.")
    recipient: str = Field(description="The address it goes to, or the telephone number.")
    urgent: bool
    message_id: str = Field(description="The mail's Message-ID, or the short message's id: the same at every attempt.")
    state: State
    created_at: AwareDatetime
    next_attempt_at: AwareDatetime | None = Field(description="When it is due again, or its lease ends.")
    attempts: int = Field(description="How often it was handed over or tried to be, or called.")
    last_error: str = Field(description="The relay's words, the caller's, or what went wrong, at the last failure.")
    sent_at: AwareDatetime | None
    reply: str = Field(description="The relay's words when it took it; the caller's, when the person was told.")


class NoticePage(BaseModel):
    """Notices, newest first; `next` is the `after` of the following page."""

    notices: list[NoticeView]
    next: str | None


def routes(notify: Notify) -> APIRouter:
    """The routes of notify."""
    router = APIRouter(prefix="/api/v1/notices", tags=["notify"])

    @router.get("")
    async def list_notices(
        reader: Reader,
        state: Annotated[State | None, Query(description="Only notices in this state.")] = None,
        submission_id: Annotated[UUID | None, Query(description="Only notices of this submission.")] = None,
        number: Annotated[str | None, Query(max_length=100, description="A transaction number.")] = None,
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
    ) -> NoticePage:
        """What was told to whom, and what could not be."""
        found = await notify.listed(
            state=state,
            submission_id=submission_id,
            number=_number(number),
            confidential=_is_cleared(reader, "clerk", "auditor"),
            after=_place(after),
            limit=limit,
        )
        last = found[-1] if len(found) == limit else None
        return NoticePage(
            notices=[_view(record) for record in found],
            next=f"{last.created_at.isoformat()}_{last.notice_id}" if last else None,
        )

    @router.post("/{notice_id}/retry", responses=documented(409))
    async def retry_notice(
        notice_id: Annotated[UUID, Path(description="The notice's id.")], clerk: Clerk
    ) -> NoticeView:
        """Try again a notice that was given up or withheld."""
        return _view(await notify.retry(notice_id, confidential=_is_cleared(clerk, "clerk")))

    return router


def _is_cleared(asker: Principal, *roles: Role) -> bool:
    """Whether somebody, or one he acts for, sees in such a role what is confidential."""
    return any(one.cleared for one in asker.as_whom(*roles))


def _view(record: NoticeRecord) -> NoticeView:
    return NoticeView.model_validate(record, from_attributes=True)


def _number(text: str | None) -> str | None:
    """As it stands in the books when it is a number; anything else is looked for as it is, and not found."""
    return str(parse_number(text) or text) if text is not None else None


def _place(after: str) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    try:
        created_at, notice_id = after.split("_")
        return moment(created_at), UUID(notice_id)
    except ValueError as error:
        raise InvalidRequestError(after) from error
