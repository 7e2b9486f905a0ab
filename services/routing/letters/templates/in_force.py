"""The templates that hold now, and which version of each that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from services.routing.letters.templates.loading import Template
from shared.versions import Read

KIND: Final = "letter-templates"
"""What is kept in versions, each template by its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedTemplate:
    """A version of a template."""

    number: int
    template: Template


class CurrentTemplates(Protocol):
    """Knows the templates in force."""

    @property
    def current(self) -> Mapping[str, NumberedTemplate]:
        """The templates by code, as last read."""
        ...


def templates_in_force(readable: Mapping[str, Sequence[Read[Template]]]) -> Mapping[str, NumberedTemplate]:
    """The latest version of each template that can be read."""
    return {
        code: NumberedTemplate(number=found[-1].version.number, template=found[-1].value)
        for code, found in sorted(readable.items())
    }
