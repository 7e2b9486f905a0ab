"""FastStream's broker, in an order."""

from typing import Any

from faststream.rabbit import RabbitBroker
from typing_extensions import override

from shared.messaging.topology import URGENT


class UrgentFirst(RabbitBroker):
    """Starts the urgent lanes before all others: subscribers start one by one, and each takes at once what waits for it.

    FastStream keeps them in a set, and starts them in no order.
    """

    @property
    @override
    def subscribers(self) -> list[Any]:
        return sorted(super().subscribers, key=lambda each: not each.queue.name.endswith(URGENT))
