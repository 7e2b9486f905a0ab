"""What the registry needs from outside."""

from services.registry.ports.books import Books, LetterBooks, Units
from services.registry.ports.reading import Checks, Figures, HandedInMatters, Past, Search

__all__ = ["Books", "Checks", "Figures", "HandedInMatters", "LetterBooks", "Past", "Search", "Units"]
