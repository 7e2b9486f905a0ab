"""What the registry hears."""

from services.registry.lettering import Letters
from services.registry.service import Registry
from shared.contracts import (
    LetterApprovedV1,
    LetterIssuedV1,
    QuestionAskedV1,
    QuestionSettledV1,
    SubmissionReadV1,
    TransactionClosedV1,
    TransactionRoutedV1,
    UnitChangedV1,
)
from shared.messaging.broker import EventBroker


def subscribe(broker: EventBroker, registry: Registry, letters: Letters) -> None:
    """Hear events."""

    @broker.hears(SubmissionReadV1)
    async def submission_read(event: SubmissionReadV1) -> None:
        """A submission becomes a matter, or completes one."""
        await registry.submission_read(event)

    @broker.hears(TransactionRoutedV1)
    async def transaction_routed(event: TransactionRoutedV1) -> None:
        """Tracking tells which unit has a matter."""
        await registry.routing_said(event)

    @broker.hears(QuestionAskedV1)
    async def question_asked(event: QuestionAskedV1) -> None:
        """Tracking tells what the requester is asked."""
        await registry.routing_said(event)

    @broker.hears(QuestionSettledV1)
    async def question_settled(event: QuestionSettledV1) -> None:
        """Tracking asks no more."""
        await registry.routing_said(event)

    @broker.hears(TransactionClosedV1)
    async def transaction_closed(event: TransactionClosedV1) -> None:
        """Tracking tells that all is done."""
        await registry.routing_said(event)

    @broker.hears(LetterApprovedV1)
    async def letter_approved(event: LetterApprovedV1) -> None:
        """A letter gets its number in its book."""
        await letters.approved(event)

    @broker.hears(LetterIssuedV1)
    async def letter_issued(event: LetterIssuedV1) -> None:
        """Tracking shows the answer."""
        await registry.letter_issued(event)

    @broker.hears(UnitChangedV1)
    async def unit_changed(event: UnitChangedV1) -> None:
        """A clerk may name only units that there are."""
        await registry.unit_changed(event)
