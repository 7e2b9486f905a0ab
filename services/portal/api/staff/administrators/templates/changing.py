"""A template is changed, or a new one made."""

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.administrators.parts import Administrators, Done, Said
from services.portal.api.staff.administrators.templates.forms import NEW, Forms
from services.portal.api.staff.administrators.templates.looking import HERE, Code
from services.portal.api.staff.administrators.templates.typed import Looked
from services.portal.model.letter_templates import LetterTemplate
from shared.language import OneLanguage


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    forms = Forms(administrators, language)

    @router.get(NEW)
    async def ask_for_template(request: Request) -> Response:
        return await forms.show(await administrators.asking(request), "", Looked(template=LetterTemplate()))

    @router.post(NEW)
    async def add_template(request: Request) -> Response:
        return await forms.done(request, "")

    @router.get(f"{HERE}/{{code}}")
    async def template(request: Request, code: Code, said: Said) -> Response:
        asking = await administrators.asking(request)
        sheet = await administrators.templating.sheet(asking.token, code)
        done: Done | None = administrators.said(asking, said)
        return await forms.show(asking, code, Looked(template=sheet.template), sheet, done)

    @router.post(f"{HERE}/{{code}}")
    async def change(request: Request, code: Code) -> Response:
        return await forms.done(request, code)
