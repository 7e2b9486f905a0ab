"""From what others state to a message on its way, at first hearing and again from what was kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from services.notify.model import Answered, Digest, Notice, OwnLetter, Told, notices_for
from services.notify.model.delivery import NoticeRecord, Outgoing
from services.notify.ports import Renders
from shared.contracts.base import Requester
from shared.contracts.registry import (
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
)
from shared.contracts.routing import LetterIssuedV1, QuestionAskedV1, TransactionClosedV1, TransactionRoutedV1

_EVENTS: Mapping[str, type[Told]] = {
    event.topic: event
    for event in (
        SubmissionOpenedV1,
        SubmissionIncompleteV1,
        SubmissionRejectedV1,
        SubmissionSupplementedV1,
        TransactionRoutedV1,
        QuestionAskedV1,
        TransactionClosedV1,
        LetterIssuedV1,
        Digest,
    )
}


class UnrenderableError(Exception):
    """What was kept of a notice no longer makes one."""


def outgoing(
    renderer: Renders, notice: Notice, *, lease_until: datetime, give_up_at: datetime, traceparent: str
) -> Outgoing:
    """A notice heard just now, ready to go."""
    fitting = renderer.fitting(notice)
    return Outgoing(
        notice=fitting,
        message=renderer.render(fitting),
        enclosures=renderer.enclosures(fitting),
        lease_until=lease_until,
        give_up_at=give_up_at,
        traceparent=traceparent,
    )


def outgoing_again(renderer: Renders, record: NoticeRecord) -> Outgoing:
    """A kept notice, ready to go. Raises `UnrenderableError`: after an upgrade the same event may say something else."""
    notice, _ = told_again(record)
    if record.next_attempt_at is None:
        raise UnrenderableError("not due")
    fitting = renderer.fitting(notice)
    return Outgoing(
        notice=fitting,
        message=renderer.render(fitting),
        enclosures=renderer.enclosures(fitting),
        lease_until=record.next_attempt_at,
        give_up_at=record.give_up_at,
        attempts=record.attempts,
        traceparent=record.traceparent,
    )


def lesser(renderer: Renders, letter: Outgoing) -> Outgoing | None:
    """The same with fewer documents in it, and words that say so; None when there is no less."""
    facts = letter.notice.facts
    less = facts.lesser() if isinstance(facts, Answered | OwnLetter) else None
    if less is None:
        return None
    notice = replace(letter.notice, facts=less)
    return replace(letter, notice=notice, message=renderer.render(notice), enclosures=renderer.enclosures(notice))


def call_again(record: NoticeRecord) -> tuple[Notice, Requester]:
    """A kept call, and whom to ask for. Raises `UnrenderableError`."""
    notice, requester = told_again(record)
    if requester is None:
        raise UnrenderableError("its event names no requester")
    return notice, requester


def told_again(record: NoticeRecord) -> tuple[Notice, Requester | None]:
    """A kept notice, and the requester whom it concerns, if there is one. Raises `UnrenderableError`."""
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
    return notice, None if isinstance(event, Digest) else event.requester
