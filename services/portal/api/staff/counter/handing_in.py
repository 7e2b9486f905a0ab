"""The form of a request type, filled in by an agent for the person before him."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from services.portal.api.answering import see
from services.portal.api.sending import Sent, filled_in, sent_on
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.counter.agents import Agents
from services.portal.model import Handover, RequestType
from services.portal.model.counter import CounterForm
from services.portal.rendering import Place
from shared.language import OneLanguage

Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{0,60}$")]


def add(router: APIRouter, agents: Agents, language: OneLanguage) -> None:
    """Add the routes of one language."""

    async def shown(
        asking: Asking,
        asked: RequestType,
        form: CounterForm,
        handover: Handover | None = None,
        sent: Sent | None = None,
    ) -> Mapping[str, Any]:
        offices = await agents.attending.offices() if len(asking.session.person.units) > 1 else {}
        return {
            "asked": asked,
            "identity": form.identity,
            "offices": {unit: offices[unit] for unit in sorted(asking.session.person.units) if unit in offices},
            "limits": agents.attending.limits,
            **filled_in(handover, sent, {"language": language}),
        }

    @router.get("/counter/register/{code}")
    async def fill_in(request: Request, code: Code) -> Response:
        asking = await agents.asking(request)
        asked = await agents.staff.desk.portal.request_type(code)
        form = await agents.attending.form(asking.token)
        place = Place(language, f"/counter/register/{code}")
        return agents.staff.page(asking, "counter-register", place, **await shown(asking, asked, form))

    @router.post("/counter/register/{code}")
    async def hand_in(request: Request, code: Code) -> Response:
        asking = await agents.asking(request)
        place = Place(language, f"/counter/register/{code}")
        asked = await agents.staff.desk.portal.request_type(code)
        form = await agents.attending.form(asking.token)
        handover, became = await sent_on(
            request,
            lambda handover: agents.require_ours(asking, handover),
            lambda handover: agents.attending.hand_in(asking.token, asked, form, handover.value("office"), handover),
        )
        if isinstance(became, Sent):
            content = await shown(asking, asked, form, handover, became)
            return agents.staff.page(asking, "counter-register", place, status=became.status, **content)
        return see(place, f"/counter/handed-in/{became.submission_id}/receipt")
