"""What routing hears."""

from typing import Protocol
from uuid import UUID

from services.routing.service import Routing
from shared.contracts import (
    LetterNumberedV1,
    MatterClassifiedV1,
    SubmissionSupplementedV1,
    TransactionRegisteredV1,
    TransactionRetypedV1,
    TransactionVoidedV1,
    UnitChangedV1,
)
from shared.messaging.broker import EventBroker


class Letters(Protocol):
    """What letters hear."""

    async def letter_numbered(self, event: LetterNumberedV1) -> None:
        """Note the number of a letter."""
        ...

    async def matter_classified(self, submission_id: UUID) -> None:
        """Let a transaction's letters follow whether it is confidential."""
        ...


def subscribe(broker: EventBroker, routing: Routing, letters: Letters) -> None:
    """Hear events."""

    @broker.hears(TransactionRegisteredV1)
    async def transaction_registered(event: TransactionRegisteredV1) -> None:
        """A transaction gets its first unit."""
        await routing.transaction_registered(event)

    @broker.hears(TransactionVoidedV1)
    async def transaction_voided(event: TransactionVoidedV1) -> None:
        """A voided transaction leaves its unit's inbox."""
        await routing.transaction_voided(event)

    @broker.hears(MatterClassifiedV1)
    async def matter_classified(event: MatterClassifiedV1) -> None:
        """A confidential transaction is for those with clearance."""
        await routing.matter_classified(event)
        await letters.matter_classified(event.submission_id)

    @broker.hears(TransactionRetypedV1)
    async def transaction_retyped(event: TransactionRetypedV1) -> None:
        """Another type has another term."""
        await routing.transaction_retyped(event)

    @broker.hears(SubmissionSupplementedV1)
    async def submission_supplemented(event: SubmissionSupplementedV1) -> None:
        """What a requester sends answers the question that waits for it."""
        await routing.submission_supplemented(event)

    @broker.hears(LetterNumberedV1)
    async def letter_numbered(event: LetterNumberedV1) -> None:
        """An approved letter has its number."""
        await letters.letter_numbered(event)

    @broker.hears(UnitChangedV1)
    async def unit_changed(event: UnitChangedV1) -> None:
        """Units, their telephones and calendars are as directory states them."""
        await routing.unit_changed(event)
