"""The form of a request type: given out, checked, sent on, shown again with what was typed."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.answering import Desk, see
from services.portal.api.reading import new_key, read, require_ours
from services.portal.api.sending import Sent, faulty, refused
from services.portal.errors import AnswerMissingError, FormExpiredError, RefusedError
from services.portal.model import Handover, RequestType
from services.portal.rendering import Place
from shared.errors import TransientError
from shared.language import OneLanguage

Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{0,60}$")]


def add(router: APIRouter, desk: Desk, language: OneLanguage) -> None:
    """Add the routes of one language."""

    def shown(asked: RequestType, handover: Handover | None = None, sent: Sent | None = None) -> Mapping[str, Any]:
        return {
            "asked": asked,
            "limits": desk.portal.limits,
            "values": handover.values if handover else {"language": language},
            "chosen": [file.name for file in handover.files] if handover else [],
            "key": sent.key if sent else new_key(),
            "faults": sent.faults if sent else (),
            "said": sent.said if sent else "",
        }

    @router.get("/register/{code}")
    async def fill_in(request: Request, code: Code) -> Response:
        asked = await desk.portal.request_type(code)
        return desk.form(request, "register", Place(language, f"/register/{code}"), **shown(asked))

    @router.post("/register/{code}")
    async def hand_in(request: Request, code: Code) -> Response:
        place = Place(language, f"/register/{code}")
        asked = await desk.portal.request_type(code)
        form, handover = await read(request)
        try:
            require_ours(request, desk, handover)
            answer = await desk.portal.hand_in(asked, handover)
        except (FormExpiredError, RefusedError, AnswerMissingError, TransientError) as error:
            sent = refused(handover, error)
        else:
            if not isinstance(answer, list):
                token, received_at = answer.tracking_token, answer.received_at
                proof = {"at": received_at.isoformat(), "seal": desk.seals.of_receipt(token, received_at)}
                return see(place, f"/track/{token}/receipt?{urlencode(proof)}")
            sent = faulty(handover, answer)
        finally:
            await form.close()
        return desk.form(request, "register", place, status=sent.status, **shown(asked, handover, sent))
