"""Who may see the documents of a matter: what others said of it, and in whose right somebody asks."""

import asyncio
from uuid import UUID

from services.storage.model import NOTHING, READERS, Classification, Grant, Known, may_see, needs_no_look
from services.storage.ports import Classifications, Grants
from shared.contracts import TransactionRoutedV1
from shared.errors import NotFoundError
from shared.principal import Principal


class Seeing:
    """The right to see documents."""

    def __init__(self, *, grants: Grants, classifications: Classifications) -> None:
        self._grants = grants
        self._classifications = classifications

    async def grant(self, routed: TransactionRoutedV1) -> None:
        """Let the units that have a matter or a part of it see its documents, and no others. Raises `TransientError`."""
        if routed.confidential:
            # First: by its grant alone it would be taken for ordinary.
            await self.classify(routed.submission_id, routed.classified, confidential=True, urgent=routed.urgent)
        grant = Grant(
            submission_id=routed.submission_id,
            units=frozenset({routed.unit.unit_id, *routed.also_with}),
            version=routed.version,
        )
        await self._grants.grant(grant, urgent=routed.urgent)

    async def classify(self, submission_id: UUID, version: int, *, confidential: bool, urgent: bool) -> None:
        """Note whether clearance is needed; older news changes nothing. Raises `TransientError`."""
        said = Classification(submission_id=submission_id, confidential=confidential, version=version)
        await self._classifications.note(said, urgent=urgent)

    async def right_to(self, reader: Principal, submission_id: UUID) -> Principal:
        """In whose right somebody sees the documents of a matter. Raises `NotFoundError`, `TransientError`."""
        selves = reader.as_whom(*READERS)
        # Who sees everything needs no look-up.
        known = NOTHING if selves and needs_no_look(selves[0]) else await self._known(submission_id)
        found = next((one for one in selves if may_see(one, known)), None)
        if found is None:
            raise NotFoundError(f"{submission_id} is not for {reader.person_id}")
        return found

    async def _known(self, submission_id: UUID) -> Known:
        grant, classification = await asyncio.gather(
            self._grants.get(submission_id), self._classifications.get(submission_id)
        )
        return Known(grant=grant, classification=classification)
