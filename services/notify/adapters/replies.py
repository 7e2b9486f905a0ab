"""What the relay's replies mean (RFC 5321, 4.2)."""

from typing import Final

from services.notify.errors import DeferredError, RefusedError
from services.notify.model.words import clean_line

CLOSING: Final = 421
FAILED: Final = 400
_NEVER: Final = 500
_OURS: Final = frozenset({500, 501, 502, 503, 504, 530, 535, 538})
"""Replies that blame our commands or our sign-in, not the recipient: a wrong setting must not cost a notice its life."""


def failure(code: int, text: str) -> RefusedError | DeferredError:
    """What a failing reply to the recipient or the message means for the notice."""
    said = words(code, text)
    return RefusedError(said) if code >= _NEVER and code not in _OURS else DeferredError(said)


def words(code: int, text: str) -> str:
    """A reply as it is kept: without lone surrogates and anything invisible, for it comes from outside."""
    return clean_line(f"{code} {text}")
