"""What is asked at a counter about the person for whom something is handed in: a form as data, and what fits it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Self

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.intake.errors import IdentityFaultyError
from shared.arabic import ascii_digits
from shared.language import Text
from shared.telephone import normalised
from shared.yaml_config import load_yaml

NAME: Final = "name"
TELEPHONE: Final = "telephone"
EMAIL: Final = "email"
ON_BEHALF_OF: Final = "on-behalf-of"
"""Names that have a meaning of their own; any other is something that only the organisation knows."""

MOST: Final = 20
LONGEST: Final = 500
"""Characters of a value."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    return pattern


class IdentityField(BaseModel):
    """Something that is asked about the person. `pattern` must fit the whole value, its digits as ASCII."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
    title: Text
    help: Text
    required: bool
    pattern: Annotated[str, StringConstraints(max_length=200), AfterValidator(_compiles)] | None = None


class CounterForm(BaseModel):
    """The form of `config/counter.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    identity: tuple[IdentityField, ...] = Field(min_length=1, max_length=MOST)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [one.name for one in self.identity]
        if len(set(names)) < len(names):
            raise ValueError("a name is given twice")
        if not any(one.name == NAME and one.required for one in self.identity):
            raise ValueError("asks for no name: `name` must be there and required")
        return self

    def read(self, given: Mapping[str, str], region: str) -> Mapping[str, str]:
        """What was filled in, as it is kept: nothing that is not asked for, the telephone number in E.164.

        Raises `IdentityFaultyError`, which names the fields and never what stands in them.
        """
        read = {one.name: _read(one, given.get(one.name, "").strip(), region) for one in self.identity}
        wrong = [name for name, value in read.items() if value is None]
        unknown = given.keys() - read.keys()
        if wrong or unknown:
            raise IdentityFaultyError(f"{', '.join(wrong)}; unknown: {len(unknown)}")
        return {name: value for name, value in read.items() if value}


def load_counter_form(path: Path) -> CounterForm:
    """The form in a YAML file. Raises `shared.yaml_config.ConfigError`, which names file, line and field."""
    return load_yaml(path, CounterForm)


def _read(field: IdentityField, value: str, region: str) -> str | None:
    """The value as it is kept; None for one that is missing or does not fit."""
    if not value:
        return None if field.required else ""
    if len(value) > LONGEST or (field.pattern and not re.fullmatch(field.pattern, ascii_digits(value))):
        return None
    match field.name:
        case "telephone":
            return normalised(value, region)
        case "email":
            return value if _is_address(value) else None
        case _:
            return ascii_digits(value) if field.pattern else value


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
