"""What a matter has beside its own life: what is like it, what clerks leave in it, why it waits for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

WaitsBecause = Literal[
    "unreadable",
    "unknown-type",
    "ambiguous",
    "unclear",
    "papers-not-recognised",
    "clerk-registers",
    "completed",
    "reply-without-documents",
    "unreadable-supplement",
    "automatic-reply",
    "supplement-after-rejection",
]
"""Why a matter is undecided, and so waits for a clerk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A matter that was there when another one came, with the same document or the same subject and sender.

    `number` is the one that it had then.
    """

    submission_id: UUID
    number: str | None
    why: Literal["document", "subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a clerk wrote down about a submission, for staff alone."""

    at: datetime
    who: str
    text: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The matter that another one became a supplement of."""

    submission_id: UUID
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A clerk's request that was done, so that its repetition does nothing. `fingerprint` tells whether it is one."""

    person_id: str
    key: str
    fingerprint: str
