"""Which letters somebody looks at."""

from dataclasses import dataclass
from typing import Final, Literal, get_args
from urllib.parse import urlencode
from uuid import UUID

from services.portal.model.letters import LetterLine, Stage

Shelf = Literal["mine", "to-approve", "unit", "dispatch", "received"]
"""What one drafted; what waits for one's own approval; what the own units write; what is to be delivered on paper; the memos
that the own units got."""
SHELVES: Final[tuple[Shelf, ...]] = get_args(Shelf)

_WITH_STAGES: Final[frozenset[Shelf]] = frozenset({"mine", "unit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfLook:
    """A part of a shelf: letters at one stage, or (None) all that are on their way; of one of several units."""

    shelf: Shelf = "mine"
    stage: Stage | None = None
    unit: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        """The same as the query of an address, without the place in it."""
        said = {"shelf": self.shelf, "stage": self.at or "", "unit": self.unit}
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def at(self) -> Stage | None:
        """The stage, where one can be chosen."""
        return self.stage if self.has_stages else None

    @property
    def has_stages(self) -> bool:
        """Whether letters of several stages stand there."""
        return self.shelf in _WITH_STAGES

    @property
    def asked(self) -> dict[str, str]:
        """What routing is asked for: it has one shelf of a unit, and dispatch is a part of it."""
        if self.shelf == "dispatch":
            return {"shelf": "unit", "stage": "dispatch", "unit": self.unit, "after": self.after}
        return {"shelf": self.shelf, "stage": self.at or "", "unit": self.unit, "after": self.after}


def after_this(lines: tuple[LetterLine, ...], letter_id: UUID) -> LetterLine | None:
    """What comes after a letter on a shelf; after the last the first that is another one."""
    at = next((place for place, one in enumerate(lines) if one.letter_id == letter_id), -1)
    others = [one for one in (*lines[at + 1 :], *lines[: max(at, 0)]) if one.letter_id != letter_id]
    return next(iter(others), None)


def before_this(lines: tuple[LetterLine, ...], letter_id: UUID) -> LetterLine | None:
    """What comes before a letter on a shelf that it stands on."""
    at = next((place for place, one in enumerate(lines) if one.letter_id == letter_id), 0)
    return lines[at - 1] if at else None
