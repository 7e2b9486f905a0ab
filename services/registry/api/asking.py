"""What all routes of the registry share: who asks, what the request is about, and which version was seen."""

from collections.abc import Collection, Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Response

from services.registry import rights
from services.registry.model import Matter
from services.registry.requesting import Request
from services.registry.service import Registry
from services.registry.views import MatterView, matter_view
from shared.errors import NotFoundError
from shared.transaction_number import parse_number
from shared.web.auth import Principal, require
from shared.web.problems import documented
from shared.web.versions import ETAG, Conditions, conditions, tag

Clerk = Annotated[Principal, Depends(require("clerk"))]
Reader = Annotated[Principal, Depends(require("clerk", "auditor"))]
Staff = Annotated[Principal, Depends(require("clerk", "auditor", "manager", "officer"))]
Token = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", description="The tracking token.")]
Number = Annotated[str, Path(description="A transaction number.", examples=["IN-2026-000123-7"])]
SubmissionId = Annotated[UUID, Path(description="The submission that waits.")]

TAGGED: dict[int | str, dict[str, Any]] = {200: {"headers": ETAG}}
"""For OpenAPI: what an answer that shows a matter has."""
CHANGING: dict[int | str, dict[str, Any]] = {**TAGGED, **documented(409, 412, 428)}
"""For OpenAPI: what a change of a matter is answered."""


async def _clerks_request(clerk: Clerk, given: Annotated[Conditions, Depends(conditions)]) -> Request:
    return Request(asker=clerk, versions=given.versions, key=given.key, fingerprint=given.fingerprint)


ClerksRequest = Annotated[Request, Depends(_clerks_request)]


def canonical(number: str) -> str:
    """A number as it is kept, however people write it. Raises `NotFoundError`."""
    parsed = parse_number(number)
    if parsed is None:
        raise NotFoundError(number)
    return str(parsed)


class Showing:
    """Shows matters to those who may see them, and of other matters nothing that they may not see."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    async def seen(self, matter: Matter, asker: Principal, response: Response) -> MatterView:
        """A matter that somebody asks for. Raises `NotFoundError`, as for one that does not exist."""
        if not rights.may_see(asker, matter):
            raise NotFoundError(str(matter.submission_id))
        return await self.shown(matter, asker, response)

    async def shown(self, matter: Matter, asker: Principal, response: Response) -> MatterView:
        """A matter as somebody sees it, or just changed it, with its version in the header."""
        tag(response, matter.version)
        (view,) = await self.views([matter], asker)
        return view

    async def views(self, matters: Sequence[Matter], asker: Principal) -> list[MatterView]:
        """Matters as somebody sees them."""
        hidden = await self.hidden({one.submission_id for each in matters for one in each.duplicates}, asker)
        return [matter_view(matter, hidden) for matter in matters]

    async def hidden(self, submission_ids: Collection[UUID], asker: Principal) -> frozenset[UUID]:
        """Those of some matters that somebody may know nothing of. Raises `TransientError`."""
        if rights.is_cleared(asker, *rights.READERS_OF_BOOKS):
            return frozenset()
        return await self._registry.confidential_of(submission_ids)
