"""What the registry knows: matters, their life, and the entries of the books."""

from services.registry.model.answer import Answer, Closed
from services.registry.model.beside import Answered, Duplicate, Joined, Note, WaitsBecause
from services.registry.model.checks import BookOfYear, Check, VoidLine
from services.registry.model.figures import BOOKS, LINE_COLUMNS, STANDING, STATES, VOID, By, Of, Wanted
from services.registry.model.letter import LetterBook, LetterEntry, NewLine
from services.registry.model.matter import SYSTEM, Brought, Matter, Question, Routed, State, Step
from services.registry.model.outcome import Entry, Numbers, Outcome, Registration, WaitingCounts, Write

__all__ = [
    "BOOKS",
    "LINE_COLUMNS",
    "STANDING",
    "STATES",
    "SYSTEM",
    "VOID",
    "Answer",
    "Answered",
    "BookOfYear",
    "Brought",
    "By",
    "Check",
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
    "Of",
    "Outcome",
    "Question",
    "Registration",
    "Routed",
    "State",
    "Step",
    "VoidLine",
    "WaitingCounts",
    "WaitsBecause",
    "Wanted",
    "Write",
]
