"""What a matter still needs: asked for, checked, sent on, asked for again."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import Desk, see
from services.portal.api.reading import new_key, read, require_ours
from services.portal.api.sending import Sent, faulty, refused
from services.portal.errors import AnswerMissingError, FormExpiredError, RefusedError
from services.portal.model import Handover, Matter
from services.portal.rendering import Place
from shared.errors import TransientError
from shared.language import OneLanguage


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the routes of one language."""

    async def asked(
        request: Request, token: str, matter: Matter, handover: Handover | None = None, sent: Sent | None = None
    ) -> Response:
        kind = await desk.portal.type_of(matter)
        content: dict[str, Any] = {
            "matter": matter,
            "token": token,
            "fields": [one for one in kind.fields if one.name in matter.asked_again] if kind else [],
            "kinds": {one.code: one.media_types for one in kind.documents} if kind else {},
            "limits": desk.portal.limits,
            "values": handover.values if handover else {},
            "chosen": [file.name for file in handover.files] if handover else [],
            "key": sent.key if sent else new_key(),
            "faults": sent.faults if sent else (),
            "said": sent.said if sent else "",
        }
        place = Place(language, f"/track/{token}/complete")
        return desk.form(request, "complete", place, status=sent.status if sent else 200, **content)

    @router.get("/track/{token}/complete")
    async def complete(request: Request, token: str) -> Response:
        return await asked(request, token, await desk.portal.matter(token))

    @router.post("/track/{token}/complete")
    async def add_to_matter(request: Request, token: str) -> Response:
        matter = await desk.portal.matter(token)
        form, handover = await read(request)
        try:
            require_ours(request, desk, handover)
            answer = await desk.portal.add(token, matter, handover)
        except (FormExpiredError, RefusedError, AnswerMissingError, TransientError) as error:
            sent = refused(handover, error)
        else:
            if not isinstance(answer, list):
                return see(Place(language, "/"), f"/track/{token}?added=1")
            sent = faulty(handover, answer)
        finally:
            await form.close()
        return await asked(request, token, matter, handover, sent)
