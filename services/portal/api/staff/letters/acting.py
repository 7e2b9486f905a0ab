"""What somebody does with a letter, sent by a form; then the next one, or the same with what stood in the way."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import see
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.letters.letter import SPOKEN, ShownLetter, TriedLetter, address, show
from services.portal.api.staff.letters.writers import Writers, look_of
from services.portal.api.staff.words import saying_of_letter
from services.portal.errors import RefusedError
from services.portal.model.letters import ACTS, OUTCOMES, Act, LetterLine
from services.portal.model.shelves import after_this
from services.portal.ports import Condition
from services.portal.rendering import Place
from shared.errors import NotFoundError
from shared.language import OneLanguage

_LEAVES: Final[frozenset[Act]] = frozenset({"approve", "send-back"})
"""After these one has done with it, and the next one that waits opens."""
_MEANWHILE: Final = frozenset({"stale-version", "letter-state", "impossible-delivery"})
"""Refusals that mean that somebody else was faster."""
_CONFLICT: Final = 409
_WORDS: Final[Mapping[Act, str]] = {"send-back": "comments", "discard": "because", "deliver": "remark"}
_LONGEST: Final[Mapping[str, int]] = {
    "comments": 4000,
    "because": 2000,
    "remark": 2000,
    "how": 200,
    "reference": 200,
}


def add(router: APIRouter, writers: Writers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    def done_by(act: Act) -> Callable[..., object]:
        async def do(request: Request, letter_id: UUID) -> Response:
            asking = await writers.officers.worker(request)
            sent = await writers.staff.sent(request, asking)
            look = look_of(sent)
            tried = _faulty(act, sent, writers)
            if tried is None:
                # As they were before: what is decided is not among them any more.
                waiting = await writers.lettering.to_approve(asking.token) if act in _LEAVES else ()
                condition = Condition(key=sent.value("key") or new_key(), version=sent.value("version"))
                try:
                    await writers.lettering.act(asking.token, letter_id, act, _body(act, sent, writers), condition)
                except RefusedError as error:
                    tried = refused(act, sent, error.because)
                except NotFoundError:
                    # It is nobody's to do any more, or there never was such a letter: seen when it is shown again.
                    tried = refused(act, sent, "stale-version")
                else:
                    word = saying_of_letter(writers.staff, asking, act, str(letter_id))
                    there = _next(waiting, letter_id) if act in _LEAVES else address(letter_id, look)
                    return see(Place(language, "/letters"), f"{there}{'&' if '?' in there else '?'}{word}")
            return await again(writers, asking, language, letter_id, sent, tried)

        return do

    for act in ACTS:
        router.add_api_route(f"/letters/{{letter_id}}/{act}", done_by(act), methods=["POST"])


async def again(
    writers: Writers, asking: Asking, language: OneLanguage, letter_id: UUID, sent: Sent, tried: TriedLetter
) -> Response:
    """The same letter as it is now, with what was typed."""
    letter = await writers.lettering.letter(asking.token, letter_id)
    gone = tried.act is not None and not letter.offers(tried.act)
    seen = sent.value("seen")
    steps = int(seen) if seen.isascii() and seen.isdecimal() else len(letter.history)
    as_it_is_now = TriedLetter(
        act=tried.act,
        values=tried.values,
        faults={} if gone else tried.faults,
        said=tried.said,
        news=letter.history[steps:] if tried.status == _CONFLICT else (),
        kept=tried.kept or (sent.value(_WORDS.get(tried.act, "")) if gone and tried.act else ""),
        status=tried.status,
        key=tried.key,
    )
    return await show(writers, asking, language, letter, ShownLetter(look=look_of(sent)), as_it_is_now)


def refused(act: Act | None, sent: Sent, because: str, *, kept: str = "") -> TriedLetter:
    """What was refused, and what to say of it."""
    meanwhile = because in _MEANWHILE
    said = "letters-meanwhile" if meanwhile else f"error-{because}" if because in SPOKEN else "error-invalid-request"
    return TriedLetter(
        act=act,
        values={name: sent.value(name) for name, _ in sent.fields},
        said=said,
        kept=kept,
        status=_CONFLICT if meanwhile else 422,
        # The form is of a state that is no more, or was refused: what is sent next is another request.
        key=new_key(),
    )


def _next(waiting: tuple[LetterLine, ...], letter_id: UUID) -> str:
    following = after_this(waiting, letter_id)
    return f"/letters/{following.letter_id}?shelf=to-approve" if following else "/approvals"


def _faulty(act: Act, sent: Sent, writers: Writers) -> TriedLetter | None:
    """What is missing or too long; None when nothing is."""
    faults = {name: "letters-fault-too-long" for name, most in _LONGEST.items() if len(sent.value(name)) > most}
    if act == "send-back" and not sent.value("comments"):
        faults["comments"] = "letters-fault-no-comments"
    if act == "deliver":
        if sent.value("outcome") not in OUTCOMES:
            faults["outcome"] = "portal-fault-required"
        if sent.value("at") and _moment(sent.value("at"), writers) is None:
            faults["at"] = "letters-fault-moment"
    if not faults:
        return None
    values = {name: sent.value(name) for name, _ in sent.fields}
    return TriedLetter(act=act, values=values, faults=faults, key=sent.value("key"))


def _body(act: Act, sent: Sent, writers: Writers) -> Mapping[str, object]:
    match act:
        case "approve":
            # The edition that one has seen; a number is what the form gave out.
            return {"edition": int(sent.value("edition")[:6])} if sent.value("edition").isdecimal() else {}
        case "send-back" | "discard":
            return {_WORDS[act]: sent.value(_WORDS[act])}
        case "deliver":
            at = _moment(sent.value("at"), writers)
            said = {name: sent.value(name) for name in ("outcome", "how", "reference", "remark")}
            return {**said, "at": at.isoformat() if at else None}
        case _:
            return {}


def _moment(text: str, writers: Writers) -> datetime | None:
    """A time as it is typed here, by the clocks here."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=writers.zone)
    except ValueError:
        return None
