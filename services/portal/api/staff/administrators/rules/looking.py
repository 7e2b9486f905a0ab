"""The rules in force, how they came to be so, and the way back."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.staff.administrators.parts import Administrators, Done, Said, put_back
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.item import Tried
from services.portal.model.rules import in_order
from services.portal.rendering import Place
from shared.language import OneLanguage
from shared.yaml_config import yaml_text

Number = Annotated[int, Path(ge=1, le=2**31)]
HERE = "/administration/rules"


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    ruling = administrators.ruling

    async def show(asking: Asking, number: int, tried: Tried | None = None) -> Response:
        sheet = await ruling.version(asking.token, number)
        latest = (await ruling.history(asking.token))[0].number
        return administrators.page(
            asking,
            "rules-version",
            Place(language, f"{HERE}/versions/{number}"),
            tried,
            sheet=sheet,
            standing=in_order(sheet.rules),
            latest=latest,
        )

    @router.get(HERE)
    async def rules(request: Request, said: Said) -> Response:
        asking = await administrators.asking(request)
        sheet = await ruling.in_force(asking.token)
        history = await ruling.history(asking.token)
        done: Done | None = administrators.said(asking, said)
        return administrators.page(
            asking,
            "rules",
            Place(language, HERE),
            None,
            sheet=sheet,
            standing=in_order(sheet.rules),
            history=history,
            done=done,
        )

    @router.get(f"{HERE}/versions/{{number}}")
    async def version(request: Request, number: Number) -> Response:
        return await show(await administrators.asking(request), number)

    @router.post(f"{HERE}/versions/{{number}}/restore")
    async def restore(request: Request, number: Number) -> Response:
        asking = await administrators.asking(request)
        sent = await administrators.staff.sent(request, asking)
        restoring = partial(ruling.rulebook.restore, asking.token, number, language=language)
        if tried := await put_back(sent, restoring):
            return await show(asking, number, tried)
        return administrators.done(asking, Place(language, ""), HERE, "put-back")

    @router.get(f"{HERE}/versions/{{number}}/routing-rules.yaml")
    async def export(request: Request, number: Number) -> Response:
        asking = await administrators.asking(request)
        version = await ruling.rulebook.version(asking.token, number)
        name = f'attachment; filename="routing-rules-{number}.yaml"'
        return Response(
            yaml_text(version.content),
            media_type="application/yaml; charset=utf-8",
            headers={"Content-Disposition": name, "Cache-Control": "no-store"},
        )
