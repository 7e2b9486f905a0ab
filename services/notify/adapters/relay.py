"""The mail relay by SMTP (RFC 5321)."""

import time
from collections.abc import Callable

from services.notify.adapters.address import RelayAddress
from services.notify.adapters.connection import SmtpConnection


class SmtpRelay:
    """Opens connections to one relay. `seconds` is the longest time for one mail."""

    def __init__(
        self,
        address: RelayAddress,
        *,
        seconds: float,
        idle_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._monotonic = monotonic

    def connection(self) -> SmtpConnection:
        """A connection, not open yet."""
        return SmtpConnection(self._address, self._seconds, self._idle_seconds, self._monotonic)
