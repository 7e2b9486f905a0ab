"""What a matter still needs, given for the person at the counter."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import see
from services.portal.api.reading import new_key, read
from services.portal.api.sending import Sent, faulty, refused
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.counter.agents import Agents
from services.portal.attending import Attended
from services.portal.errors import AnswerMissingError, FormExpiredError, RefusedError
from services.portal.model import Handover
from services.portal.rendering import Place
from shared.errors import TransientError
from shared.language import OneLanguage


def add(router: APIRouter, agents: Agents, language: OneLanguage) -> None:
    """Add the routes of one language."""

    def asked(
        asking: Asking, attended: Attended, handover: Handover | None = None, sent: Sent | None = None
    ) -> Response:
        kind, matter = attended.kind, attended.matter
        if matter is None:
            raise TransientError("registry does not tell of it")
        content: dict[str, Any] = {
            "attended": attended,
            "matter": matter,
            "fields": [one for one in kind.fields if one.name in matter.asked_again] if kind else [],
            "kinds": {one.code: one.media_types for one in kind.documents} if kind else {},
            "limits": agents.attending.limits,
            "values": handover.values if handover else {},
            "chosen": [file.name for file in handover.files] if handover else [],
            "key": sent.key if sent else new_key(),
            "faults": sent.faults if sent else (),
            "said": sent.said if sent else "",
        }
        place = Place(language, f"/counter/handed-in/{attended.handed_in.submission_id}/complete")
        return agents.staff.page(asking, "counter-complete", place, status=sent.status if sent else 200, **content)

    @router.get("/counter/handed-in/{submission_id}/complete")
    async def complete(request: Request, submission_id: UUID) -> Response:
        asking = await agents.asking(request)
        return asked(asking, await agents.attending.attended(asking.token, submission_id))

    @router.post("/counter/handed-in/{submission_id}/complete")
    async def add_to_matter(request: Request, submission_id: UUID) -> Response:
        asking = await agents.asking(request)
        attended = await agents.attending.attended(asking.token, submission_id)
        form, handover = await read(request)
        try:
            agents.require_ours(asking, handover)
            answer = await agents.attending.complete(asking.token, attended, handover)
        except (FormExpiredError, RefusedError, AnswerMissingError, TransientError) as error:
            sent = refused(handover, error)
        else:
            if not isinstance(answer, list):
                return see(Place(language, "/"), f"/counter/handed-in/{submission_id}?added=1")
            sent = faulty(handover, answer)
        finally:
            await form.close()
        return asked(asking, attended, handover, sent)
