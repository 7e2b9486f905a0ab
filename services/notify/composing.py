"""From what others state to a message on its way, at first hearing and again from what was kept."""

from collections.abc import Mapping
from datetime import datetime

from services.notify.model import Notice, Told, notices_for
from services.notify.model.delivery import NoticeRecord, Outgoing
from services.notify.ports import Renders
from shared.contracts.base import Requester
from shared.contracts.registry import (
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
)
from shared.contracts.routing import QuestionAskedV1, TransactionRoutedV1

_EVENTS: Mapping[str, type[Told]] = {
    event.topic: event
    for event in (
        SubmissionOpenedV1,
        SubmissionIncompleteV1,
        SubmissionRejectedV1,
        SubmissionSupplementedV1,
        TransactionRoutedV1,
        QuestionAskedV1,
    )
}


class UnrenderableError(Exception):
    """What was kept of a notice no longer makes one."""


def outgoing(
    renderer: Renders, notice: Notice, *, lease_until: datetime, give_up_at: datetime, traceparent: str
) -> Outgoing:
    """A notice heard just now, ready to go."""
    return Outgoing(
        notice=notice,
        message=renderer.render(notice),
        lease_until=lease_until,
        give_up_at=give_up_at,
        traceparent=traceparent,
    )


def outgoing_again(renderer: Renders, record: NoticeRecord) -> Outgoing:
    """A kept notice, ready to go. Raises `UnrenderableError`: after an upgrade the same event may say something else."""
    notice, _ = told_again(record)
    if record.next_attempt_at is None:
        raise UnrenderableError("not due")
    return Outgoing(
        notice=notice,
        message=renderer.render(notice),
        lease_until=record.next_attempt_at,
        give_up_at=record.give_up_at,
        attempts=record.attempts,
        traceparent=record.traceparent,
    )


def told_again(record: NoticeRecord) -> tuple[Notice, Requester]:
    """A kept notice, and whom it is for. Raises `UnrenderableError`."""
    origin = record.origin
    if origin is None or origin.topic not in _EVENTS:
        raise UnrenderableError(f"kept with no usable event: {origin.topic if origin else None}")
    try:
        event = _EVENTS[origin.topic].model_validate_json(origin.body)
        notice = notices_for(event)
    except ValueError as error:
        raise UnrenderableError(str(error)) from error
    if notice is None or notice.notice_id != record.notice_id:
        raise UnrenderableError("its event no longer calls for this notice")
    return notice, event.requester
