"""What can go wrong between a person's page and the services behind it."""

from shared.errors import DiwanError, NotFoundError, TransientError


class RefusedError(DiwanError):
    """A service refused what was sent. `because` is the code it gave, which the catalogue may have a sentence for."""

    status = 422
    code = "invalid-request"

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class AnswerMissingError(TransientError):
    """The documents were sent and no answer came: they may have arrived. The same form again is no second request."""

    status = 504
    code = "answer-missing"


class UnknownTrackingCodeError(NotFoundError):
    """No matter is opened by this tracking code, or none yet: registry hears of a new one a moment later."""

    code = "unknown-tracking-code"


class FormExpiredError(DiwanError):
    """The form was not given out by us to this browser, or to an earlier session of it."""

    status = 403
    code = "form-expired"


class TooManyWatchingError(TransientError):
    """As many pages as may be are told of changes already; this one has to be reloaded by hand."""

    status = 503
    code = "too-many-watching"
