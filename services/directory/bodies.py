"""What directory's API takes."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.directory.model import UnitPatch
from services.directory.seed.forms import Telephone
from shared.language import Text

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

LONGEST_NAME = 200


def _readable(text: str) -> str:
    # These words go into mail headers and pages.
    if _CONTROL.search(text):
        raise ValueError("has control characters")
    return text


def _named(name: Text) -> Text:
    for words in (name.ar, name.en):
        if not words.strip() or len(words) > LONGEST_NAME:
            raise ValueError(f"needs 1 to {LONGEST_NAME} characters in both languages")
        _readable(words)
    return name


Name = Annotated[Text, AfterValidator(_named)]
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME), AfterValidator(_readable)
]
Days = Annotated[
    dict[date, Reason | None],
    Field(max_length=366, description="Why, by day; null takes the day back, so that the calendar decides again."),
]


class UnitBody(BaseModel):
    """What changes about a unit; what is not stated stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    telephone: Telephone | None = None


class CalendarBody(BaseModel):
    """What changes in a unit's calendar; days that are not stated stay as they are (RFC 7396)."""

    model_config = ConfigDict(extra="forbid")

    days_off: Days = {}
    days_on: Days = {}

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        self.patch()
        return self

    def patch(self) -> UnitPatch:
        """The change that is meant. Raises `ValueError` when a day is both off and on."""
        return UnitPatch(days_off=self.days_off, days_on=self.days_on)
