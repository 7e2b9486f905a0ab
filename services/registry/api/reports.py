"""HTTP edge of the registry: numbers for those who answer for the work, without a name in them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.registry.model import By, Of, Wanted
from services.registry.reporting import Reports
from shared.contracts.base import Book, Channel
from shared.web.auth import Principal, require
from shared.web.periods import AskedPeriod, NumbersReader, SpreadView, TableView, spread_view, table_view

OfUnit = Annotated[str | None, Query(max_length=100, description="Only lines of this unit.")]
OfType = Annotated[str | None, Query(max_length=100, description="Only what was registered as this type.")]
OfChannel = Annotated[Channel | None, Query(description="Only what came this way.")]
RowsAre = Annotated[By, Query(description="What the rows are. A week begins on Sunday.")]


def report_routes(reports: Reports) -> APIRouter:
    """The routes of the reports."""
    router = APIRouter(prefix="/api/v1/reports", tags=["reports"])

    @router.get("/transactions")
    async def count_transactions(
        asker: NumbersReader,
        period: AskedPeriod,
        by: RowsAre = "day",
        book: Annotated[Book | None, Query(description="Only lines of this book.")] = None,
        unit: OfUnit = None,
        request_type: OfType = None,
        channel: OfChannel = None,
    ) -> TableView:
        """How many lines of each book were registered in a period; of all units, or a manager's own and those below."""
        wanted = Wanted(book=book, unit=unit, request_type=request_type, channel=channel)
        found = await reports.lines(asker, period, by, wanted)
        return table_view(found, period, reports.time_zone, by)

    @router.get("/submissions")
    async def count_submissions(
        _reader: Annotated[Principal, Depends(require("clerk", "administrator", "auditor"))],
        period: AskedPeriod,
        by: Annotated[By, Query(description="What the rows are; what waits has no unit yet.")] = "day",
    ) -> TableView:
        """How many submissions were received in a period, and what state they are in now."""
        return table_view(await reports.arrived(period, by), period, reports.time_zone, by)

    @router.get("/registration-times")
    async def show_registration_times(
        asker: NumbersReader,
        period: AskedPeriod,
        by: Annotated[Of, Query(description="What the rows are.")] = "unit",
        unit: OfUnit = None,
        request_type: OfType = None,
        channel: OfChannel = None,
    ) -> SpreadView:
        """How many minutes passed between receipt and number, of what was registered in a period."""
        wanted = Wanted(unit=unit, request_type=request_type, channel=channel)
        found, together = await reports.times_to_register(asker, period, by, wanted)
        return spread_view(found, together, period, reports.time_zone, by, "minutes")

    return router
