"""HTTP edge of routing: numbers of the work, for those who answer for it."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.routing.model import ReferredBy
from services.routing.reporting import Reports
from services.routing.views.reports import AnswerTimesView, HeldPage, answer_times_view, held_page
from shared.clock import Clock
from shared.web.periods import AskedPeriod, NumbersReader, TableView, table_view


def report_routes(reports: Reports, clock: Clock) -> APIRouter:
    """The routes of the reports."""
    router = APIRouter(prefix="/api/v1/reports", tags=["reports"])

    @router.get("/referrals")
    async def count_referrals(
        asker: NumbersReader,
        period: AskedPeriod,
        by: Annotated[ReferredBy, Query(description="What the rows are; the unit is the one referred to.")] = "day",
    ) -> TableView:
        """How much was referred in a period (إحالة), for action and for information."""
        return table_view(await reports.referrals(asker, period, by), period, reports.time_zone, by)

    @router.get("/open")
    async def count_open(asker: NumbersReader) -> HeldPage:
        """How many transactions are open and late now, by the unit that answers for them."""
        return held_page(await reports.open_work(asker), clock.now())

    @router.get("/holders")
    async def count_held(asker: NumbersReader) -> HeldPage:
        """Who has how much work now, and since when; who has something longest comes first."""
        return held_page(await reports.holders(asker), clock.now())

    @router.get("/answer-times")
    async def show_answer_times(asker: NumbersReader, period: AskedPeriod) -> AnswerTimesView:
        """How many working days passed until the first answer was issued, of what was answered in a period.

        What has no answer counts when all its work was done.
        """
        return answer_times_view(await reports.answer_times(asker, period), period, reports.time_zone)

    return router
