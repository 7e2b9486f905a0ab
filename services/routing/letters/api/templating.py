"""HTTP edge of letters: templates as administrators change them, their versions, and a draft as it would be printed."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from services.routing.api.asking import canonical, person_of
from services.routing.letters.api.templates import Code
from services.routing.letters.templating import Sample, Templating
from shared.web.configuring import (
    CHANGING,
    TAGGED,
    Administrator,
    Given,
    Number,
    Put,
    Restore,
    VersionView,
    Watcher,
    WholeVersionView,
    change,
    told,
)

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


class PrintTemplate(BaseModel):
    """A draft of a template, and for whom it is printed."""

    model_config = ConfigDict(extra="forbid")

    content: Annotated[dict[str, Any], Field(description="All of it, as its file would say it.")]
    unit_id: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(
        default=None,
        description="The unit that writes; null for the one of the transaction, or the documents department.",
    )
    number: Annotated[str, Field(max_length=60)] | None = Field(
        default=None, description="A transaction that the asker may see; null for a made-up one."
    )


def templating_routes(templating: Templating) -> APIRouter:
    """The routes of templates that are for administrators."""
    router = APIRouter(prefix="/api/v1/letter-templates", tags=["letters"])

    @router.get("/{code}", responses=TAGGED)
    async def show_letter_template(code: Code, _: Watcher, response: Response) -> WholeVersionView:
        """A template as it is in force."""
        return told(templating.latest(code), response)

    @router.get("/{code}/versions")
    async def list_letter_template_versions(code: Code, _: Watcher) -> list[VersionView]:
        """Who changed a template, newest first."""
        return [VersionView.of(version) for version in templating.versions(code)]

    @router.get("/{code}/versions/{number}")
    async def show_letter_template_version(code: Code, number: Number, _: Watcher) -> WholeVersionView:
        """A template as it once was."""
        return WholeVersionView.of(templating.version(code, number))

    @router.put("/{code}", responses=CHANGING)
    async def put_letter_template(
        code: Code, body: Put, administrator: Administrator, given: Given, response: Response
    ) -> WholeVersionView:
        """Put a template in force as it is to be; a new one where there is none with this code."""
        return told(await templating.put(code, body.content, change(administrator, given, body.why)), response)

    @router.post("/{code}/versions/{number}/restore", responses=CHANGING)
    async def restore_letter_template(
        code: Code, number: Number, body: Restore, administrator: Administrator, given: Given, response: Response
    ) -> WholeVersionView:
        """Put an older version in force again, as a new one."""
        return told(await templating.restore(code, number, change(administrator, given, body.why)), response)

    @router.post("/{code}/print", response_class=Response, responses=_PDF)
    async def print_letter_template(code: Code, body: PrintTemplate, administrator: Administrator) -> Response:
        """A draft as the letter that it would begin, as PDF; nothing is changed."""
        sample = Sample(unit_id=body.unit_id, number=None if body.number is None else canonical(body.number))
        content = await templating.pdf(person_of(administrator), code, body.content, sample)
        return Response(content, media_type="application/pdf")

    return router
