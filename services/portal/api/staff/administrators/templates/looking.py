"""The templates that there are, how each came to be so, and the way back."""

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.staff.administrators.parts import Administrators, put_back
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.item import Tried
from services.portal.rendering import Place
from shared.language import OneLanguage

Code = Annotated[str, Path(pattern="^[a-z0-9-]{1,60}$")]
Number = Annotated[int, Path(ge=1, le=2**31)]
HERE: Final = "/administration/templates"


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    templating = administrators.templating

    async def show(asking: Asking, code: str, number: int, tried: Tried | None = None) -> Response:
        sheet = await templating.sheet(asking.token, code, number)
        place = Place(language, f"{HERE}/{code}/versions/{number}")
        around = await templating.surroundings(asking.token)
        return administrators.page(asking, "template-version", place, tried, sheet=sheet, code=code, around=around)

    @router.get(HERE)
    async def templates(request: Request) -> Response:
        asking = await administrators.asking(request)
        shelf = await templating.shelf(asking.token)
        return administrators.page(asking, "templates", Place(language, HERE), None, templates=shelf.templates)

    @router.get(f"{HERE}/{{code}}/versions/{{number}}")
    async def version(request: Request, code: Code, number: Number) -> Response:
        return await show(await administrators.asking(request), code, number)

    @router.post(f"{HERE}/{{code}}/versions/{{number}}/restore")
    async def restore(request: Request, code: Code, number: Number) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        restoring = partial(templating.templates.of(code).restore, asking.token, number, language=language)
        if tried := await put_back(sent, restoring):
            return await show(asking, code, number, tried)
        return administrators.done(asking, Place(language, ""), f"{HERE}/{code}", "put-back")
