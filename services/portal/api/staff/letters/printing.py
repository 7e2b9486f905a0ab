"""A letter that goes by paper, to be printed: its pages, and the slip that whoever gets it signs."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.staff.clerks import viewer_of
from services.portal.api.staff.letters.letter import issued
from services.portal.api.staff.letters.writers import Writers
from services.portal.rendering import Place
from shared.errors import NotFoundError
from shared.language import OneLanguage


def add(router: APIRouter, writers: Writers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/letters/{letter_id}/print")
    async def to_print(request: Request, letter_id: UUID) -> Response:
        asking = await writers.officers.reader(request)
        letter = await writers.lettering.letter(asking.token, letter_id)
        if letter.document is None:
            raise NotFoundError(str(letter_id))
        viewer, viewing = viewer_of(asking), writers.officers.viewing
        around = await writers.officers.working.who_is_who(asking.token)
        opened = await viewing.open(viewer, issued(letter), letter.document.document_id)
        place = Place(language, f"/letters/{letter_id}/print")
        return writers.staff.page(asking, "letter-print", place, letter=letter, opened=opened, around=around)
