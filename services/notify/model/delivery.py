"""How a notice is delivered: what is kept of it, what an attempt can end in, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal
from uuid import UUID

from services.notify.model.calls import Ticked
from services.notify.model.notice import Kind, Medium, Notice

State = Literal["pending", "waiting", "sent", "given-up", "withheld", "nobody"]
"""Waiting for its next attempt; waiting in the list of calls; taken by the relay, or told by telephone; refused or
failing for too long; not sent to protect its addressee; with nobody to send to, as it would go by telephone and may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The event that a notice follows from, as JSON with its topic: all that is needed to render the notice again."""

    topic: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRecord:
    """What is kept of a notice.

    `next_attempt_at` is when any process may take it; whoever has taken it pushes that on by the lease. The `origin`,
    which holds the tracking token, is kept only until the notice is sent. `medium` is None when it goes nowhere; `office`
    is the service office that may call the requester; `told_by` is who did, or tried last.
    """

    notice_id: UUID
    submission_id: UUID
    kind: Kind
    number: str | None
    recipient: str
    urgent: bool
    message_id: str
    state: State
    created_at: datetime
    next_attempt_at: datetime | None
    give_up_at: datetime
    origin: Origin | None
    traceparent: str = ""
    attempts: int = 0
    last_error: str = ""
    sent_at: datetime | None = None
    reply: str = ""
    medium: Medium | None = "mail"
    office: str = ""
    told_by: str = ""
    ticked: Ticked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A document that travels inside of a message: what stands before it, and what the vault knows it by."""

    before: bytes
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosures:
    """What follows a message: documents, fetched from the vault only when it is handed over, and then `end`."""

    parts: tuple[Enclosure, ...] = ()
    end: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Whether the matter of a notice is confidential (سري), as registry said; of two the higher version holds."""

    submission_id: UUID
    confidential: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A rendered notice on its way to the relay (a letter, for short); it is this process's own until `lease_until`.

    `message` is all of it, or what stands before its `enclosures`.
    """

    notice: Notice
    message: bytes
    enclosures: Enclosures = Enclosures()
    lease_until: datetime
    give_up_at: datetime
    attempts: int = 0
    traceparent: str = ""

    @property
    def notice_id(self) -> UUID:
        """The notice's id."""
        return self.notice.notice_id

    @property
    def urgent(self) -> bool:
        """Whether it goes before others."""
        return self.notice.urgent


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The relay has taken it, with these words."""

    outcome: ClassVar[str] = "sent"
    notice_id: UUID
    at: datetime
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """It failed for now and is tried again."""

    outcome: ClassVar[str] = "postponed"
    notice_id: UUID
    until: datetime
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """It failed for good."""

    outcome: ClassVar[str] = "given-up"
    notice_id: UUID
    error: str


Settlement = Sent | Postponed | GivenUp
"""What an attempt ended in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrySchedule:
    """Pauses that double from `first` to `longest` (RFC 5321, 4.5.4.1), until a notice's own `give_up_at`."""

    first: timedelta
    longest: timedelta

    def pause(self, attempts: int, chance: float) -> timedelta:
        """The pause after so many failures (1 or more); `chance` in [0, 1) spreads it by a fifth each way."""
        # Beyond some twenty doublings every schedule has reached its longest pause, and the number would overflow.
        doubled = self.first * float(2 ** min(attempts - 1, 20))
        return min(doubled, self.longest) * (0.8 + 0.4 * chance)

    def after_failure(self, letter: Outgoing, now: datetime, error: str, chance: float) -> Settlement:
        """What becomes of a notice that could not be handed over this time."""
        if now >= letter.give_up_at:
            return GivenUp(notice_id=letter.notice_id, error=error)
        until = now + self.pause(letter.attempts + 1, chance)
        return Postponed(notice_id=letter.notice_id, until=until, error=error)
