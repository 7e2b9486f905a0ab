"""What a person did or saw, as each service knows it of itself: for auditors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """That somebody did something, without a word of what it was about: who may see that looks there.

    `number` is the transaction's, `submission_id` the matter's, if it was about one; `letter_id` the letter's, and `letter`
    its number since it has one; `about` names anything else.
    """

    at: datetime
    what: str
    number: str | None = None
    submission_id: UUID | None = None
    document_id: UUID | None = None
    letter_id: UUID | None = None
    letter: str | None = None
    about: str | None = None


class Deeds(Protocol):
    """What people did in one service."""

    async def of_person(
        self, person_id: str, span: tuple[datetime, datetime], *, skip: int, limit: int
    ) -> Sequence[Deed]:
        """What a person did from a moment on and before another, newest first, without the first `skip`.

        Raises `TransientError`.
        """
        ...
