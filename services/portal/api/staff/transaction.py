"""One transaction: what is to be done, who has it, what arrived, what happened; and the forms by which one acts.

In the template, whatever is written in answer to it has its place between `acts` and `arrived`.
"""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from services.portal.api.live import as_events
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.clerks import viewer_of
from services.portal.api.staff.item import Tried
from services.portal.api.staff.officers import Looking, Number, Officers
from services.portal.api.staff.words import Said, WorkDone, done_before
from services.portal.model.branch import Branch
from services.portal.model.branching import tree_of
from services.portal.model.colleagues import choices
from services.portal.model.looking import Look, next_one, one_before
from services.portal.model.related import Tie
from services.portal.model.story import Line, story
from services.portal.model.work import Act, Entry, Work
from services.portal.rendering import Place
from services.portal.working import Transaction
from shared.language import OneLanguage


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedAct(Tried):
    """An act that was not done; `news` is what others did meanwhile, `kept` what was typed for what is no more."""

    act: Act | None = None
    tie: Tie | None = None
    news: tuple[Line, ...] = ()
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a transaction is looked at: in which list, from which branch, with which document open."""

    look: Look
    branch: UUID | None = None
    paper: UUID | None = None
    said: Said | None = None


async def show(
    officers: Officers,
    asking: Asking,
    language: OneLanguage,
    transaction: Transaction,
    shown: Shown,
    tried: TriedAct | None = None,
) -> Response:
    """The page of one transaction."""
    work, viewer = transaction.work, viewer_of(asking)
    papers, entries, letters = await asyncio.gather(
        officers.viewing.papers_of(viewer, work.submission_id),
        _list(officers, asking, shown.look),
        officers.lettering.of_matter(asking.token, work.number),
    )
    branch = current(work, shown.branch)
    content: dict[str, Any] = {
        "transaction": transaction,
        "work": work,
        "matter": transaction.matter,
        "around": transaction.around,
        "branch": branch,
        "tree": tree_of(work.branches),
        "lines": story(work, transaction.matter),
        "choices": choices(transaction.around.units, transaction.around.colleagues),
        "papers": papers,
        "letters": letters,
        "related": transaction.related,
        "opened": await officers.viewing.open(viewer, papers, shown.paper),
        "look": shown.look,
        "next": next_one(entries, work.number),
        "previous": one_before(entries, work.number),
        "done": shown.said,
        "tried": tried or TriedAct(),
        "key": (tried.key if tried else "") or new_key(),
    }
    place = Place(language, address(work.number, shown.look, branch if shown.branch else None))
    return officers.staff.page(asking, "transaction", place, status=tried.status if tried else 200, **content)


def current(work: Work, wanted: UUID | None) -> Branch | None:
    """The branch that the forms are about: the one that is wanted, or the first that the asker holds."""
    return next((one for one in work.held if one.branch_id == wanted), next(iter(work.held), None))


def address(number: str, look: Look, branch: Branch | None = None) -> str:
    """Where a transaction is, looked at as one of a list."""
    return f"/matters/{number}?{look.query}" + (f"&branch={branch.branch_id}" if branch else "")


def add(router: APIRouter, officers: Officers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/matters/{number}")
    async def look_at(
        request: Request,
        number: Number,
        look: Looking,
        done: WorkDone,
        branch: UUID | None = None,
        paper: UUID | None = None,
    ) -> Response:
        asking = await officers.reader(request)
        transaction = await officers.working.transaction(asking.token, number)
        said = done_before(officers.staff, asking, done)
        shown = Shown(look=look, branch=branch, paper=paper, said=said)
        return await show(officers, asking, language, transaction, shown)

    if language != "ar":
        return

    @router.get("/matters/{number}/events")
    async def events(request: Request, number: Number, seen: Annotated[int, Query(ge=0)] = 0) -> Response:
        asking = await officers.reader(request)
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        told = as_events(officers.working.watch(asking.token, number, str(seen)))
        return StreamingResponse(told, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def _list(officers: Officers, asking: Asking, look: Look) -> tuple[Entry, ...]:
    """The list that somebody walks through; who holds no work has none."""
    if not asking.session.person.has("officer", "manager", "clerk"):
        return ()
    return await officers.working.around(asking.token, look)
