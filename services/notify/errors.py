"""What can be wrong with a request to notify, and how handing over a notice can fail."""

from shared.errors import DiwanError


class NotStoppedError(DiwanError):
    """The notice was neither given up nor withheld: there is nothing to try again."""

    status = 409
    code = "notice-not-stopped"


class CallEndedError(DiwanError):
    """The call does not wait any more: somebody made it, or it was given up."""

    status = 409
    code = "call-ended"


class KeyReusedError(DiwanError):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency-key-reused"


class RelayUnavailableError(Exception):
    """The relay as a whole cannot be used now: no connection, no greeting, no sign-in. No notice is to blame."""


class StaleConnectionError(Exception):
    """A connection that had been used before was closed meanwhile; the notice was not offered yet."""


class DeferredError(Exception):
    """The relay did not take this notice now; later it may. The message is the relay's own words."""


class RefusedError(Exception):
    """The relay will never take this notice. The message is the relay's own words."""


class TooLargeError(RefusedError):
    """The relay will never take this notice as it is, but may take it with less in it."""
