"""What became of a form that was sent, when it was not a yes: what to say above it, and with which status."""

from dataclasses import dataclass
from typing import Final

from services.portal.api.reading import new_key
from services.portal.errors import AnswerMissingError, FormExpiredError, RefusedError
from services.portal.model import Fault, Handover
from shared.errors import DiwanError, TransientError

_SPOKEN: Final = frozenset(
    {
        "unknown-request-type",
        "empty-submission",
        "file-too-large",
        "submission-too-large",
        "checksum-mismatch",
        "too-many-requests",
        "already-decided",
        "identity-faulty",
        "office-unknown",
    }
)
"""Reasons of the services behind that mean something to whoever fills in a form."""
_REUSED: Final = "idempotency-key-reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that has to be shown again. `said` is the key of a sentence about all of it; `key` its new or old key."""

    status: int
    key: str
    faults: tuple[Fault, ...] = ()
    said: str = ""
    retry_after: int | None = None


def faulty(handover: Handover, faults: list[Fault]) -> Sent:
    """Something is missing or wrong, and nothing was sent on."""
    return Sent(status=422, key=handover.key, faults=tuple(faults))


def refused(handover: Handover, error: DiwanError) -> Sent:
    """What to say of an error between the form and the services behind it."""
    match error:
        case FormExpiredError():
            return Sent(status=error.status, key=handover.key, said=f"error-{error.code}")
        case RefusedError(because=because) if because == _REUSED:
            # An attempt before this one did arrive, with other content: this one becomes a request of its own if sent again.
            return Sent(status=error.status, key=new_key(), said="portal-arrived-before")
        case RefusedError(because=because) if because in _SPOKEN:
            return Sent(status=error.status, key=handover.key, said=f"error-{because}")
        case AnswerMissingError() | TransientError():
            said = f"error-{error.code}"
            return Sent(status=error.status, key=handover.key, said=said, retry_after=error.retry_after)
        case _:
            return Sent(status=error.status, key=handover.key, said="error-invalid-request")
