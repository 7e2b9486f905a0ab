"""HTTP edge of search."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query

from services.registry.api.asking import Staff
from services.registry.model import Matter, State
from services.registry.ports import Search
from services.registry.searching import Place, Wanted, asked, scope
from services.registry.views import FoundPage, found_view
from shared.contracts.base import Channel
from shared.errors import InvalidRequestError
from shared.web.paging import moment


def search_routes(search: Search, zone: ZoneInfo) -> APIRouter:
    """The route of search; days are those of the register's legal time zone."""
    router = APIRouter(prefix="/api/v1", tags=["registry"])

    @router.get("/matters")
    async def search_matters(
        staff: Staff,
        q: Annotated[
            str,
            Query(
                min_length=1,
                max_length=200,
                pattern=r"\w",
                description="A number, or beginnings of words of subject, requester and text, all of which must be there.",
                examples=["تصريح عمل"],
            ),
        ],
        since: Annotated[date | None, Query(description="Received on this day or later.")] = None,
        until: Annotated[date | None, Query(description="Received on this day or earlier.")] = None,
        unit: Annotated[str | None, Query(max_length=100, description="A unit that has it or a part of it.")] = None,
        request_type: Annotated[str | None, Query(max_length=100, description="Its code.")] = None,
        state: Annotated[State | None, Query(description="Where it is.")] = None,
        channel: Annotated[Channel | None, Query(description="How it came.")] = None,
        after: Annotated[str, Query(max_length=100, description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=100, description="Most entries of a page.")] = 20,
    ) -> FoundPage:
        """Find matters that one may see, newest first, whatever way of writing Arabic is used."""
        words, number = asked(q)
        if not words and number is None:
            raise InvalidRequestError(q)
        wanted = Wanted(
            words=words,
            number=number,
            since=_midnight(since, zone),
            before=_midnight(_following(until), zone),
            unit=unit,
            request_type=request_type,
            state=state,
            channel=channel,
        )
        found = await search.find(wanted, scope(staff), after=_place(after), limit=limit)
        return FoundPage(
            found=[found_view(matter) for matter in found],
            next=_cursor(found[-1]) if len(found) == limit else None,
        )

    return router


def _following(day: date | None) -> date | None:
    try:
        return None if day is None else day + timedelta(days=1)
    except OverflowError as error:
        raise InvalidRequestError(str(day)) from error


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    try:
        return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)
    except OverflowError as error:
        raise InvalidRequestError(str(day)) from error


def _cursor(last: Matter) -> str:
    # `Z` and not `+00:00`: a plus sign in a query is a space.
    received_at = last.received_at.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{received_at}Z_{last.submission_id}"


def _place(after: str) -> Place | None:
    if not after:
        return None
    try:
        received_at, submission_id = after.split("_")
        return Place(received_at=moment(received_at), submission_id=UUID(submission_id))
    except ValueError as error:
        raise InvalidRequestError(after) from error
