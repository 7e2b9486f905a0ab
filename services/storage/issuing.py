"""Letters that were issued: their documents are kept like all others, and go to whom the letter is for.

Whoever holds the tracking token of a matter gets the documents of its answers from here. The event that tells of a
letter brings the token, so storage can check it itself: no other service has to be asked or trusted at each download,
no signed grant has to be made, carried and expire, and the rule stands where the bytes are. Kept is the token's hash.
"""

from uuid import UUID

from services.storage.model import Classification, Grant, Letter, StoredDocument
from services.storage.ports import Classifications, Documents, Grants, Homes, Letters
from shared.contracts import LetterIssuedV1
from shared.tracking import token_hash

_ONLY_VERSION = 1
"""Of a letter's own grant and classification: whom it went to never changes, nor what it says."""


class Issuing:
    """Records letters."""

    def __init__(
        self,
        *,
        documents: Documents,
        grants: Grants,
        classifications: Classifications,
        homes: Homes,
        letters: Letters,
    ) -> None:
        self._documents = documents
        self._grants = grants
        self._classifications = classifications
        self._homes = homes
        self._letters = letters

    async def issued(self, event: LetterIssuedV1) -> None:
        """Record a letter with what came with it; saying it again changes nothing. Raises `TransientError`.

        They belong to the letter's matter, and to the letter itself where there is none. An attachment that is a
        document already stays what it is, in the matter where it is.
        """
        home = event.letter_id if event.submission_id is None else await self._home(event.submission_id)
        documents = (event.document, *event.attachments)
        if event.confidential:
            # Before its documents are there, and before its grant, by which alone it would be taken for ordinary.
            said = Classification(submission_id=event.letter_id, confidential=True, version=_ONLY_VERSION)
            await self._classifications.note(said, urgent=event.urgent)
        await self._letters.record(
            Letter(
                letter_id=event.letter_id,
                documents=tuple(one.document_id for one in documents),
                confidential=event.confidential,
                token_hash=None if event.requester is None else token_hash(event.requester.token),
            )
        )
        await self._documents.add(
            [
                StoredDocument(
                    document_id=one.document_id,
                    submission_id=home,
                    brought_by=event.letter_id,
                    received_at=event.issued_at,
                    name=one.name,
                    sha256=one.sha256,
                    size=one.size,
                    media_type=one.media_type,
                    agrees=one.agrees,
                )
                for one in documents
            ],
            urgent=event.urgent,
        )
        units = frozenset({event.unit.unit_id, *event.to_units})
        grant = Grant(submission_id=event.letter_id, units=units, version=_ONLY_VERSION)
        await self._grants.grant(grant, urgent=event.urgent)

    async def _home(self, submission_id: UUID) -> UUID:
        """The matter, or the one that it was joined to."""
        return await self._homes.get(submission_id) or submission_id
