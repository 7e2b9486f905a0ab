"""What a matter still needs, given for the person at the counter."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.portal.api.answering import see
from services.portal.api.sending import Sent, asked_again, filled_in, sent_on
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.counter.agents import Agents
from services.portal.attending import Attended
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
        content = asked_again(matter, kind) | filled_in(handover, sent)
        content |= {"attended": attended, "limits": agents.attending.limits}
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
        handover, became = await sent_on(
            request,
            lambda handover: agents.require_ours(asking, handover),
            lambda handover: agents.attending.complete(asking.token, attended, handover),
        )
        if isinstance(became, Sent):
            return asked(asking, attended, handover, became)
        return see(Place(language, "/"), f"/counter/handed-in/{submission_id}?added=1")
