"""Request types: all of them, one with its form and its history, tried, put in force and put back."""

from typing import Annotated

import yaml
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import PlainTextResponse

from services.portal.api.staff.administrators.parts import Administrators, Said, condition
from services.portal.api.staff.administrators.type_forms import MOST_FIELDS, NEW_TYPE
from services.portal.api.staff.administrators.type_page import LIST, LONGEST_WHY, NEW, Drafted, TypePages
from services.portal.errors import RefusedError
from services.portal.rendering import Place
from shared.language import OneLanguage

Code = Annotated[str, Path(pattern="^[a-z][a-z0-9-]{0,59}$")]


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    pages = TypePages(administrators, language)
    types = administrators.administering.types

    @router.get(LIST)
    async def look_at_all(request: Request, said: Said) -> Response:
        asking = await administrators.asking(request)
        lines = await types.all()
        done = administrators.said(asking, said)
        return administrators.page(asking, "request-types", Place(language, LIST), None, lines=lines, done=done)

    @router.get(f"{LIST}/{{code}}")
    async def look(request: Request, code: Code, said: Said) -> Response:
        asking = await administrators.asking(request)
        return await pages.show(asking, code, done=administrators.said(asking, said))

    @router.get(f"{LIST}/{{code}}/text")
    async def export(request: Request, code: Code) -> Response:
        asking = await administrators.asking(request)
        latest = await types.one(asking.token, code)
        text = yaml.safe_dump(latest.content, allow_unicode=True, sort_keys=False, width=120)
        named = {"Content-Disposition": f'attachment; filename="{code}.yaml"'}
        return PlainTextResponse(text, headers=named, media_type="application/yaml; charset=utf-8")

    @router.post(f"{LIST}/{{code}}")
    async def step(request: Request, code: Code) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking, most_fields=MOST_FIELDS)
        return await pages.step(asking, code, sent)

    @router.post(f"{LIST}/{{code}}/restore/{{number}}")
    async def restore(request: Request, code: Code, number: Annotated[int, Path(ge=1, le=2**31)]) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        if not sent.value("why"):
            return await pages.show(asking, code, said="types-why-needed")
        try:
            await types.restore(asking.token, code, number, sent.value("why")[:LONGEST_WHY], condition(sent))
        except RefusedError as error:
            return await pages.show(asking, code, said=pages.refusal(error))
        return administrators.done(asking, Place(language, ""), f"{LIST}/{code}", "undone")

    @router.get(NEW)
    async def begin(request: Request) -> Response:
        asking = await administrators.asking(request)
        return await pages.form(asking, "", Drafted(content=NEW_TYPE, version=""))

    @router.post(NEW)
    async def step_of_new(request: Request) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking, most_fields=MOST_FIELDS)
        return await pages.step(asking, "", sent)
