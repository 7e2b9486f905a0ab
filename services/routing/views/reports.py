"""What the reports of the work show."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import AwareDatetime, BaseModel, Field

from services.routing.model import HELD, LATE, WAITING, Held
from services.routing.reporting import AnswerTimes
from shared.reports import Period
from shared.web.periods import SpreadRow, spread_row


class HeldView(BaseModel):
    """What a unit, or a person of it, has."""

    unit_id: str
    person_id: str | None = Field(description="The person it was given to; null for what is the whole unit's.")
    held: int = Field(description="All of it.")
    waiting: int = Field(description="What waits for its requester, so that its clock stands still.")
    late: int = Field(description="What is past its due date and does not wait.")
    oldest: AwareDatetime = Field(description="Since when it has what it has had longest.")


class HeldPage(BaseModel):
    """What is open now, and with whom."""

    at: AwareDatetime
    rows: list[HeldView]


class AnswerTimesView(BaseModel):
    """How many working days of its unit an answer took, or all work without one; days on which the clock stood still left out."""

    first: date
    last: date
    time_zone: str = Field(description="Whose days those of the period are.")
    measured_in: str = "working-days"
    rows: list[SpreadRow]
    all: SpreadRow | None
    in_time: dict[str, int] = Field(description="By unit, how many were done by their due date.")


def held_page(held: Sequence[Held], at: datetime) -> HeldPage:
    """What is open now."""
    return HeldPage(
        at=at,
        rows=[
            HeldView(
                unit_id=one.unit_id,
                person_id=one.person_id,
                held=one.counts[HELD],
                waiting=one.counts[WAITING],
                late=one.counts[LATE],
                oldest=one.oldest,
            )
            for one in held
        ],
    )


def answer_times_view(found: AnswerTimes, period: Period, time_zone: str) -> AnswerTimesView:
    """How long answers took."""
    return AnswerTimesView(
        first=period.first,
        last=period.last,
        time_zone=time_zone,
        rows=[spread_row(unit_id, one) for unit_id, one in found.by_unit.items()],
        all=spread_row(None, found.all_) if found.all_ else None,
        in_time=dict(found.in_time),
    )
