"""Reminders of one person: lines that gather in a box, and go out as one mail a working day. Pure rules."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from services.notify.model.notice import Notice, Reminders
from services.notify.model.staff import Colleague
from shared.contracts import HolderRemindedV1
from shared.contracts.base import AwareDatetime, Value
from shared.language import OneLanguage

MOST_LINES: Final = 100
"""Lines of one mail, the longest due first; whoever has more is told so, and looks into the inbox."""


class Line(Value):
    """That something comes due. `key` is the event's id; `on` is the unit's day that it was said for."""

    key: UUID
    submission_id: UUID
    number: str
    due_on: date
    on: date
    next_working_day: date
    subject: str = ""
    confidential: bool = False


class Digest(Value):
    """All that one person is reminded of on one day: what the mail says, kept until it was sent. `more` are not listed."""

    topic: ClassVar[str] = "notify.reminders"

    person_id: str
    recipient: str
    language: OneLanguage
    on: date
    at: AwareDatetime
    lines: tuple[Line, ...]
    more: int = 0

    @property
    def notice_id(self) -> UUID:
        """One a person and day: whatever is gathered twice is told once."""
        return uuid5(NAMESPACE_URL, f"{self.topic}:{self.person_id}:{self.on.isoformat()}")

    @property
    def submission_id(self) -> UUID:
        """Its own id: it is about no single matter."""
        return self.notice_id

    @property
    def confidential(self) -> bool:
        """Whether it names what is seen by clearance only."""
        return any(line.confidential for line in self.lines)

    @property
    def notice(self) -> Notice:
        """The mail."""
        return Notice(
            notice_id=self.notice_id,
            submission_id=self.notice_id,
            stated_at=self.at,
            recipient=self.recipient,
            language=self.language,
            token="",
            facts=Reminders(
                on=self.on, lines=tuple((one.number, one.subject, one.due_on) for one in self.lines), more=self.more
            ),
            confidential=self.confidential,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What waits for one person. `last_on` is the day of the last mail; `sending` that one is being made, of these lines."""

    person_id: str
    lines: tuple[Line, ...]
    last_on: date | None = None
    sending: tuple[date, frozenset[UUID]] | None = None


def line_of(event: HolderRemindedV1) -> Line:
    """The line that tells of an event. Mail is open: what is confidential is a number and nothing else."""
    return Line(
        key=event.id,
        submission_id=event.submission_id,
        number=event.number,
        due_on=event.due_on,
        on=event.on,
        next_working_day=event.next_working_day,
        subject="" if event.confidential else event.subject,
        confidential=event.confidential,
    )


def waits_until(box: Box, today: date) -> date | None:
    """The day until which a box waits; None where its mail goes today.

    One mail a day, and on working days only: on the day that a line was said for, or from the next working day on.
    """
    if not box.lines:
        return None
    next_day = min(line.next_working_day for line in box.lines)
    if box.last_on is not None and box.last_on >= today:
        return max(next_day, today + timedelta(days=1))
    if any(line.on >= today or line.next_working_day <= today for line in box.lines):
        return None
    return next_day


def digest(
    box: Box, keys: Collection[UUID], on: date, colleague: Colleague, confidential: Collection[UUID], now: datetime
) -> Digest | None:
    """The mail of these lines of a box; None where nothing is left to say, or nobody to say it to.

    `confidential` are the matters that have become so since.
    """
    lines: Sequence[Line] = [
        line.model_copy(update={"confidential": True, "subject": ""}) if line.submission_id in confidential else line
        for line in box.lines
        if line.key in keys
    ]
    told = sorted(
        (line for line in lines if colleague.cleared or not line.confidential),
        key=lambda line: (line.due_on, line.number),
    )
    if not told or not colleague.reachable:
        return None
    return Digest(
        person_id=box.person_id,
        recipient=colleague.address,
        language=colleague.language,
        on=on,
        at=now,
        lines=tuple(told[:MOST_LINES]),
        more=max(len(told) - MOST_LINES, 0),
    )
