"""What storage hears."""

from services.storage.issuing import Issuing
from services.storage.service import Storage
from shared.contracts import (
    LetterIssuedV1,
    MatterClassifiedV1,
    SubmissionReadV1,
    SubmissionSupplementedV1,
    TransactionRoutedV1,
)
from shared.messaging.broker import EventBroker


def subscribe(broker: EventBroker, storage: Storage, issuing: Issuing) -> None:
    """Hear events."""

    @broker.hears(SubmissionReadV1)
    async def submission_read(event: SubmissionReadV1) -> None:
        """The documents of a submission are recorded."""
        await storage.record(event)

    @broker.hears(SubmissionSupplementedV1)
    async def submission_supplemented(event: SubmissionSupplementedV1) -> None:
        """What a submission brought belongs to the matter that it was added to."""
        await storage.supplement(event)

    @broker.hears(MatterClassifiedV1)
    async def matter_classified(event: MatterClassifiedV1) -> None:
        """The documents of a confidential matter are for those with clearance."""
        await storage.classify(event)

    @broker.hears(TransactionRoutedV1)
    async def transaction_routed(event: TransactionRoutedV1) -> None:
        """The unit that has a matter may see its documents."""
        await storage.grant(event)

    @broker.hears(LetterIssuedV1)
    async def letter_issued(event: LetterIssuedV1) -> None:
        """A letter and what came with it are documents, too; whom it answers may have them."""
        await issuing.issued(event)
