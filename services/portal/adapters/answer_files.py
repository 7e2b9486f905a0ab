"""The documents of answers, as storage keeps them, by HTTP."""

import asyncio
from collections.abc import Collection
from uuid import UUID

import httpx

from services.portal.adapters.calling import headers


class HttpAnswerFiles:
    """Storage."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def disposed(self, token: str, document_ids: Collection[UUID]) -> frozenset[UUID]:
        """Those of these that were deleted when their term was over; none while storage is away."""
        ids = tuple(document_ids)
        gone = await asyncio.gather(*(self._is_disposed(token, one) for one in ids))
        return frozenset(one for one, is_gone in zip(ids, gone, strict=True) if is_gone)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _is_disposed(self, token: str, document_id: UUID) -> bool:
        path = f"/api/v1/tracking/{token}/documents/{document_id}"
        try:
            answer = await self._client.head(path, headers=headers())
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.GONE
