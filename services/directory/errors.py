"""What can be wrong with signing in or with changing a unit.

Those of the token endpoint also say their `oauth_error` (RFC 6749, section 5.2).
"""

from typing import ClassVar

from shared.errors import DiwanError


class SignInError(DiwanError):
    """No token is given. The status is 400 unless it has another meaning (RFC 6749, section 5.2)."""

    status = 400
    oauth_error: ClassVar[str]


class BadCredentialsError(SignInError):
    """The login or the password is wrong, or the person may not sign in (any more): the same answer for all."""

    code = "bad-credentials"
    oauth_error = "invalid_grant"


class SessionOverError(SignInError):
    """The session has ended, is too old or was used by somebody else, or there never was one: one signs in again."""

    code = "session-over"
    oauth_error = "invalid_grant"


class TooManySignInsError(SignInError):
    """This login was tried too often; `retry_after` says when again.

    RFC 6749 has no word for it at the token endpoint; this is its word for the same at the authorization endpoint.
    """

    status = 429
    code = "too-many-requests"
    oauth_error = "temporarily_unavailable"


class MalformedTokenRequestError(SignInError):
    """The form cannot be read, or lacks a field, or has one twice."""

    code = "invalid-request"
    oauth_error = "invalid_request"


class UnsupportedGrantTypeError(SignInError):
    """Only the password grant is offered, and going on with a session."""

    code = "invalid-request"
    oauth_error = "unsupported_grant_type"


class InvalidScopeError(SignInError):
    """There is no scope but `offline_access`: a token allows what its person's roles allow."""

    code = "invalid-request"
    oauth_error = "invalid_scope"


class OwnRightsError(DiwanError):
    """Nobody changes what they themselves may do; so somebody is always left who can."""

    status = 403
    code = "own-rights"


class LoginTakenError(DiwanError):
    """Another person signs in by this login."""

    status = 409
    code = "login-taken"


class UnknownUnitsError(DiwanError):
    """There is no such unit."""

    status = 422
    code = "unknown-unit"


class WeakPasswordError(DiwanError):
    """A new password is too short, too long, or among the first that somebody would try. `why` is the catalogue's key."""

    status = 422
    code = "weak-password"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.fields = {"password": why}


class InvitationOverError(DiwanError):
    """The invitation was used, replaced by another, or is too old; the same answer for one that never was."""

    status = 410
    code = "invitation-over"


class ImpossibleDelegationError(DiwanError):
    """To oneself, to or from somebody who has left or has nothing to delegate, ending before it starts, or too long."""

    status = 422
    code = "impossible-delegation"


class KeyReusedError(DiwanError):
    """The same Idempotency-Key came with another request."""

    status = 422
    code = "idempotency-key-reused"


class UnitTakenError(DiwanError):
    """There is a unit with this code already."""

    status = 409
    code = "unit-taken"


class ImpossibleParentError(DiwanError):
    """A unit cannot lie below one that is not there, that is given up, or that lies below itself."""

    status = 422
    code = "impossible-parent"


class UnitInUseError(DiwanError):
    """A unit is not given up while others lie below it, nor the one that takes what is unsure."""

    status = 409
    code = "unit-in-use"
