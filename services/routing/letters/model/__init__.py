"""A letter: what it says in which edition, who approved it, its number, its form, and what became of it."""

from services.routing.letters.model.approving import approve, send_back
from services.routing.letters.model.content import Content, Edition, Kind, Way, Wording
from services.routing.letters.model.drafting import discard, draft, edit, submit, withdraw
from services.routing.letters.model.event import facts
from services.routing.letters.model.issuing import WrongNumberError, classified, deliver, issued, noted, numbered
from services.routing.letters.model.letter import (
    Approval,
    Delivery,
    FromTemplate,
    Letter,
    Matter,
    Numbered,
    Outcome,
    State,
    Step,
    StepKind,
)
from services.routing.letters.model.shelves import Stage, shelves, stage

__all__ = [
    "Approval",
    "Content",
    "Delivery",
    "Edition",
    "FromTemplate",
    "Kind",
    "Letter",
    "Matter",
    "Numbered",
    "Outcome",
    "Stage",
    "State",
    "Step",
    "StepKind",
    "Way",
    "Wording",
    "WrongNumberError",
    "approve",
    "classified",
    "deliver",
    "discard",
    "draft",
    "edit",
    "facts",
    "issued",
    "noted",
    "numbered",
    "send_back",
    "shelves",
    "stage",
    "submit",
    "withdraw",
]
