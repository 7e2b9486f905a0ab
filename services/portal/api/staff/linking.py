"""Which transactions belong together: linked by number and parted again, sent by a form of the transaction's page."""

from typing import Final

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import see
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.officers import Number, Officers, look_of
from services.portal.api.staff.transaction import Shown, TriedAct, address, show
from services.portal.api.staff.words import saying_of_work
from services.portal.errors import RefusedError
from services.portal.model.related import Tie
from services.portal.ports import Condition
from services.portal.rendering import Place
from shared.errors import NotFoundError
from shared.language import OneLanguage

_LONGEST: Final = 2000
_CONTROLS: Final = ("linked", "link-note", "unlinked", "unlink-reason")
_SPOKEN: Final = frozenset({"already-linked", "impossible-link", "already-void", "route-full"})
_CONFLICT: Final = 409


def add(router: APIRouter, officers: Officers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    async def done(request: Request, number: str, tie: Tie) -> Response:
        asking = await officers.worker(request)
        sent = await officers.staff.sent(request, asking)
        tried = _faulty(tie, sent) or await _tie(officers, asking, number, tie, sent)
        if tried is None:
            word = saying_of_work(officers.staff, asking, tie, number)
            return see(Place(language, "/inbox"), f"{address(number, look_of(sent))}&{word}")
        transaction = await officers.working.transaction(asking.token, number)
        return await show(officers, asking, language, transaction, Shown(look=look_of(sent)), tried)

    @router.post("/matters/{number}/link")
    async def link(request: Request, number: Number) -> Response:
        return await done(request, number, "link")

    @router.post("/matters/{number}/unlink")
    async def unlink(request: Request, number: Number) -> Response:
        return await done(request, number, "unlink")


async def _tie(officers: Officers, asking: Asking, number: str, tie: Tie, sent: Sent) -> TriedAct | None:
    """Do it; what stood in the way, if anything did."""
    working, key = officers.working, sent.value("key") or new_key()
    try:
        if tie == "link":
            other, note = sent.value("linked"), sent.value("link-note")
            await working.link(asking.token, number, other, note, Condition(key=key, version=""))
        else:
            condition = Condition(key=key, version=sent.value("version"))
            await working.unlink(asking.token, number, sent.value("unlinked"), sent.value("unlink-reason"), condition)
    except RefusedError as error:
        return _tried(tie, sent, said=_said(error.because), status=_CONFLICT)
    except NotFoundError:
        if tie == "link":
            return _tried(tie, sent, faults={"linked": "work-fault-no-matter"})
        return _tried(tie, sent, said="work-meanwhile", status=_CONFLICT)
    return None


def _said(because: str) -> str:
    if because == "stale-version":
        return "work-meanwhile"
    return f"error-{because}" if because in _SPOKEN else "error-invalid-request"


def _faulty(tie: Tie, sent: Sent) -> TriedAct | None:
    """What is missing or too long; None when nothing is."""
    needed, words = ("linked", "link-note") if tie == "link" else ("unlink-reason", "unlink-reason")
    faults = {} if sent.value(needed) else {needed: "portal-fault-required"}
    if len(sent.value(words)) > _LONGEST:
        faults[words] = "desk-fault-too-long"
    return _tried(tie, sent, faults=faults) if faults else None


def _tried(
    tie: Tie, sent: Sent, *, faults: dict[str, str] | None = None, said: str = "", status: int = 422
) -> TriedAct:
    values = {name: sent.value(name) for name in _CONTROLS}
    # What is sent next is another request.
    return TriedAct(tie=tie, values=values, faults=faults or {}, said=said, status=status, key=new_key())
