"""What a clerk decides about, as the services behind tell it. What they tell beyond this is passed over."""

from datetime import date
from typing import Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.counter import HandedInBy
from shared.language import Text

Kind = Literal["undecided", "unreadable", "incomplete", "doubtful", "bounced"]
"""Why something is on the desk: its type is open; it could not be read; its sender was asked to complete it; its unit
is a guess; a notice about it came back."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Action = Literal["register", "return", "reject", "assign", "retry", "classify", "retype"]

BECAUSE: Final = frozenset(
    {
        *("stated", "mailbox", "government", "words", "letter", "clerk"),
        *("ambiguous", "unknown-type", "unclear", "unreadable", "papers-not-recognised", "clerk-registers"),
        *("request-type", "no-rule", "rule-weak", "rules-disagree", "unit-unknown", "returned"),
        *("received", "incomplete", "registered", "moved", "rejected", "supplemented", "answered", "closed"),
    }
)
"""Reasons that have words of their own: of a type, of waiting, of a unit, and what a notice was about."""
STEPS: Final = frozenset(
    {
        *(
            "received",
            "undecided",
            "incomplete",
            "supplemented",
            "decided",
            "registered",
            "routed",
            "rejected",
            "voided",
        ),
        *("made-confidential", "made-ordinary", "retyped"),
    }
)
"""Steps of a history that have words of their own."""

DECISIONS: Final = frozenset({"undecided", "incomplete"})
"""States in which a matter can be registered, returned or rejected."""


class UnitNamed(Told):
    """A unit as people know it."""

    unit_id: str
    name: Text


class MattersUnit(UnitNamed):
    """The unit that has a matter."""

    telephone: str


class HistoryStep(Told):
    """Something that happened to a matter."""

    at: AwareDatetime
    what: str
    who: str = ""
    why: str = ""
    on_behalf_of: str = ""


class DeskMatter(Told):
    """A matter as clerks see it."""

    submission_id: UUID
    version: int | None = None
    state: str
    channel: str
    received_at: AwareDatetime
    readable: bool = True
    urgent_because: str = ""
    confidential_because: str = ""
    requester_name: str = ""
    requester_address: str | None = None
    requester_phone: str = ""
    on_behalf_of: str = ""
    handed_in: HandedInBy | None = None
    mailbox: str = ""
    subject: str = ""
    text: str = ""
    request_type: str | None = None
    because: str = ""
    candidates: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    fields: dict[str, str] | None = None
    wrong_fields: tuple[str, ...] = ()
    round: int = 0
    number: str | None = None
    registered_at: AwareDatetime | None = None
    unit: MattersUnit | None = None
    due: date | None = None
    voided_because: str = ""
    history: tuple[HistoryStep, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a clerk can still decide what becomes of it."""
        return self.state in DECISIONS

    @property
    def waits_because(self) -> str:
        """The code of why it waits for a clerk, if it does."""
        steps = (step.why.partition(":")[0] for step in reversed(self.history) if step.what == "undecided")
        return next(steps, "") if self.state == "undecided" else ""

    @property
    def likely_type(self) -> str | None:
        """The code of the type that it is, or that it most probably is."""
        return self.request_type or next(iter(self.candidates), None)


class RouteStep(Told):
    """One line of where it was: only by which rules, of what is told."""

    rules_version: int | None = None


class Route(Told):
    """Where a registered matter is, and how sure that is."""

    submission_id: UUID
    number: str
    version: int
    unit_id: str
    because: str
    certainty: str
    candidates: tuple[str, ...] = ()
    received_at: AwareDatetime
    requester_name: str = ""
    subject: str = ""
    urgent: bool = False
    confidential: bool = False
    history: tuple[RouteStep, ...] = ()

    @property
    def rules_version(self) -> int | None:
        """The number of the routing rules that decided; None where no rules did, or it is not known."""
        return next((step.rules_version for step in self.history if step.rules_version), None)


class Bounced(Told):
    """A notice that was given up."""

    notice_id: UUID
    submission_id: UUID
    kind: str
    number: str | None = None
    recipient: str
    urgent: bool = False
    created_at: AwareDatetime
    attempts: int = 0
    last_error: str = ""
