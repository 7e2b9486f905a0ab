"""HTTP edge of letters: templates, and what they become."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from services.routing.api.asking import Worker, canonical
from services.routing.letters.api.bodies import FillTemplate
from services.routing.letters.model import Kind
from services.routing.letters.preparing import Preparing
from services.routing.letters.views import WordingView
from shared.language import Text

Code = Annotated[str, Path(description="A template's code.", max_length=100)]


class TemplateView(BaseModel):
    """A beginning for letters of some kinds."""

    code: str
    title: Text
    kinds: tuple[Kind, ...]
    request_types: tuple[str, ...] = Field(description="Types that it is offered for; none: for all.")


class Templates(BaseModel):
    """All templates."""

    templates: list[TemplateView]


class FilledView(BaseModel):
    """A template with its fields filled in."""

    ar: WordingView
    en: WordingView


def template_routes(preparing: Preparing) -> APIRouter:
    """The routes of templates."""
    router = APIRouter(prefix="/api/v1/letter-templates", tags=["letters"])

    @router.get("")
    async def list_letter_templates(_: Worker) -> Templates:
        """The beginnings of letters that there are."""
        return Templates(
            templates=[TemplateView.model_validate(each, from_attributes=True) for each in preparing.templates()]
        )

    @router.post("/{code}/preview")
    async def fill_letter_template(code: Code, worker: Worker, body: FillTemplate) -> FilledView:
        """A template with its fields filled in for a unit and a transaction; nothing is saved."""
        number = None if body.number is None else canonical(body.number)
        filled = await preparing.filled(worker, code, unit_id=body.unit_id, number=number)
        return FilledView.model_validate(
            {language: {"subject": words.subject, "body": words.body} for language, words in filled.items()}
        )

    return router
