"""What the office handed in: the list, one matter with what to tell the person, and its receipt."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.counter.agents import Agents
from services.portal.rendering import Place
from shared.language import OneLanguage

After = Annotated[str, Query(max_length=200)]
Wanted = Annotated[str, Query(max_length=200)]


def add(router: APIRouter, agents: Agents, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/counter/handed-in")
    async def handed_in(request: Request, q: Wanted = "", after: After = "", *, mine: bool = False) -> Response:
        asking = await agents.asking(request)
        board = await agents.attending.board(asking.token, q, after, mine=mine)
        asked = {"q": q, "mine": "true" if mine else "", "after": after}
        query = urlencode({name: value for name, value in asked.items() if value})
        place = Place(language, f"/counter/handed-in?{query}" if query else "/counter/handed-in")
        further = urlencode({**{name: value for name, value in asked.items() if value}, "after": board.after})
        return agents.staff.page(
            asking, "handed-in", place, board=board, wanted=q, mine=mine, after=after, further=further
        )

    @router.get("/counter/handed-in/{submission_id}")
    async def matter(request: Request, submission_id: UUID, *, added: bool = False) -> Response:
        asking = await agents.asking(request)
        attended = await agents.attending.attended(asking.token, submission_id)
        place = Place(language, f"/counter/handed-in/{submission_id}")
        code, found = attended.handed_in.tracking_token, attended.matter
        disposed = await agents.staff.desk.portal.disposed(code, found) if found else frozenset()
        return agents.staff.page(asking, "counter-matter", place, attended=attended, added=added, disposed=disposed)

    @router.get("/counter/handed-in/{submission_id}/receipt")
    async def receipt(request: Request, submission_id: UUID, *, slip: bool = False) -> Response:
        asking = await agents.asking(request)
        attended = await agents.attending.attended(asking.token, submission_id)
        place = Place(language, f"/counter/handed-in/{submission_id}/receipt{'?slip=true' if slip else ''}")
        return agents.staff.page(asking, "counter-receipt", place, attended=attended, slip=slip)
