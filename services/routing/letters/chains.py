"""Who approves a letter: chains of units, whose managers give their approval one after another.

Read from `config/letters.yaml`, with errors that name file, line and field.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.routing.errors import UnknownUnitError
from services.routing.letters.model import Kind, Letter
from services.routing.model import Units
from shared.language import Text
from shared.yaml_config import load_yaml

WRITING, PARENT = "writing-unit", "parent-unit"
"""Steps that name no unit: the one that writes the letter, and the one above it."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _When(_Part):
    """What a chain is for; what is left empty is met by every letter."""

    kinds: frozenset[Kind] = frozenset()
    units: frozenset[Code] = frozenset()
    request_types: frozenset[Code] = frozenset()


class _Chain(_Part):
    when: _When
    steps: tuple[Code, ...] = Field(min_length=1, max_length=8)
    note: str = Field(default="", description="Why this chain is there, for whoever changes it.")


class Chains(_Part):
    """The first chain that fits a letter is its; without one, a manager of the writing unit approves it.

    `own_letters` says whether a manager who is the one step approves what he wrote himself. `signs_as` has the titles of
    those who sign for a unit, where "manager of" is not what they are.
    """

    own_letters: Literal["allowed", "refused"] = "allowed"
    chains: tuple[_Chain, ...] = ()
    signs_as: dict[Code, Text] = Field(default_factory=dict)

    def of(self, letter: Letter, units: Units) -> tuple[str, ...]:
        """The units whose managers approve a letter, in order, each once. Raises `UnknownUnitError`."""
        chain = next((each for each in self.chains if _fits(each.when, letter)), None)
        steps = chain.steps if chain else (WRITING,)
        named = (self._unit(step, letter, units) for step in steps)
        # A unit at the top has none above it: that step is nobody's, and one that names the same unit is one step.
        return tuple(dict.fromkeys(each for each in named if each)) or (letter.unit_id,)

    def own_allowed(self, chain: tuple[str, ...]) -> bool:
        """Whether whoever wrote a letter may approve it."""
        return self.own_letters == "allowed" and len(chain) == 1

    def _unit(self, step: str, letter: Letter, units: Units) -> str | None:
        if step == WRITING:
            return letter.unit_id
        if step == PARENT:
            return units[letter.unit_id].parent_id if letter.unit_id in units else None
        if step not in units:
            # An approval that nobody can give must not be left out silently.
            raise UnknownUnitError(step)
        return step


def load_chains(path: Path) -> Chains:
    """Read the chains. Raises `ConfigError` with everything that is wrong in the file."""
    return load_yaml(path, Chains)


def _fits(when: _When, letter: Letter) -> bool:
    request_type = letter.matter.request_type if letter.matter else ""
    return (
        (not when.kinds or letter.kind in when.kinds)
        and (not when.units or letter.unit_id in when.units)
        and (not when.request_types or request_type in when.request_types)
    )
