"""What the portal needs of the services behind it for auditors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.portal.model.activity import DeedTold, MatterTold, NoticeTold, Source, ViewTold, WorkTold
from services.portal.ports.clerks import Listed


class Activity(Protocol):
    """What people did and saw. Every call is made with the auditor's own token.

    All raise `SignInNeededError` when the token is not taken any more, `ForbiddenError`, `TransientError`.
    """

    async def of_person(
        self, token: str, source: Source, person_id: str, span: tuple[datetime, datetime], after: str
    ) -> Listed[DeedTold]:
        """What a person did in one service from a moment on and before another, newest first."""
        ...

    async def matter(self, token: str, number: str) -> MatterTold:
        """A matter by its number. Raises `NotFoundError`."""
        ...

    async def work(self, token: str, number: str) -> WorkTold | None:
        """The work on a matter; None when routing has not heard of it."""
        ...

    async def notices(self, token: str, submission_id: UUID) -> Sequence[NoticeTold]:
        """The notices about a matter, the latest of them."""
        ...

    async def documents(self, token: str, submission_id: UUID) -> Sequence[UUID]:
        """The documents of a matter."""
        ...

    async def views(self, token: str, document_id: UUID) -> Sequence[ViewTold]:
        """Who was given a document, newest first."""
        ...
