"""What a clerk decides, sent by a form; then the next matter, or the same one with what stood in the way."""

from collections.abc import Callable, Mapping
from typing import Final, get_args
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import see
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.clerks import Clerks
from services.portal.api.staff.item import Tried, address, row_in, show
from services.portal.api.staff.words import saying
from services.portal.clerking import Clerking, Item
from services.portal.errors import RefusedError
from services.portal.model.clerks import KINDS, Action, Kind
from services.portal.ports import Condition
from services.portal.rendering import Place
from shared.errors import NotFoundError
from shared.language import OneLanguage

_ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
_MEANWHILE: Final = frozenset(
    {"already-decided", "stale-version", "notice-not-stopped", "already-void", "already-classified"}
)
"""Refusals that mean that somebody else was faster."""
_SPOKEN: Final = frozenset({"unknown-unit", "unknown-request-type"})
_NEEDED: Final[Mapping[Action, tuple[str, ...]]] = {
    "register": ("register-type",),
    "return": ("remark",),
    "reject": ("reason",),
    "assign": ("unit",),
    "classify": ("classify-reason",),
    "retype": ("retype-type", "retype-reason"),
}
"""Controls that have to be filled in."""
_WORDS: Final = ("remark", "reason", "classify-reason", "retype-reason")
_LONGEST: Final = 2000
_CONFLICT: Final = 409


def add(router: APIRouter, clerks: Clerks, language: OneLanguage) -> None:
    """Add the routes of one language."""

    def decided_by(action: Action) -> Callable[..., object]:
        async def decide(request: Request, submission_id: UUID) -> Response:
            asking = await clerks.asking(request)
            sent = await clerks.staff.sent(request, asking)
            kind = _kind(sent)
            rows = await clerks.clerking.around(asking.token, kind)
            item = await clerks.clerking.item(asking.token, submission_id)
            tried, number = _faults(action, sent), item.matter.number
            if tried is None:
                try:
                    number = await _do(clerks.clerking, asking, action, item, sent)
                except RefusedError as error:
                    item = await clerks.clerking.item(asking.token, submission_id)
                    tried = _refused(sent, error)
            if tried is not None:
                place = Place(language, address(submission_id, kind))
                as_ = sent.value("register-type") or sent.value("return-type")
                return await show(clerks, asking, place, item, kind, as_=as_, tried=tried)
            word = saying(clerks.staff, asking, action, str(submission_id), number)
            then = await clerks.clerking.next(asking.token, kind, row_in(rows, item, kind))
            path = address(then.submission_id, kind) if then else f"/desk?kind={kind}"
            return see(Place(language, "/desk"), f"{path}&{word}")

        return decide

    for action in _ACTIONS:
        router.add_api_route(f"/desk/{{submission_id}}/{action}", decided_by(action), methods=["POST"])


async def _do(clerking: Clerking, asking: Asking, action: Action, item: Item, sent: Sent) -> str | None:
    """Do it; gives the number that the matter has then."""
    condition = Condition(key=sent.value("key") or new_key(), version=sent.value("version"))
    submission_id = item.matter.submission_id
    match action:
        case "assign":
            await clerking.assign(asking.token, item, sent.value("unit"), sent.value("reason"), condition)
            return item.matter.number
        case "retry":
            await clerking.retry(asking.token, item, _id(sent.value("notice")))
            return item.matter.number
        case _:
            body = _body(action, sent)
            return (await clerking.decide(asking.token, submission_id, action, body, condition)).number


def _body(action: Action, sent: Sent) -> Mapping[str, object]:
    match action:
        case "register":
            unit = {"unit": sent.value("register-unit")} if sent.value("register-unit") else {}
            confidential = {"confidential": True} if sent.value("confidential") else {}
            return {"request_type": sent.value("register-type"), **unit, **confidential}
        case "classify":
            return {"confidential": bool(sent.value("confidential")), "reason": sent.value("classify-reason")}
        case "retype":
            unit = {"unit": sent.value("retype-unit")} if sent.value("retype-unit") else {}
            return {"request_type": sent.value("retype-type"), "reason": sent.value("retype-reason"), **unit}
        case "return":
            type_ = {"request_type": sent.value("return-type")} if sent.value("return-type") else {}
            return {"remark": sent.value("remark"), "missing": list(sent.values("missing")), **type_}
        case _:
            return {"reason": sent.value("reason")}


def _faults(action: Action, sent: Sent) -> Tried | None:
    """What is missing or too long; None when nothing is."""
    faults = {name: "portal-fault-required" for name in _NEEDED.get(action, ()) if not sent.value(name)}
    faults |= {name: "desk-fault-too-long" for name in _WORDS if len(sent.value(name)) > _LONGEST}
    return _tried(sent, faults=faults) if faults else None


def _refused(sent: Sent, error: RefusedError) -> Tried:
    if error.because in _MEANWHILE:
        # The form is of a state that is no more: what is sent next is another request.
        return _tried(sent, said="desk-meanwhile", status=_CONFLICT, key=new_key())
    said = f"error-{error.because}" if error.because in _SPOKEN else "error-invalid-request"
    return _tried(sent, said=said, key=new_key())


def _tried(
    sent: Sent, *, faults: Mapping[str, str] | None = None, said: str = "", status: int = 422, key: str = ""
) -> Tried:
    values = {name: sent.value(name) for name, _ in sent.fields}
    return Tried(
        values=values,
        ticked=sent.values("missing"),
        faults=faults or {},
        said=said,
        status=status,
        key=key or sent.value("key"),
    )


def _kind(sent: Sent) -> Kind:
    return next((kind for kind in KINDS if kind == sent.value("kind")), "undecided")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFoundError(text) from error
