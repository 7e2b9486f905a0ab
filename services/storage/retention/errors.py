"""What can be wrong with holds, and with a list of matters whose documents are to be deleted."""

from shared.errors import DiwanError


class NotDueError(DiwanError):
    """Something on the list may not be deleted; `faults` says what, and why."""

    status = 409
    code = "not-due"


class AlreadyDisposedError(DiwanError):
    """The documents of the matter have been deleted: there is nothing left to hold."""

    status = 409
    code = "already-disposed"


class NoNumberError(DiwanError):
    """What is to be held is no number of an incoming or internal transaction."""

    status = 422
    code = "no-number"
