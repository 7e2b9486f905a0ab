"""Errors that have a name, a status and a sentence in both languages.

Every error that a person may see derives from `DiwanError`; the sentence is in the catalogue under `error-<code>`. What
is not a `DiwanError` is a defect and is answered as `internal`, without a word of what happened inside.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from shared.faults import Fault


class DiwanError(Exception):
    """An error with a meaning outside: `code` names it, `status` is its HTTP status (RFC 9110)."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"

    def __init__(self, detail: str = "", *, retry_after: int | None = None) -> None:
        """`detail` is for logs only; `retry_after` (seconds) is told to the client."""
        super().__init__(detail or self.code)
        self.retry_after = retry_after
        self.fields: Mapping[str, str] = {}
        """What is wrong with single fields of the request: the field, and the key of the catalogue's sentence."""
        self.faults: Sequence[Fault] = ()
        """The same where a field can have several, or a sentence has arguments."""


class TransientError(DiwanError):
    """A store or a broker does not answer; the same again, later, may succeed."""

    status = 503
    code = "store-unavailable"

    def __init__(self, detail: str = "", *, retry_after: int | None = 5) -> None:
        super().__init__(detail, retry_after=retry_after)


class StoreFullError(TransientError):
    """A store has no space left; the same again may succeed once somebody has made some.

    503 and not 507: whoever gets that "MUST NOT" try again by itself (RFC 4918, section 11.5), and here it should.
    """

    code = "store-full"

    def __init__(self, detail: str = "", *, retry_after: int | None = 60) -> None:
        super().__init__(detail, retry_after=retry_after)


class NotFoundError(DiwanError):
    """There is no such thing, or the asker may not know of it: the same answer for both."""

    status = 404
    code = "not-found"


class UnauthorisedError(DiwanError):
    """No token, or one that is not valid."""

    status = 401
    code = "unauthorised"


class ForbiddenError(DiwanError):
    """The role does not include this action."""

    status = 403
    code = "forbidden"


class InvalidRequestError(DiwanError):
    """The request cannot be understood."""

    status = 422
    code = "invalid-request"


class VersionRequiredError(DiwanError):
    """A change does not say which version it is of: somebody else's could be overwritten."""

    status = 428
    code = "version-required"


class OldVersionError(DiwanError):
    """What is to be changed is not any more what the asker saw."""

    status = 412
    code = "stale-version"
