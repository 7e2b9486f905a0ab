"""What notify says, to whom, and why: notices, and the events of others that they follow from."""

from services.notify.model.construction import Told, notices_for
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
    Supplemented,
)

__all__ = [
    "Answered",
    "Closed",
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
    "Supplemented",
    "Told",
    "notices_for",
]
