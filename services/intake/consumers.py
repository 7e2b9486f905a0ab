"""What intake hears."""

from services.intake.known_types import TypeWatch
from shared.contracts import RequestTypeChangedV1
from shared.messaging.broker import EventBroker


def subscribe(broker: EventBroker, types: TypeWatch) -> None:
    """Hear events."""

    @broker.hears(RequestTypeChangedV1)
    async def request_type_changed(event: RequestTypeChangedV1) -> None:
        """The addresses that mail is taken for, and what can be stated, are as registry states them."""
        await types.note(event)
