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


class BranchEndedError(DiwanError):
    """The branch was returned, recalled or done."""

    status = 409
    code = "branch-ended"


class AlreadyAcceptedError(DiwanError):
    """Somebody works on the branch already."""

    status = 409
    code = "already-accepted"


class OpenWorkBelowError(DiwanError):
    """What was referred for action from the branch is not done yet, and it can be neither done nor returned before."""

    status = 409
    code = "open-work-below"


class NobodyAboveError(DiwanError):
    """Nobody referred it, so that it can be neither recalled, nor returned by the documents department."""

    status = 409
    code = "nobody-above"


class ImpossibleReferralError(DiwanError):
    """It was referred to who has it already, or for action from a branch that is for information only."""

    status = 422
    code = "impossible-referral"


class ImpossibleDueDateError(DiwanError):
    """A due date is not a later working day of every unit that it is to hold for."""

    status = 422
    code = "impossible-due-date"


class QuestionWaitingError(DiwanError):
    """A question to the requester waits for an answer."""

    status = 409
    code = "question-waiting"


class NoQuestionError(DiwanError):
    """No question waits for an answer."""

    status = 409
    code = "no-question"


class RouteFullError(DiwanError):
    """The transaction has as many branches, notes or questions as it can hold."""

    status = 409
    code = "route-full"


class AlreadyClosedError(DiwanError):
    """The transaction is closed."""

    status = 409
    code = "already-closed"


class AlreadyLinkedError(DiwanError):
    """The two transactions are linked."""

    status = 409
    code = "already-linked"


class ImpossibleLinkError(DiwanError):
    """A transaction was to be linked with itself."""

    status = 422
    code = "impossible-link"


class KeyReusedError(DiwanError):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency-key-reused"
