"""A part of a page that takes long keeps nobody from reading the rest."""

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi.responses import StreamingResponse

from services.portal.api.answering import MAY_USE, Desk, Late
from services.portal.model import Seals
from services.portal.rendering import LATE, Pages, Place
from services.portal.service import Portal


class Templates(Pages):
    """Two templates, of which the first leaves room for the second."""

    def __init__(self) -> None:
        self.filled: list[str] = []

    def fill(self, template: str, place: Place, **content: Any) -> str:
        self.filled.append(template)
        return f"begins {LATE} ends in {place.language}" if template == "whole" else f"shows {content['pages']} pages"


async def test_what_is_there_is_sent_before_what_takes_long(portal: Portal) -> None:
    printed = asyncio.Event()

    async def look() -> Mapping[str, Any]:
        await printed.wait()
        return {"pages": 2}

    desk = Desk(portal=portal, pages=Templates(), seals=Seals("a secret"), secure=True)
    answer = desk.page("whole", Place("en", "/letters/1"), late=Late(template="part", content=look))
    assert isinstance(answer, StreamingResponse)
    assert (answer.headers["x-accel-buffering"], answer.headers["content-security-policy"]) == ("no", MAY_USE)
    parts = aiter(answer.body_iterator)
    assert await anext(parts) == "begins "
    rest = asyncio.ensure_future(anext(parts))
    await asyncio.sleep(0)
    assert not rest.done()
    printed.set()
    assert [await rest, await anext(parts)] == ["shows 2 pages", " ends in en"]


async def test_a_page_without_room_for_it_does_not_ask_for_it(portal: Portal) -> None:
    async def look() -> Mapping[str, Any]:
        raise AssertionError("nobody needs it")

    templates = Templates()
    desk = Desk(portal=portal, pages=templates, seals=Seals("a secret"), secure=True)
    answer = desk.page("other", Place("ar", "/letters/1"), late=Late(template="part", content=look), pages=0)
    assert (answer.body, templates.filled) == (b"shows 0 pages", ["other"])
