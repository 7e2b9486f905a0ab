"""What an auditor looks at: who saw and did what, by person, by matter, by document."""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from services.portal.model.activity import KEEPING, Happened, Source, of_document, of_matter, of_person
from services.portal.ports.activity import Activity
from shared.errors import TransientError

Found = TypeVar("Found")

AT_ONCE: Final = 1_000
"""Lines of one service that a page is made of: one question to each."""
MOST: Final = 10_000
"""Lines of one service that a file is made of: a bound on what a question costs."""
MOST_DOCUMENTS: Final = 100
_VIEWS_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What happened, newest first. `away` are services that did not answer, `cut` those that have more than is told."""

    lines: Sequence[Happened]
    away: frozenset[Source] = frozenset()
    cut: frozenset[Source] = frozenset()


class Auditing:
    """The use cases of an auditor. Every service is asked with the auditor's own token."""

    def __init__(self, activity: Activity) -> None:
        self._activity = activity

    async def by_person(
        self, token: str, person_id: str, span: tuple[datetime, datetime], most: int = AT_ONCE
    ) -> Gathered:
        """What a person did and saw. Raises `SignInNeededError`, `ForbiddenError`."""
        parts = await asyncio.gather(*(self._of_person(token, one, person_id, span, most) for one in KEEPING))
        return Gathered(
            lines=_newest_first([line for part in parts for line in part.lines]),
            away=frozenset().union(*(part.away for part in parts)),
            cut=frozenset().union(*(part.cut for part in parts)),
        )

    async def by_matter(self, token: str, number: str) -> Gathered:
        """Everything that happened to a matter. Raises `NotFoundError` and what `by_person` raises, `TransientError`."""
        matter = await self._activity.matter(token, number)
        work, notices, documents = await asyncio.gather(
            _or_none(self._activity.work(token, number)),
            _or_none(self._activity.notices(token, matter.submission_id)),
            _or_none(self._activity.documents(token, matter.submission_id)),
        )
        views = await self._views(token, (documents or ())[:MOST_DOCUMENTS], matter.number or "")
        away: set[Source] = {"notify"} if notices is None else set()
        away |= {"storage"} if documents is None or views is None else set()
        lines = [*of_matter(matter, work, notices or ()), *(views or ())]
        return Gathered(lines=_newest_first(lines), away=frozenset(away))

    async def by_document(self, token: str, document_id: UUID) -> Gathered:
        """Who was given a document. Raises as `by_matter` does."""
        return Gathered(lines=_newest_first(of_document(document_id, await self._activity.views(token, document_id))))

    async def _of_person(
        self, token: str, source: Source, person_id: str, span: tuple[datetime, datetime], most: int
    ) -> Gathered:
        lines: list[Happened] = []
        after = ""
        try:
            while len(lines) < most:
                page = await self._activity.of_person(token, source, person_id, span, after)
                lines += of_person(source, person_id, page.lines)
                after = page.after
                if not after:
                    return Gathered(lines=lines)
        except TransientError:
            return Gathered(lines=lines, away=frozenset({source}))
        return Gathered(lines=lines, cut=frozenset({source}))

    async def _views(self, token: str, documents: Sequence[UUID], number: str) -> list[Happened] | None:
        at_once = asyncio.Semaphore(_VIEWS_AT_ONCE)

        async def of(document_id: UUID) -> list[Happened]:
            async with at_once:
                return of_document(document_id, await self._activity.views(token, document_id), number)

        found = await _or_none(asyncio.gather(*map(of, documents)))
        return None if found is None else [line for part in found for line in part]


def _newest_first(lines: Sequence[Happened]) -> Sequence[Happened]:
    return sorted(lines, key=lambda line: line.at, reverse=True)


async def _or_none(asked: Awaitable[Found]) -> Found | None:
    try:
        return await asked
    except TransientError:
        return None
