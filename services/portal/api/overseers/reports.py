"""Numbers of any period, by day, week, month, unit, type, channel or state."""

from fastapi import APIRouter, Request, Response

from services.portal.api.overseers.asking import CHANNELS, AskedDays, AskedFilters, Overseers
from services.portal.api.overseers.drawn import flow_chart
from services.portal.model.numbers import BYS, CHOICES, DRAWN, By, fitting_step
from services.portal.rendering import Place
from shared.language import OneLanguage

MOST_ROWS = 100
"""Lines of a table that are shown; a download has them all."""


def add(router: APIRouter, overseers: Overseers, language: OneLanguage) -> None:
    """Add the routes of one language."""

    @router.get("/reports")
    async def reports(request: Request, days: AskedDays, filters: AskedFilters, by: By | None = None) -> Response:
        asking = await overseers.asking(request)
        period = days.period(overseers.today(), "month")
        # Unless somebody asks for something else, as fine as can be drawn.
        by = by or fitting_step(period)
        report = await overseers.overseeing.report(asking.token, period, by, filters)
        query = str(request.url.query)
        place = Place(language, f"/reports?{query}" if query else "/reports")
        chart = (
            flow_chart(overseers.staff.desk.pages, place, period, by, report.lines, "lines") if report.lines else None
        )
        return overseers.staff.page(
            asking,
            "reports",
            place,
            report=report,
            chart=chart,
            days=days,
            period=period,
            choices=CHOICES,
            bys=BYS,
            channels=CHANNELS,
            most=MOST_ROWS,
            drawn=DRAWN,
            path="/reports",
            chosen=days.choice or ("" if days.query else "month"),
        )
