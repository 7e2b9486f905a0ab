"""The counter: what can be handed in, what was today, and how many wait for a call."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.staff.counter.agents import Agents
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, agents: Agents, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/counter")
    async def start(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> Response:
        asking = await agents.asking(request)
        types, board, calls = await asyncio.gather(
            agents.staff.desk.portal.request_types(q),
            agents.attending.board(asking.token),
            agents.attending.calls(asking.token),
        )
        lines = (*board.today, *board.earlier)
        return agents.staff.page(
            asking,
            "counter",
            Place(language, "/counter"),
            wanted=q,
            types=types,
            board=board,
            told=[line for line in lines if line.asks_for_something],
            calls=calls,
        )
