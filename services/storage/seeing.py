"""Who may see the documents of a matter: what others said of it, and in whose right somebody asks."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from services.storage.model import READERS, Classification, Grant, Known, StoredDocument, may_see, needs_no_look
from services.storage.ports import Classifications, Grants, Letters
from shared.contracts import TransactionRoutedV1
from shared.errors import NotFoundError
from shared.principal import Principal


class Seeing:
    """The right to see documents."""

    def __init__(self, *, grants: Grants, classifications: Classifications, letters: Letters) -> None:
        self._grants = grants
        self._letters = letters
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

    async def right_to(self, reader: Principal, document: StoredDocument) -> Principal:
        """In whose right somebody sees a document: of a matter that is for them, or of a letter that went to them.

        What a confidential letter brought needs clearance, whatever its matter is. Raises `NotFoundError`,
        `TransientError`.
        """
        selves = reader.as_whom(*READERS)
        if selves and needs_no_look(selves[0]):
            return selves[0]
        matter = await self._known(document.submission_id)
        secret = bool(await self._secret([document]))
        found = _first(selves, matter, cleared=secret)
        if found is None:
            needs_clearance = secret or not matter.ordinary
            for letter_id in await self._letters.carrying(document.document_id):
                found = found or _first(selves, await self._known(letter_id), cleared=needs_clearance)
        if found is None:
            raise NotFoundError(f"{document.document_id} is not for {reader.person_id}")
        return found

    async def seen_of(
        self, reader: Principal, submission_id: UUID, documents: Sequence[StoredDocument]
    ) -> Sequence[StoredDocument]:
        """Those of the documents of a matter that somebody may see. Raises `TransientError`."""
        selves = reader.as_whom(*READERS)
        if selves and needs_no_look(selves[0]):
            return documents
        matter = await self._known(submission_id)
        if _first(selves, matter, cleared=False) is None:
            return []
        hidden = frozenset[UUID]()
        if _first(selves, matter, cleared=True) is None:
            hidden = await self._secret(documents)
        return [one for one in documents if one.brought_by not in hidden]

    async def _secret(self, documents: Sequence[StoredDocument]) -> frozenset[UUID]:
        """The confidential letters among what brought these documents."""
        # What began its matter is no letter of it, and needs no look-up.
        others = {one.brought_by for one in documents if one.brought_by != one.submission_id}
        return await self._letters.confidential_of(others) if others else frozenset()

    async def _known(self, submission_id: UUID) -> Known:
        grant, classification = await asyncio.gather(
            self._grants.get(submission_id), self._classifications.get(submission_id)
        )
        return Known(grant=grant, classification=classification)


def _first(selves: Sequence[Principal], known: Known, *, cleared: bool) -> Principal | None:
    """The first in whose right something may be seen, where `cleared` only of those who have clearance."""
    return next((one for one in selves if (one.cleared or not cleared) and may_see(one, known)), None)
