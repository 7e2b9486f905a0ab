"""Who waits for a call, and what came of calling."""

from typing import Annotated, Final, get_args
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.portal.api.answering import see
from services.portal.api.reading import new_key
from services.portal.api.staff.answering import Asking
from services.portal.api.staff.counter.agents import Agents
from services.portal.errors import RefusedError
from services.portal.model.counter import OUTCOMES, CallOutcome
from services.portal.ports import Condition
from services.portal.rendering import Place
from shared.language import OneLanguage

_MEANWHILE: Final = frozenset({"call-ended", "stale-version"})
"""Refusals that mean that somebody else was faster."""
_LONGEST: Final = 500
_CONFLICT, _INVALID = 409, 422


def add(router: APIRouter, agents: Agents, language: OneLanguage) -> None:
    """Add the routes of one language."""
    here = Place(language, "/counter/calls")

    async def shown(
        asking: Asking,
        *,
        after: str = "",
        done: CallOutcome | None = None,
        said: str = "",
        wrong: UUID | None = None,
        status: int = 200,
    ) -> Response:
        calls = await agents.attending.calls(asking.token, after)
        return agents.staff.page(
            asking,
            "calls",
            here,
            status=status,
            calls=calls,
            outcomes=OUTCOMES,
            keys=[new_key() for _ in calls.lines] if calls else [],
            after=after,
            done=done,
            said=said,
            wrong=wrong,
        )

    @router.get("/counter/calls")
    async def calls(
        request: Request, after: Annotated[str, Query(max_length=200)] = "", done: CallOutcome | None = None
    ) -> Response:
        return await shown(await agents.caller(request), after=after, done=done)

    @router.post("/counter/calls/{notice_id}")
    async def note(request: Request, notice_id: UUID) -> Response:
        asking = await agents.caller(request)
        sent = await agents.staff.sent(request, asking)
        outcome, remark = _outcome(sent.value("outcome")), sent.value("remark")
        if outcome is None or len(remark) > _LONGEST:
            said = "calls-fault-outcome" if outcome is None else "desk-fault-too-long"
            return await shown(asking, said=said, wrong=notice_id, status=_INVALID)
        condition = Condition(key=sent.value("key") or new_key(), version=sent.value("version"))
        try:
            await agents.attending.note_call(asking.token, notice_id, outcome, remark, condition)
        except RefusedError as error:
            meanwhile = error.because in _MEANWHILE
            said = "calls-meanwhile" if meanwhile else "error-invalid-request"
            return await shown(asking, said=said, status=_CONFLICT if meanwhile else _INVALID)
        return see(here, f"/counter/calls?done={outcome}")


def _outcome(typed: str) -> CallOutcome | None:
    return next((outcome for outcome in get_args(CallOutcome) if outcome == typed), None)
