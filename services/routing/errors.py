"""What can be wrong with a request to routing."""

from shared.errors import DiwanError


class VoidedRouteError(DiwanError):
    """The transaction was voided: it cannot be given to another unit."""

    status = 409
    code = "already-void"


class UnknownUnitError(DiwanError):
    """There is no such unit."""

    status = 422
    code = "unknown-unit"
