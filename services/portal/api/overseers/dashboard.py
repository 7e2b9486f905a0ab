"""The state of the work: what came and went, what is open and late, with whom, and how long things take."""

from fastapi import APIRouter, Request, Response

from services.portal.api.overseers.asking import AskedDays, Overseers
from services.portal.api.overseers.drawn import flow_chart
from services.portal.model.numbers import CHOICES, DRAWN
from services.portal.rendering import Place
from shared.language import OneLanguage


def add(router: APIRouter, overseers: Overseers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/dashboard")
    async def dashboard(request: Request, days: AskedDays) -> Response:
        asking = await overseers.asking(request)
        period = days.period(overseers.today(), "month")
        seen = await overseers.overseeing.dashboard(asking.token, period)
        place = Place(language, f"/dashboard?{days.query}" if days.query else "/dashboard")
        chart = flow_chart(overseers.staff.desk.pages, place, period, seen.by, seen.flow, "flow") if seen.flow else None
        return overseers.staff.page(
            asking,
            "dashboard",
            place,
            seen=seen,
            chart=chart,
            days=days,
            period=period,
            choices=CHOICES,
            drawn=DRAWN,
            path="/dashboard",
            chosen=days.choice or ("" if days.query else "month"),
        )
