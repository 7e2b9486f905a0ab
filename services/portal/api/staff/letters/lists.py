"""Letters in lists, and the page that a manager begins with."""

import asyncio

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.letters.writers import Looking, Writers
from services.portal.api.staff.words import LetterDone, done_before
from services.portal.model.letters import STAGES
from services.portal.model.looking import SHOWN, Look
from services.portal.model.session import Person
from services.portal.model.shelves import Shelf, ShelfLook
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, writers: Writers, language: OneLanguage) -> None:
    """Add the routes of one language."""
    officers, lettering = writers.officers, writers.lettering

    @router.get("/letters")
    async def letters(request: Request, look: Looking, done: LetterDone) -> Response:
        asking = await officers.reader(request)
        shelves = _shelves(asking.session.person)
        if look.shelf not in shelves:
            look = ShelfLook(shelf=shelves[0])
        found, around = await asyncio.gather(
            lettering.shelf(asking.token, look), officers.working.who_is_who(asking.token)
        )
        return officers.staff.page(
            asking,
            "letters",
            Place(language, f"/letters?{look.query}"),
            letters=tuple(found.lines),
            after=found.after,
            look=look,
            shelves=shelves,
            stages=STAGES,
            around=around,
            done=done_before(officers.staff, asking, done),
        )

    @router.get("/approvals")
    async def approvals(request: Request, done: LetterDone) -> Response:
        asking = await officers.staff.asking(request, "manager")
        found, lines = await asyncio.gather(
            lettering.shelf(asking.token, ShelfLook(shelf="to-approve")), officers.working.inbox(asking.token, Look())
        )
        return officers.staff.page(
            asking,
            "approvals",
            Place(language, "/approvals"),
            letters=tuple(found.lines),
            more=bool(found.after),
            lines=lines,
            shown=SHOWN,
            look=Look(),
            around=lines.around,
            done=done_before(officers.staff, asking, done),
        )


def _shelves(person: Person) -> tuple[Shelf, ...]:
    """Where somebody can find letters at all."""
    if not person.has("officer", "manager", "clerk"):
        return ("unit",)
    if not person.has("manager"):
        return ("mine", "unit", "dispatch", "received")
    return ("mine", "to-approve", "unit", "dispatch", "received")
