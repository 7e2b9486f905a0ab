"""What people did and saw, asked of each service."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import httpx
from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller
from services.portal.model.activity import DeedTold, LinksTold, MatterTold, NoticeTold, Source, ViewTold, WorkTold
from services.portal.model.asked import Told
from services.portal.ports import Listed
from shared.errors import NotFoundError

LIMIT = 1000
MOST_NOTICES = 200
MOST_VIEWS = 1000


class _Deeds(Told):
    deeds: tuple[DeedTold, ...]
    next: int | None = None


class _Document(Told):
    document_id: UUID


class _Notices(Told):
    notices: tuple[NoticeTold, ...]


_DEEDS, _MATTER, _WORK = TypeAdapter(_Deeds), TypeAdapter(MatterTold), TypeAdapter(WorkTold)
_LINKS = TypeAdapter(LinksTold)
_NOTICES, _DOCUMENTS, _VIEWS = (
    TypeAdapter(_Notices),
    TypeAdapter(tuple[_Document, ...]),
    TypeAdapter(tuple[ViewTold, ...]),
)


class HttpActivity:
    """All services that know something of it."""

    def __init__(self, clients: Mapping[Source, httpx.AsyncClient]) -> None:
        self._callers = {source: Caller(client) for source, client in clients.items()}

    async def of_person(
        self, token: str, source: Source, person_id: str, span: tuple[datetime, datetime], after: str
    ) -> Listed[DeedTold]:
        """What a person did in one service."""
        since, until = (moment.isoformat().replace("+00:00", "Z") for moment in span)
        page = await self._callers[source].ask(
            token,
            f"/api/v1/activity/{source}",
            _DEEDS,
            person=person_id,
            since=since,
            until=until,
            after=after or 0,
            limit=LIMIT,
        )
        return Listed(lines=page.deeds, after="" if page.next is None else str(page.next))

    async def matter(self, token: str, number: str) -> MatterTold:
        """A matter by its number."""
        return await self._callers["registry"].ask(token, f"/api/v1/transactions/{number}", _MATTER)

    async def work(self, token: str, number: str) -> WorkTold | None:
        """The work on a matter, and what it was linked with."""
        routing = self._callers["routing"]
        try:
            work, links = await asyncio.gather(
                routing.ask(token, f"/api/v1/routes/{number}", _WORK),
                routing.ask(token, f"/api/v1/routes/{number}/related", _LINKS),
            )
        except NotFoundError:
            return None
        return WorkTold(history=(*work.history, *links.steps))

    async def notices(self, token: str, submission_id: UUID) -> Sequence[NoticeTold]:
        """The notices about a matter."""
        found = await self._callers["notify"].ask(
            token, "/api/v1/notices", _NOTICES, submission_id=str(submission_id), limit=MOST_NOTICES
        )
        return found.notices

    async def documents(self, token: str, submission_id: UUID) -> Sequence[UUID]:
        """The documents of a matter."""
        path = f"/api/v1/submissions/{submission_id}/documents"
        return [one.document_id for one in await self._callers["storage"].ask(token, path, _DOCUMENTS)]

    async def views(self, token: str, document_id: UUID) -> Sequence[ViewTold]:
        """Who was given a document."""
        path = f"/api/v1/documents/{document_id}/views"
        return await self._callers["storage"].ask(token, path, _VIEWS, limit=MOST_VIEWS)

    async def close(self) -> None:
        """Close the connections."""
        for caller in self._callers.values():
            await caller.close()
