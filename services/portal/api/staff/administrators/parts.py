"""What the administrators' pages share."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

from fastapi import Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from services.portal.administering import Administering
from services.portal.api.answering import see
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking, Sent, Staff
from services.portal.api.staff.item import Tried
from services.portal.errors import RefusedError
from services.portal.ports import Condition
from services.portal.rendering import Place
from services.portal.retaining import Retaining
from services.portal.ruling import Ruling
from services.portal.templating import LetterTemplating
from shared.clock import Clock

Done = Literal[
    "added",
    "changed",
    "undone",
    "unchanged",
    "announced",
    "delegated",
    "ended",
    "password",
    "signed-out",
    "in-force",
    "put-back",
    "confirmed",
    "held",
    "released",
]
DONE: Final[tuple[Done, ...]] = get_args(Done)

REFUSALS: Final = frozenset(
    {
        *("unit-taken", "impossible-parent", "unit-in-use", "login-taken", "unknown-unit"),
        *("impossible-delegation", "idempotency-key-reused", "invalid-content"),
        *("not-due", "already-disposed", "no-number"),
    }
)
"""Refusals that have a sentence of their own for people."""
LONGEST_REASON: Final = 200
_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrators:
    """The use cases of an administrator; the pages of everybody's own account use them, too."""

    staff: Staff
    administering: Administering
    ruling: Ruling
    retaining: Retaining
    templating: LetterTemplating
    clock: Clock
    zone: ZoneInfo

    def now(self) -> datetime:
        """What the clock of the body shows."""
        return self.clock.now().astimezone(self.zone)

    async def asking(self, request: Request) -> Asking:
        """The administrator who asks. Raises `SignInNeededError`, `ForbiddenError`."""
        return await self.staff.asking(request, "administrator")

    def page(self, asking: Asking, template: str, place: Place, tried: Tried | None, **content: Any) -> Response:
        """A page with forms, which show what was tried if something was."""
        return self.staff.page(
            asking,
            template,
            place,
            status=tried.status if tried else 200,
            tried=tried or Tried(),
            key=(tried.key if tried else "") or new_key(),
            **content,
        )

    def done(self, asking: Asking, place: Place, path: str, what: Done) -> RedirectResponse:
        """Go on to a page that says what was done."""
        word = self.staff.desk.seals.of_word(asking.session_id, what)
        return see(place, f"{path}{'&' if '?' in path else '?'}done={what}&word={word}")

    def said(self, asking: Asking, said: tuple[Done, str] | None) -> Done | None:
        """What was done; None when it was not we who put it into the address."""
        if said and self.staff.desk.seals.fits_word(asking.session_id, *said):
            return said[0]
        return None


async def _said(done: Done | None = None, word: Annotated[str, Query(max_length=64)] = "") -> tuple[Done, str] | None:
    return (done, word) if done else None


Said = Annotated[tuple[Done, str] | None, Depends(_said)]


def condition(sent: Sent) -> Condition:
    """That a form is sent once, and about what was seen."""
    return Condition(key=sent.value("key") or new_key(), version=sent.value("version"))


def with_reason(sent: Sent, body: Mapping[str, object]) -> dict[str, object]:
    """A body that says why, too."""
    return {**body, "reason": sent.value("reason")}


def faults_of(sent: Sent, needed: tuple[str, ...], rules: Mapping[str, Callable[[str], bool]]) -> dict[str, str]:
    """What is missing, or wrong by its rule, by control."""
    faults = {name: "portal-fault-required" for name in needed if not sent.value(name)}
    faults |= {
        name: f"administration-fault-{name}"
        for name, fits in rules.items()
        if sent.value(name) and not fits(sent.value(name))
    }
    if len(sent.value("reason")) > LONGEST_REASON:
        faults["reason"] = "administration-fault-reason"
    return faults


def tried_wrongly(sent: Sent, faults: Mapping[str, str], *several: str) -> Tried:
    """A form that was not sent on."""
    return _tried(sent, several, faults=faults, key=sent.value("key"))


def refused(sent: Sent, error: RefusedError, *several: str) -> Tried:
    """A form that was refused; what was typed is kept, and what is sent next is another request."""
    if error.because == "stale-version":
        return _tried(sent, several, said="administration-meanwhile", status=_CONFLICT, key=new_key())
    known = error.because in REFUSALS
    return _tried(sent, several, said=f"error-{error.because if known else 'invalid-request'}", key=new_key())


async def put_back(sent: Sent, restore: Callable[[str, Condition], Awaitable[object]]) -> Tried | None:
    """Put an older version in force again with the reason that was sent; what was typed where that was refused."""
    if faults := faults_of(sent, ("reason",), {}):
        return tried_wrongly(sent, faults)
    try:
        await restore(sent.value("reason"), condition(sent))
    except RefusedError as error:
        return refused(sent, error)
    return None


def _tried(
    sent: Sent,
    several: tuple[str, ...],
    *,
    faults: Mapping[str, str] | None = None,
    said: str = "",
    status: int = 422,
    key: str = "",
) -> Tried:
    values = {name: sent.value(name) for name, _ in sent.fields}
    ticked = tuple(f"{name}:{value}" for name in several for value in sent.values(name))
    return Tried(values=values, ticked=ticked, faults=faults or {}, said=said, status=status, key=key)
