"""What retention remembers of what others say: matters that were closed, opened again, retyped or classified."""

from services.storage.model import Classification
from services.storage.ports import Classifications, Grants
from services.storage.retention.holding import Holding
from services.storage.retention.model import KeptMatter
from services.storage.retention.ports import KeptMatters
from shared.contracts import (
    ClosureRestatedV1,
    MatterClassifiedV1,
    TransactionClosedV1,
    TransactionRetypedV1,
    TransactionRoutedV1,
)

_FIRST = 1
"""The version of a route that is new: it cannot have been closed before."""


class Remembering:
    """Keeps what is known of matters true, in whatever order it is heard."""

    def __init__(
        self, *, matters: KeptMatters, grants: Grants, classifications: Classifications, holding: Holding
    ) -> None:
        self._matters = matters
        self._grants = grants
        self._classifications = classifications
        self._holding = holding

    async def closed(self, event: TransactionClosedV1) -> None:
        """A matter was closed; saying it again changes nothing. Raises `TransientError`."""
        await self._closed(event)

    async def restated(self, event: ClosureRestatedV1) -> None:
        """A matter was closed before that was kept; of one that is known this says nothing new. Raises `TransientError`."""
        if not await self._matters.numbered([event.number]):
            await self._closed(event)

    async def routed(self, event: TransactionRoutedV1) -> None:
        """A matter is worked on, perhaps again; to be said after its grant. Raises `TransientError`."""
        if event.version > _FIRST:
            await self._matters.opened(event.submission_id, event.version)

    async def retyped(self, event: TransactionRetypedV1) -> None:
        """A matter is of another type. Raises `TransientError`."""
        await self._matters.retyped(event.submission_id, event.request_type, event.version)

    async def classified(self, event: MatterClassifiedV1) -> None:
        """A matter needs clearance, or none any more; to be said after its classification. Raises `TransientError`."""
        await self._note(
            Classification(submission_id=event.submission_id, confidential=event.confidential, version=event.version)
        )

    async def _closed(self, event: TransactionClosedV1 | ClosureRestatedV1) -> None:
        matter = KeptMatter(
            submission_id=event.submission_id,
            number=event.number,
            request_type=event.request_type or "",
            received_at=event.received_at,
            closed_at=event.closed_at,
            version=event.version,
            state="over",
            confidential=event.confidential,
        )
        await self._matters.closed(matter, typed=event.typed, classified=event.classified)
        # Looked up after the write, as others write before they look for it: whoever is second brings it together.
        await self._catch_up(event)
        await self._holding.catch_up(event.number)

    async def _catch_up(self, event: TransactionClosedV1 | ClosureRestatedV1) -> None:
        grant = await self._grants.get(event.submission_id)
        if grant is not None and grant.version > event.version:
            await self._matters.opened(event.submission_id, grant.version)
        said = await self._classifications.get(event.submission_id)
        if said is not None:
            await self._note(said)

    async def _note(self, said: Classification) -> None:
        await self._matters.classified(said.submission_id, said.version, confidential=said.confidential)
