"""What somebody does with a transaction, sent by a form; then the next one, or the same with what stood in the way."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import see
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking, Sent
from services.portal.api.staff.officers import Number, Officers, look_of
from services.portal.api.staff.orders import body_of, faults_of, values_of, words_of
from services.portal.api.staff.transaction import Shown, TriedAct, address, current, show
from services.portal.api.staff.words import saying_of_work
from services.portal.errors import RefusedError
from services.portal.model.looking import Look, next_one
from services.portal.model.story import news
from services.portal.model.work import ACTS, Act, Entry, Work
from services.portal.ports import Condition
from services.portal.rendering import Place
from shared.errors import NotFoundError
from shared.language import OneLanguage

_LEAVES: Final[frozenset[Act]] = frozenset({"done", "return"})
"""After these one has done with it, and the next one opens; after the others one goes on with the same."""
_MEANWHILE: Final = frozenset({"stale-version", "branch-ended", "already-accepted", "already-void"})
"""Refusals that mean that somebody else was faster."""
_SPOKEN: Final = frozenset(
    {
        *("open-work-below", "nobody-above", "impossible-referral", "impossible-due-date", "question-waiting"),
        *("no-question", "route-full", "unknown-unit"),
    }
)
_CONFLICT: Final = 409


def add(router: APIRouter, officers: Officers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    def done_by(act: Act) -> Callable[..., object]:
        async def do(request: Request, number: Number) -> Response:
            asking = await officers.worker(request)
            sent = await officers.staff.sent(request, asking)
            tried = _faulty(act, sent)
            if tried is None:
                look = look_of(sent)
                # As it was before: what is done is not on it any more.
                entries = await officers.working.around(asking.token, look) if act in _LEAVES else ()
                try:
                    await _do(officers, asking, number, act, sent)
                except RefusedError as error:
                    tried = _refused(act, sent, error.because)
                except NotFoundError:
                    # It was taken from whoever held it, or there never was such a thing: seen when it is shown again.
                    tried = _refused(act, sent, "stale-version")
                else:
                    word = saying_of_work(officers.staff, asking, act, number)
                    return see(Place(language, "/inbox"), f"{_then(act, number, look, sent, entries)}&{word}")
            return await _again(officers, asking, language, number, sent, tried)

        return do

    for act in ACTS:
        router.add_api_route(f"/matters/{{number}}/{act}", done_by(act), methods=["POST"])


async def _do(officers: Officers, asking: Asking, number: str, act: Act, sent: Sent) -> None:
    condition = Condition(key=sent.value("key") or new_key(), version=sent.value("version"))
    branch = sent.value("recalled") if act == "recall" else sent.value("branch")
    await officers.working.act(asking.token, number, act, _id(branch), body_of(act, sent), condition)


def _then(act: Act, number: str, look: Look, sent: Sent, entries: tuple[Entry, ...]) -> str:
    """Where one goes on."""
    if act not in _LEAVES:
        branch = _id(sent.value("branch"))
        return address(number, look) + (f"&branch={branch}" if branch and sent.value("chosen") else "")
    following = next_one(entries, number)
    return address(following.number, look) if following else f"/inbox?{look.query}"


async def _again(
    officers: Officers, asking: Asking, language: OneLanguage, number: str, sent: Sent, tried: TriedAct
) -> Response:
    """The same transaction as it is now, with what was typed."""
    try:
        transaction = await officers.working.transaction(asking.token, number)
    except NotFoundError:
        if not words_of(sent):
            raise
        place = Place(language, f"/matters/{number}")
        return officers.staff.page(asking, "gone", place, status=_CONFLICT, number=number, kept=words_of(sent))
    work, branch = transaction.work, _id(sent.value("branch"))
    shown = Shown(look=look_of(sent), branch=branch if sent.value("chosen") else None)
    return await show(officers, asking, language, transaction, shown, _as_it_is_now(work, branch, sent, tried))


def _as_it_is_now(work: Work, branch: UUID | None, sent: Sent, tried: TriedAct) -> TriedAct:
    """What was tried, with what happened meanwhile."""
    gone = tried.act is not None and not work.offers(tried.act, current(work, branch))
    seen = sent.value("seen")
    steps = int(seen) if seen.isascii() and seen.isdecimal() else len(work.history)
    return TriedAct(
        act=tried.act,
        values=tried.values,
        ticked=tried.ticked,
        faults={} if gone else tried.faults,
        said=tried.said,
        news=news(work, steps) if tried.status == _CONFLICT else (),
        kept=words_of(sent) if gone else "",
        status=tried.status,
        key=tried.key,
    )


def _faulty(act: Act, sent: Sent) -> TriedAct | None:
    """What is missing or too long; None when nothing is."""
    if not (faults := faults_of(act, sent)):
        return None
    return TriedAct(act=act, values=values_of(sent), ticked=sent.values("to"), faults=faults, key=sent.value("key"))


def _refused(act: Act, sent: Sent, because: str) -> TriedAct:
    meanwhile = because in _MEANWHILE
    said = "work-meanwhile" if meanwhile else f"error-{because}" if because in _SPOKEN else "error-invalid-request"
    return TriedAct(
        act=act,
        values=values_of(sent),
        ticked=sent.values("to"),
        said=said,
        status=_CONFLICT if meanwhile else 422,
        # The form is of a state that is no more, or was refused: what is sent next is another request.
        key=new_key(),
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
