"""What all routes of letters share: which letter a request is about, and who asks."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Response

from services.routing.api.asking import Given, Worker
from services.routing.letters.api.bodies import DoneView
from services.routing.letters.requesting import Done, Request
from shared.web.versions import tag

LetterId = Annotated[UUID, Path(description="A letter.")]


async def _request(letter_id: LetterId, worker: Worker, given: Given) -> Request:
    return Request(
        person=worker,
        letter_id=letter_id,
        versions=given.versions,
        key=given.key,
        fingerprint=given.fingerprint,
    )


LetterRequest = Annotated[Request, Depends(_request)]


def told(done: Done, response: Response) -> DoneView:
    """What came of a change, with its version in the header."""
    tag(response, done.version)
    return DoneView.of(done)
