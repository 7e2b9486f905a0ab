"""What notify hears."""

from services.notify.reminding import Reminding
from services.notify.service import Notify
from shared.contracts import (
    HolderRemindedV1,
    LetterIssuedV1,
    MatterClassifiedV1,
    PersonChangedV1,
    QuestionAskedV1,
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionRejectedV1,
    SubmissionSupplementedV1,
    TransactionClosedV1,
    TransactionRoutedV1,
)
from shared.messaging.broker import EventBroker


def subscribe(broker: EventBroker, notify: Notify, reminding: Reminding) -> None:
    """Hear events."""
    _hear_for_requesters(broker, notify)
    _hear_for_staff(broker, reminding)


def _hear_for_requesters(broker: EventBroker, notify: Notify) -> None:

    @broker.hears(SubmissionOpenedV1)
    async def submission_opened(event: SubmissionOpenedV1) -> None:
        """The sender is told that it was received."""
        await notify.hear(event)

    @broker.hears(SubmissionIncompleteV1)
    async def submission_incomplete(event: SubmissionIncompleteV1) -> None:
        """The requester is told what is missing and how to complete it."""
        await notify.hear(event)

    @broker.hears(SubmissionSupplementedV1)
    async def submission_supplemented(event: SubmissionSupplementedV1) -> None:
        """The requester is told that documents were added, when nothing else will be said of them."""
        await notify.hear(event)

    @broker.hears(SubmissionRejectedV1)
    async def submission_rejected(event: SubmissionRejectedV1) -> None:
        """The requester is told why nothing was registered."""
        await notify.hear(event)

    @broker.hears(TransactionRoutedV1)
    async def transaction_routed(event: TransactionRoutedV1) -> None:
        """The requester is told the number, or that another unit has the matter."""
        await notify.hear(event)

    @broker.hears(QuestionAskedV1)
    async def question_asked(event: QuestionAskedV1) -> None:
        """The requester is asked, and told how to answer."""
        await notify.hear(event)

    @broker.hears(TransactionClosedV1)
    async def transaction_closed(event: TransactionClosedV1) -> None:
        """The requester is told that all is done, unless the answer has just said so."""
        await notify.hear(event)

    @broker.hears(LetterIssuedV1)
    async def letter_issued(event: LetterIssuedV1) -> None:
        """A letter goes by mail to whom it is for."""
        await notify.hear(event)

    @broker.hears(MatterClassifiedV1)
    async def matter_classified(event: MatterClassifiedV1) -> None:
        """What was told of a confidential matter is for those with clearance."""
        await notify.classify(event)


def _hear_for_staff(broker: EventBroker, reminding: Reminding) -> None:
    @broker.hears(HolderRemindedV1)
    async def holder_reminded(event: HolderRemindedV1) -> None:
        """Those who hold work are reminded of it."""
        await reminding.holder_reminded(event)

    @broker.hears(PersonChangedV1)
    async def person_changed(event: PersonChangedV1) -> None:
        """The staff are reached as directory states."""
        await reminding.person_changed(event)
