"""A form that was sent: handed on, or shown again with what to say above it, and with which status."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from fastapi import Request

from services.portal.api.reading import new_key, read
from services.portal.errors import AnswerMissingError, FormExpiredError, RefusedError
from services.portal.model import Fault, Handover, Matter, RequestType
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

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that has to be shown again. `said` is the key of a sentence about all of it; `key` its new or old key."""

    status: int
    key: str
    faults: tuple[Fault, ...] = ()
    said: str = ""
    retry_after: int | None = None


async def sent_on(
    request: Request,
    require_ours: Callable[[Handover], None],
    send: Callable[[Handover], Awaitable[Answer | list[Fault]]],
) -> tuple[Handover, Answer | Sent]:
    """Read a form, hand it on, and return it with the answer; or with why it has to be shown again."""
    form, handover = await read(request)
    try:
        require_ours(handover)
        answer = await send(handover)
    except (FormExpiredError, RefusedError, AnswerMissingError, TransientError) as error:
        return handover, _refused(handover, error)
    finally:
        await form.close()
    if isinstance(answer, list):
        # Something is missing or wrong, and nothing was sent on.
        return handover, Sent(status=422, key=handover.key, faults=tuple(answer))
    return handover, answer


def filled_in(
    handover: Handover | None, sent: Sent | None, otherwise: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What a form shows of what was typed into it, and what is said of that; `otherwise` when nothing was."""
    return {
        "values": handover.values if handover else otherwise or {},
        "chosen": [file.name for file in handover.files] if handover else [],
        "key": sent.key if sent else new_key(),
        "faults": sent.faults if sent else (),
        "said": sent.said if sent else "",
    }


def asked_again(matter: Matter, kind: RequestType | None) -> dict[str, Any]:
    """What a matter still needs, as the form that completes it shows it."""
    return {
        "matter": matter,
        "fields": [one for one in kind.fields if one.name in matter.asked_again] if kind else [],
        "kinds": {one.code: one.media_types for one in kind.documents} if kind else {},
    }


def _refused(handover: Handover, error: DiwanError) -> Sent:
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
