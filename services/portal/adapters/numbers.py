"""Registry's and routing's reports by HTTP."""

from pydantic import TypeAdapter

from services.portal.adapters.calling import Caller
from services.portal.model.numbers import By, HeldPageTold, SpreadsTold, TableTold
from services.portal.ports.numbers import Filters
from shared.reports import Period

_TABLE, _SPREADS, _HELD = TypeAdapter(TableTold), TypeAdapter(SpreadsTold), TypeAdapter(HeldPageTold)
_REPORTS = "/api/v1/reports"


class HttpBookNumbers(Caller):
    """Registry."""

    async def lines(self, token: str, period: Period, by: By, filters: Filters) -> TableTold:
        """Lines of the books that were registered."""
        return await self.ask(token, f"{_REPORTS}/transactions", _TABLE, **_days(period), **_chosen(filters), by=by)

    async def arrived(self, token: str, period: Period, by: By) -> TableTold:
        """What was received, by its state now."""
        return await self.ask(token, f"{_REPORTS}/submissions", _TABLE, **_days(period), by=by)

    async def times_to_register(self, token: str, period: Period, by: By, filters: Filters) -> SpreadsTold:
        """Minutes from receipt to number."""
        path = f"{_REPORTS}/registration-times"
        return await self.ask(token, path, _SPREADS, **_days(period), **_chosen(filters), by=by)


class HttpWorkNumbers(Caller):
    """Routing."""

    async def referred(self, token: str, period: Period, by: By) -> TableTold:
        """What was referred."""
        return await self.ask(token, f"{_REPORTS}/referrals", _TABLE, **_days(period), by=by)

    async def open_work(self, token: str) -> HeldPageTold:
        """What is open and late now, by unit."""
        return await self.ask(token, f"{_REPORTS}/open", _HELD)

    async def holders(self, token: str) -> HeldPageTold:
        """Who has what now, since when."""
        return await self.ask(token, f"{_REPORTS}/holders", _HELD)

    async def times_to_answer(self, token: str, period: Period) -> SpreadsTold:
        """Working days from receipt to the end of all work, by unit."""
        return await self.ask(token, f"{_REPORTS}/answer-times", _SPREADS, **_days(period))


def _days(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _chosen(filters: Filters) -> dict[str, str]:
    return {"unit": filters.unit, "request_type": filters.request_type, "channel": filters.channel}
