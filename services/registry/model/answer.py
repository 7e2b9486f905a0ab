"""How a matter comes to its end: the letters that answered it, and that it is closed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.base import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A letter that was issued to the requester; `number` is its own, in the outgoing book."""

    letter_id: UUID
    number: str
    issued_at: datetime
    document: Document
    attachments: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """That all work on a matter was done, as routing said last; `version` is the route's."""

    version: int
    at: datetime
    because: str = ""
