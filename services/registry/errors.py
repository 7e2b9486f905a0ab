"""What can be wrong with a request to the registry."""

from shared.errors import DiwanError


class AlreadyDecidedError(DiwanError):
    """The submission does not wait for a decision (any more)."""

    status = 409
    code = "already-decided"


class AlreadyVoidError(DiwanError):
    """The entry is void already; its first reason stays."""

    status = 409
    code = "already-void"


class AlreadyClassifiedError(DiwanError):
    """The matter is what it was to become already: confidential, or not."""

    status = 409
    code = "already-classified"


class UnknownRequestTypeError(DiwanError):
    """There is no such request type."""

    status = 422
    code = "unknown-request-type"


class UnknownUnitError(DiwanError):
    """There is no such unit."""

    status = 422
    code = "unknown-unit"


class NotRegisteredError(DiwanError):
    """The submission has no number: its type is chosen when it gets one."""

    status = 409
    code = "not-registered"


class HasNumberError(DiwanError):
    """The submission has a number that stands: it would have to be voided before it is joined to another matter."""

    status = 409
    code = "has-number"


class UnknownTransactionError(DiwanError):
    """There is no transaction with the number that a request names, or it is void."""

    status = 422
    code = "unknown-transaction"


class MatterFullError(DiwanError):
    """The submission has as many notes as it can hold."""

    status = 409
    code = "matter-full"


class KeyReusedError(DiwanError):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency-key-reused"


class SearchTooWideError(DiwanError):
    """What is looked for is rare among so much that has to be looked at: it must be said more closely."""

    status = 422
    code = "search-too-wide"


class VersionConflictError(Exception):
    """Somebody else changed a matter between reading and writing it: decide again on what is there now."""
