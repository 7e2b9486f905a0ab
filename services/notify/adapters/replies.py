"""What the relay's replies mean (RFC 5321, 4.2)."""

from typing import Final

from services.notify.adapters.conversation import Reply
from services.notify.errors import DeferredError, RefusedError, TooLargeError
from services.notify.model.words import clean_line

TAKEN: Final = 250
GO_ON: Final = 354
CLOSING: Final = 421
FAILED: Final = 400
_TOO_LARGE: Final = 552
"""More than the mailbox or the system takes (RFC 5321, 4.2.2; RFC 1870, 6.1)."""
_TOO_LARGE_ENHANCED: Final = ("5.2.3", "5.3.4")
"""The same with another code before it: too long for the mailbox, or for the system (RFC 3463, 3.3 and 3.4)."""
_NEVER: Final = 500
_OURS: Final = frozenset({500, 501, 502, 503, 504, 530, 535, 538})
"""Replies that blame our commands or our sign-in, not the recipient: a wrong setting must not cost a notice its life."""


def failure(reply: Reply) -> RefusedError | DeferredError:
    """What a failing reply to the recipient or the message means for the notice."""
    said = words(reply)
    if reply.code == _TOO_LARGE or (reply.code >= _NEVER and reply.text.startswith(_TOO_LARGE_ENHANCED)):
        return TooLargeError(said)
    return RefusedError(said) if reply.code >= _NEVER and reply.code not in _OURS else DeferredError(said)


def words(reply: Reply) -> str:
    """A reply as it is kept: without lone surrogates and anything invisible, for it comes from outside."""
    return clean_line(f"{reply.code} {reply.text}")
