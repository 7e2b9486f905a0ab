"""What notify says, to whom, and why: notices, and the events of others that they follow from."""

from services.notify.model.construction import Stated, Told, notices_for
from services.notify.model.notice import (
    Answered,
    Closed,
    Facts,
    Incomplete,
    Kind,
    Medium,
    Moved,
    Notice,
    OwnLetter,
    Question,
    Received,
    Registered,
    Rejected,
    Reminders,
    Supplemented,
)
from services.notify.model.reminders import Digest

__all__ = [
    "Answered",
    "Closed",
    "Digest",
    "Facts",
    "Incomplete",
    "Kind",
    "Medium",
    "Moved",
    "Notice",
    "OwnLetter",
    "Question",
    "Received",
    "Registered",
    "Rejected",
    "Reminders",
    "Stated",
    "Supplemented",
    "Told",
    "notices_for",
]
