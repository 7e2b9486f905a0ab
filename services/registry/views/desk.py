"""What clerks see of the desk: what waits there, and how much."""

from pydantic import BaseModel, Field

from services.registry.model import WaitingCounts, WaitsBecause
from services.registry.views.staff import MatterView


class Count(BaseModel):
    """How many there are, as far as they are counted."""

    count: int
    more: bool = Field(description="Whether there are more than that.")


class DeskCounts(BaseModel):
    """How much waits at the desk."""

    undecided: Count = Field(description="What a clerk must decide.")
    incomplete: Count = Field(description="What requesters must complete.")
    duplicates: Count = Field(description="Of both, what may have been handed in before.")
    because: dict[WaitsBecause, Count] = Field(description="Of the undecided, how many wait for each reason.")


class DeskPage(BaseModel):
    """What waits for a clerk, urgent first, then oldest; `next` is the `after` of the following page."""

    waiting: list[MatterView]
    next: str | None


def counts_view(counts: WaitingCounts, most: int) -> DeskCounts:
    """The counts, where `most` stands for at least as many."""

    def count(counted: int) -> Count:
        return Count(count=min(counted, most - 1), more=counted == most)

    return DeskCounts(
        undecided=count(counts.undecided),
        incomplete=count(counts.incomplete),
        duplicates=count(counts.duplicates),
        because={reason: count(counted) for reason, counted in counts.because.items()},
    )
