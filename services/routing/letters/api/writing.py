"""HTTP edge of letters: writing, approving, delivering them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from services.routing.api.asking import Worker, canonical
from services.routing.letters.api.asking import LetterRequest, told
from services.routing.letters.api.bodies import (
    Approve,
    ContentBody,
    Discard,
    DoneView,
    DraftLetter,
    NoteDelivery,
    SendBack,
)
from services.routing.letters.beginning import Beginning, NewLetter
from services.routing.letters.model import FromTemplate
from services.routing.letters.service import Writing
from shared.web.openapi import NAMES_SOMETHING
from shared.web.problems import documented
from shared.web.versions import ETAG, Conditions, creation

_ANSWERS: dict[int | str, dict[str, Any]] = {200: {"headers": ETAG}, **documented(409, 412, 428)}


def drafting_routes(beginning: Beginning) -> APIRouter:
    """The route that makes letters."""
    router = APIRouter(prefix="/api/v1/letters", tags=["letters"])

    @router.post(
        "", status_code=201, responses={201: {"headers": ETAG}, **documented(409)}, openapi_extra=NAMES_SOMETHING
    )
    async def draft_letter(
        worker: Worker, body: DraftLetter, given: Annotated[Conditions, Depends(creation)], response: Response
    ) -> DoneView:
        """Begin a letter: an answer by whoever has to act on the transaction, any other by those of the unit."""
        new = NewLetter(
            person=worker,
            kind=body.kind,
            unit_id=body.unit_id,
            number=None if body.number is None else canonical(body.number),
            written=body.content.written,
            begun_from=FromTemplate(**body.begun_from.model_dump()) if body.begun_from else None,
            key=given.key,
            fingerprint=given.fingerprint,
        )
        return told(await beginning.draft(new), response)

    return router


def writing_routes(writing: Writing) -> APIRouter:
    """The routes that change a letter: first what those do who write it."""
    router = APIRouter(prefix="/api/v1/letters/{letter_id}", tags=["letters"], responses=_ANSWERS)

    @router.post("/editions")
    async def edit_letter(request: LetterRequest, body: ContentBody, response: Response) -> DoneView:
        """Write a draft anew; what it was before is kept."""
        return told(await writing.edit(request, body.written), response)

    @router.post("/submit")
    async def submit_letter(request: LetterRequest, response: Response) -> DoneView:
        """Send a draft to those who approve it."""
        return told(await writing.submit(request), response)

    @router.post("/withdraw")
    async def withdraw_letter(request: LetterRequest, response: Response) -> DoneView:
        """Take a letter back from those who approve it."""
        return told(await writing.withdraw(request), response)

    @router.post("/discard")
    async def discard_letter(request: LetterRequest, body: Discard, response: Response) -> DoneView:
        """Give a letter up that is not approved; it stays readable."""
        return told(await writing.discard(request, body.because), response)

    _add_decisions(router, writing)
    return router


def _add_decisions(router: APIRouter, writing: Writing) -> None:
    """What those do who approve it, and who deliver it."""

    @router.post("/approve")
    async def approve_letter(request: LetterRequest, body: Approve, response: Response) -> DoneView:
        """Approve the edition that one has seen; after the last approval it gets its number and is issued."""
        return told(await writing.approve(request, body.edition), response)

    @router.post("/send-back")
    async def send_letter_back(request: LetterRequest, body: SendBack, response: Response) -> DoneView:
        """Send a letter back to its writer, with comments."""
        return told(await writing.send_back(request, body.comments), response)

    @router.post("/deliveries")
    async def note_delivery(request: LetterRequest, body: NoteDelivery, response: Response) -> DoneView:
        """Note that a letter on paper was dispatched, was delivered, or came back."""
        done = await writing.deliver(
            request, body.outcome, at=body.at, how=body.how, reference=body.reference, remark=body.remark
        )
        return told(done, response)
