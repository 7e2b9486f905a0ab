"""The rules that hold now, and which version of them that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from services.routing.rules.model import Rules
from shared.versions import Read

NAME: Final = "routing-rules"
"""What is kept in versions: the whole list as one piece, because what a rule does depends on the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedRules:
    """The rules of one version."""

    number: int
    rules: Rules


class CurrentRules(Protocol):
    """Knows the rules in force."""

    @property
    def current(self) -> NumberedRules | None:
        """The rules as last read; None before the first reading."""
        ...


def rules_in_force(readable: Mapping[str, Sequence[Read[Rules]]]) -> NumberedRules | None:
    """The latest rules that can be read."""
    found = readable.get(NAME)
    return NumberedRules(number=found[-1].version.number, rules=found[-1].value) if found else None
