"""HTTP edge of letters: templates, and what they become."""

from typing import Annotated, Self

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from services.routing.api.asking import Worker, canonical
from services.routing.letters.api.bodies import FillTemplate
from services.routing.letters.model import Kind
from services.routing.letters.preparing import Preparing
from services.routing.letters.templates import FIELDS, NumberedTemplate
from services.routing.letters.views import WordingView
from shared.language import Text
from shared.web.auth import Principal, require

Reader = Annotated[Principal, Depends(require("clerk", "manager", "officer", "administrator", "auditor"))]
Code = Annotated[str, Path(description="A template's code.", max_length=100)]


class TemplateView(BaseModel):
    """A beginning for letters of some kinds."""

    code: str
    title: Text
    kinds: tuple[Kind, ...]
    request_types: tuple[str, ...] = Field(description="Types that it is offered for; none: for all.")
    version: int = Field(default=1, description="The number of its version that is in force.")
    active: bool = Field(default=True, description="Whether it is offered.")

    @classmethod
    def of(cls, found: NumberedTemplate) -> Self:
        """The same, shown."""
        template = found.template
        return cls(
            code=template.code,
            title=template.title,
            kinds=template.kinds,
            request_types=template.request_types,
            version=found.number,
            active=template.active,
        )


class Templates(BaseModel):
    """All templates, and the fields that their words may name."""

    templates: list[TemplateView]
    fields: list[str] = Field(default=[], description="Named in braces, such as `{number}`; filled in for a letter.")


class FilledView(BaseModel):
    """A template with its fields filled in."""

    ar: WordingView
    en: WordingView
    version: int = Field(default=1, description="Of the template, for the letter to remember.")


def template_routes(preparing: Preparing) -> APIRouter:
    """The routes of templates."""
    router = APIRouter(prefix="/api/v1/letter-templates", tags=["letters"])

    @router.get("")
    async def list_letter_templates(_: Reader) -> Templates:
        """The beginnings of letters that there are, also those that are not offered any more."""
        found = [TemplateView.of(each) for each in preparing.templates()]
        return Templates(templates=found, fields=list(FIELDS))

    @router.post("/{code}/preview")
    async def fill_letter_template(code: Code, worker: Worker, body: FillTemplate) -> FilledView:
        """A template with its fields filled in for a unit and a transaction; nothing is saved."""
        number = None if body.number is None else canonical(body.number)
        version, filled = await preparing.filled(worker, code, unit_id=body.unit_id, number=number)
        words = {language: {"subject": each.subject, "body": each.body} for language, each in filled.items()}
        return FilledView.model_validate({**words, "version": version})

    return router
