"""What storage hears."""

from services.storage.issuing import Issuing
from services.storage.retention.wiring import Retention
from services.storage.service import Storage
from shared.contracts import (
    ClosureRestatedV1,
    LetterIssuedV1,
    MatterClassifiedV1,
    RequestTypeChangedV1,
    SubmissionReadV1,
    SubmissionSupplementedV1,
    TransactionClosedV1,
    TransactionRetypedV1,
    TransactionRoutedV1,
)
from shared.messaging.broker import EventBroker


def subscribe(broker: EventBroker, storage: Storage, issuing: Issuing, retention: Retention) -> None:
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
        await retention.remembering.classified(event)

    @broker.hears(TransactionRoutedV1)
    async def transaction_routed(event: TransactionRoutedV1) -> None:
        """The unit that has a matter may see its documents."""
        await storage.grant(event)
        await retention.remembering.routed(event)

    @broker.hears(LetterIssuedV1)
    async def letter_issued(event: LetterIssuedV1) -> None:
        """A letter and what came with it are documents, too; whom it answers may have them."""
        await issuing.issued(event)

    @broker.hears(TransactionClosedV1)
    async def transaction_closed(event: TransactionClosedV1) -> None:
        """The term for which documents are kept begins."""
        await retention.remembering.closed(event)

    @broker.hears(ClosureRestatedV1)
    async def closure_restated(event: ClosureRestatedV1) -> None:
        """The term of what was closed before terms were kept here began then."""
        await retention.remembering.restated(event)

    @broker.hears(TransactionRetypedV1)
    async def transaction_retyped(event: TransactionRetypedV1) -> None:
        """A matter of another type is kept as long as that says."""
        await retention.remembering.retyped(event)

    @broker.hears(RequestTypeChangedV1)
    async def request_type_changed(event: RequestTypeChangedV1) -> None:
        """A request type names the class of its matters."""
        await retention.naming.note(event)
