"""HTTP edge of letters: finding and reading them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from services.routing.api.asking import Staff, canonical
from services.routing.letters.api.asking import LetterId
from services.routing.letters.model import Stage
from services.routing.letters.previewing import Previewing
from services.routing.letters.reading import Reading, Shelf
from services.routing.letters.views import LetterDetail, LetterPage, letter_detail, letter_line
from shared.web.openapi import NAMES_SOMETHING
from shared.web.problems import documented
from shared.web.versions import ETAG, tag

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}, **documented(409)}


def reading_routes(reading: Reading, previewing: Previewing) -> APIRouter:
    """The routes that show something and change nothing."""
    router = APIRouter(prefix="/api/v1/letters", tags=["letters"])

    @router.get("", openapi_extra=NAMES_SOMETHING)
    async def list_letters(
        staff: Staff,
        shelf: Annotated[
            Shelf,
            Query(
                description="What one drafted; what waits for one's own approval; what the own units write "
                "(of all units what is approved for clerks, and everything for auditors); the memos that they got."
            ),
        ] = "mine",
        stage: Annotated[
            Stage | None, Query(description="Only what is this far; without it all that is not issued or discarded.")
        ] = None,
        unit: Annotated[str | None, Query(max_length=100, description="Only of this unit.")] = None,
        number: Annotated[
            str | None, Query(max_length=60, description="The letters of this transaction instead, oldest first.")
        ] = None,
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=200, description="Most entries of a page.")] = 50,
    ) -> LetterPage:
        """Letters on a shelf: where somebody waits, what has waited longest first; elsewhere the newest first."""
        if number is not None:
            found = await reading.of_matter(staff, canonical(number))
            return LetterPage(letters=[letter_line(each) for each in found], next=None)
        page = await reading.shelf(staff, shelf, at=stage, unit=unit, after=after, limit=limit)
        return LetterPage(letters=[letter_line(each) for each in page.letters], next=page.next)

    @router.get("/{letter_id}", responses={200: {"headers": ETAG}})
    async def show_letter(letter_id: LetterId, staff: Staff, response: Response) -> LetterDetail:
        """A letter with every edition, its approvals and its history, for those who may see it."""
        letter = await reading.letter(staff, letter_id)
        tag(response, letter.version)
        return letter_detail(letter, staff)

    @router.get("/{letter_id}/preview", response_class=Response, responses=_PDF)
    async def preview_letter(letter_id: LetterId, staff: Staff) -> Response:
        """A letter that is not issued yet as PDF, without a number; storage has the issued one."""
        return Response(await previewing.pdf(staff, letter_id), media_type="application/pdf")

    return router
