"""What intake hears."""

from services.intake.unpacking import Unpacking
from shared.contracts import SubmissionReceivedV1
from shared.messaging.broker import EventBroker


def subscribe(broker: EventBroker, unpacking: Unpacking) -> None:
    """Hear events."""

    @broker.hears(SubmissionReceivedV1)
    async def submission_received(event: SubmissionReceivedV1) -> None:
        """An accepted mail is read."""
        await unpacking.unpack(event)
