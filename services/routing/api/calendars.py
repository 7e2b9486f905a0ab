"""HTTP edge of routing: what a calendar does to what runs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from services.routing.calendar_effects import CalendarEffects
from services.routing.views.calendars import CalendarEffectView, calendar_effect_view
from shared.web.auth import Principal, require_own

Watcher = Annotated[Principal, Depends(require_own("administrator", "auditor"))]


def calendar_routes(effects: CalendarEffects) -> APIRouter:
    """The routes of calendars."""
    router = APIRouter(prefix="/api/v1/calendars", tags=["routing"])

    @router.get("/{unit_id}")
    async def show_calendar_effect(
        unit_id: Annotated[str, Path(max_length=100, description="The unit's code.", examples=["labour-permits"])],
        watcher: Watcher,
    ) -> CalendarEffectView:
        """How many transactions run by a unit's calendar, and which due dates it moved, with old, new and why."""
        return calendar_effect_view(await effects.of(unit_id, confidential=watcher.cleared))

    return router
