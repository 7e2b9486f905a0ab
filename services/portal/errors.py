"""What can go wrong between a person's page and the services behind it."""

from collections.abc import Sequence

from shared.errors import DiwanError, NotFoundError, TransientError


class RefusedError(DiwanError):
    """A service refused what was sent. `because` is the code it gave, which the catalogue may have a sentence for.

    `told` are single fields with what the service says of each, in the language that it was asked in.
    """

    status = 422
    code = "invalid-request"

    def __init__(self, because: str, *, told: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(because)
        self.because = because
        self.told = tuple(told)


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


class BrokenOffError(Exception):
    """What is watched is watched no longer, though there may be changes to come: this process ends."""


class SignInNeededError(DiwanError):
    """Nobody has signed in, or the session is over."""

    status = 401
    code = "unauthorised"


class BadCredentialsError(DiwanError):
    """The login or the password is wrong, or the person may not sign in: the same answer for all."""

    status = 422
    code = "bad-credentials"


class TooManySignInsError(DiwanError):
    """This login, or this client, was tried too often; `retry_after` says when again."""

    status = 429
    code = "too-many-requests"


class WeakPasswordError(DiwanError):
    """A new password is too weak. `words` say what is, in the language that was asked for."""

    status = 422
    code = "weak-password"

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.words = words


class InvitationOverError(DiwanError):
    """The invitation was used, replaced by another, or is too old; the same answer for one that never was."""

    status = 410
    code = "invitation-over"


class ElsewhereRefusedError(DiwanError):
    """What came back from the other issuer proves nothing, or is a no."""

    status = 422
    code = "elsewhere-refused"


class DocumentDisposedError(DiwanError):
    """The document's term was over, and its bytes were deleted."""

    status = 410
    code = "document-disposed"


class NotDrawnError(DiwanError):
    """A document that no picture can be made of: it is broken, hostile, or has no such page."""

    status = 404
    code = "not-found"
