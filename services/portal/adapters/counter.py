"""Intake, registry and notify as a service office's counter needs them."""

import json
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller, read
from services.portal.adapters.requesters import post_form
from services.portal.model import Handover
from services.portal.model.asked import Told
from services.portal.model.counter import (
    IDENTITY,
    Call,
    CallOutcome,
    CounterAccepted,
    CounterForm,
    CounterLine,
    HandedIn,
)
from services.portal.model.handed import Added
from services.portal.ports import Condition, Listed

LINES: Final = 50
"""Of a page."""


class _Lines(Told):
    handed_in: tuple[CounterLine, ...]
    next: str | None = None


class _Calls(Told):
    calls: tuple[Call, ...]
    next: str | None = None


_FORM, _HANDED_IN = TypeAdapter(CounterForm), TypeAdapter(HandedIn)
_ACCEPTED, _ADDED = TypeAdapter(CounterAccepted), TypeAdapter(Added)
_LINES, _CALLS = TypeAdapter(_Lines), TypeAdapter(_Calls)


class HttpCounterDoor(Caller):
    """Intake's counter."""

    async def form(self, token: str) -> CounterForm:
        """What is asked about the person."""
        return await self.ask(token, "/api/v1/counter/form", _FORM)

    async def submit(self, token: str, request_type: str, office: str, handover: Handover) -> CounterAccepted:
        """Hand something in for somebody."""
        statement = {
            "request_type": request_type,
            "office": office,
            "subject": handover.value("subject"),
            "message": handover.value("message"),
            "language": handover.value("language"),
            "identity": json.dumps(handover.named(IDENTITY), ensure_ascii=False),
        }
        path = "/api/v1/counter/submissions"
        return read(await post_form(self._client, path, statement, handover, token), _ACCEPTED)

    async def complete(self, token: str, submission_id: UUID, handover: Handover) -> Added:
        """Add to something that the office handed in."""
        path = f"/api/v1/counter/submissions/{submission_id}/supplements"
        statement = {"message": handover.value("message")}
        return read(await post_form(self._client, path, statement, handover, token), _ADDED)

    async def handed_in(self, token: str, submission_id: UUID) -> HandedIn:
        """Something that the office handed in."""
        return await self.ask(token, f"/api/v1/counter/submissions/{submission_id}", _HANDED_IN)


class HttpCounterLines(Caller):
    """Registry's list of what an office handed in."""

    async def lines(self, token: str, wanted: str, after: str, *, mine: bool) -> Listed[CounterLine]:
        """A page of it."""
        mine_ = {"mine": "true"} if mine else {}
        page = await self.ask(token, "/api/v1/counter/handed-in", _LINES, q=wanted, after=after, limit=LINES, **mine_)
        return Listed(lines=page.handed_in, after=page.next or "")


class HttpCalls(Caller):
    """Notify's list of calls."""

    async def waiting(self, token: str, after: str) -> Listed[Call]:
        """A page of it."""
        page = await self.ask(token, "/api/v1/calls", _CALLS, after=after, limit=LINES)
        return Listed(lines=page.calls, after=page.next or "")

    async def note(self, token: str, notice_id: UUID, outcome: CallOutcome, remark: str, condition: Condition) -> None:
        """Note what came of a call."""
        await self.tell(token, f"/api/v1/calls/{notice_id}/tries", {"outcome": outcome, "remark": remark}, condition)
