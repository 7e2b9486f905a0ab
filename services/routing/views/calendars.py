"""What a unit's calendar does to what runs, as administrators see it: numbers and days, and nothing of the matters."""

from datetime import date

from pydantic import AwareDatetime, BaseModel, Field

from services.routing.calendar_effects import Effect


class MovedView(BaseModel):
    """A due date that moved."""

    number: str
    when: AwareDatetime
    old_due_on: date | None
    new_due_on: date | None
    because: str = Field(description="The days that made it, and what was said of them.")


class CalendarEffectView(BaseModel):
    """What runs in a unit, and what of it has moved, the latest first, at most 200."""

    version: int = Field(description="Of the calendar that due dates are counted by.")
    behind: bool = Field(description="Whether due dates are still being moved.")
    running: int = Field(description="Transactions, counted up to 1000.")
    more: bool = Field(description="Whether there are more than were counted.")
    moved: list[MovedView]


def calendar_effect_view(effect: Effect) -> CalendarEffectView:
    """An effect as administrators see it."""
    return CalendarEffectView(
        version=effect.version,
        behind=effect.behind,
        running=effect.running,
        more=effect.more,
        moved=[
            MovedView(
                number=one.number,
                when=one.step.when,
                old_due_on=one.step.old_due_on,
                new_due_on=one.step.new_due_on,
                because=one.step.because,
            )
            for one in effect.moved
        ],
    )
