"""A route: which unit has a transaction, since when and until when, and the tree of the work on it."""

from services.routing.model import tree
from services.routing.model.asked import Answer, Question, Settling, waiting
from services.routing.model.asking import ask, settle, supplemented
from services.routing.model.branch import Branch, By, Ending, Holder, Purpose, State, Task
from services.routing.model.changes import assign, classify, due_date, first_route, give_back_root, void
from services.routing.model.clock import Pause, Reading, clock, stood_still
from services.routing.model.closing import close, replied
from services.routing.model.ending import finish, give_back, recall
from services.routing.model.event import facts, routed
from services.routing.model.figures import (
    HELD,
    LATE,
    PURPOSES,
    WAITING,
    Counted,
    Done,
    Held,
    Load,
    ReferredBy,
    Standing,
    counted,
)
from services.routing.model.inbox import Shelf, holder_key, places, span, waited_for
from services.routing.model.late_holiday import ChangedUnit, follow
from services.routing.model.noting import answered, note, with_answer
from services.routing.model.referring import accept, refer
from services.routing.model.reminding import Habit, next_reminder, reminded
from services.routing.model.retyping import retype
from services.routing.model.route import SYSTEM, Answered, Closed, Note, Reminded, Reply, Route, Step, StepKind
from services.routing.model.terms import Units, days_until, reading, rescheduled

__all__ = [
    "HELD",
    "LATE",
    "PURPOSES",
    "SYSTEM",
    "WAITING",
    "Answer",
    "Answered",
    "Branch",
    "By",
    "ChangedUnit",
    "Closed",
    "Counted",
    "Done",
    "Ending",
    "Habit",
    "Held",
    "Holder",
    "Load",
    "Note",
    "Pause",
    "Purpose",
    "Question",
    "Reading",
    "ReferredBy",
    "Reminded",
    "Reply",
    "Route",
    "Settling",
    "Shelf",
    "Standing",
    "State",
    "Step",
    "StepKind",
    "Task",
    "Units",
    "accept",
    "answered",
    "ask",
    "assign",
    "classify",
    "clock",
    "close",
    "counted",
    "days_until",
    "due_date",
    "facts",
    "finish",
    "first_route",
    "follow",
    "give_back",
    "give_back_root",
    "holder_key",
    "next_reminder",
    "note",
    "places",
    "reading",
    "recall",
    "refer",
    "reminded",
    "replied",
    "rescheduled",
    "retype",
    "routed",
    "settle",
    "span",
    "stood_still",
    "supplemented",
    "tree",
    "void",
    "waited_for",
    "waiting",
    "with_answer",
]
