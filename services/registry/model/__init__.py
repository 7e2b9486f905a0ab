"""What the registry knows: matters, their life, and the entries of the books."""

from services.registry.model.answer import Answer, Closed
from services.registry.model.beside import Answered, Duplicate, Joined, Note, WaitsBecause
from services.registry.model.letter import LetterBook, LetterEntry, NewLine
from services.registry.model.matter import SYSTEM, Brought, Matter, Question, Routed, State, Step
from services.registry.model.outcome import Entry, Numbers, Outcome, Registration, WaitingCounts, Write

__all__ = [
    "SYSTEM",
    "Answer",
    "Answered",
    "Brought",
    "Closed",
    "Duplicate",
    "Entry",
    "Joined",
    "LetterBook",
    "LetterEntry",
    "Matter",
    "NewLine",
    "Note",
    "Numbers",
    "Outcome",
    "Question",
    "Registration",
    "Routed",
    "State",
    "Step",
    "WaitingCounts",
    "WaitsBecause",
    "Write",
]
