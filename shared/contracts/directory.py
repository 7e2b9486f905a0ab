"""What directory states: how a unit or a person is now."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from shared.contracts.base import Event, Unit


class UnitChangedV1(Event):
    """A unit as it is now, whole. `version` counts up with every change; readers ignore older ones."""

    topic: ClassVar[str] = "directory.unit-changed.v1"
    lanes: ClassVar[bool] = False

    unit: Unit
    version: int = Field(ge=1)
    parent_id: str | None = None
    documents_department: bool = Field(default=False, description="The unit whose clerks decide what is unsure.")
    time_zone: str = Field(description="IANA name, such as Asia/Muscat.")
    weekend: tuple[int, ...] = Field(description="ISO weekdays that are off: 5 and 6 for Friday and Saturday.")
    holiday_country: str = Field(default="", description="ISO 3166 code whose public holidays are off; empty for none.")
    days_off: dict[date, str] = Field(default_factory=dict, description="Announced by an administrator: day and why.")
    days_on: dict[date, str] = Field(
        default_factory=dict, description="Worked although a calendar says off: day and why."
    )
    active: bool = Field(default=True, description="Whether it still gets anything new.")

    @property
    def subject_id(self) -> str:
        """The unit's id."""
        return self.unit.unit_id


class PersonChangedV1(Event):
    """Somebody of the staff as he is now: how to reach him at work, and as what. `version` counts up with every change.

    No name, no login and nothing of how one signs in.
    """

    topic: ClassVar[str] = "directory.person-changed.v1"
    lanes: ClassVar[bool] = False

    person_id: str
    version: int = Field(ge=1)
    units: tuple[str, ...] = Field(description="Ids of the person's units.")
    roles: tuple[str, ...]
    clearance: Literal["ordinary", "confidential"] = "ordinary"
    active: bool = True
    address: str = Field(default="", description="E-mail address at work; empty where there is none.")
    language: Literal["ar", "en"] = Field(default="ar", description="In which the person is written to.")
    reminders: bool = Field(default=True, description="Whether the person wants to be reminded of what comes due.")

    @property
    def subject_id(self) -> str:
        """The person's id."""
        return self.person_id
