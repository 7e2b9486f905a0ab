"""What a draft of the routing rules would do, as routing tells it."""

from pydantic import AwareDatetime

from services.portal.model.asked import Told


class Whither(Told):
    """Where transactions go: to a unit, or to a clerk who decides."""

    unit_id: str
    decided: bool


class Move(Told):
    """How many transactions a draft would send elsewhere."""

    before: Whither
    after: Whither
    count: int


class Reason(Told):
    """How many transactions a reason decides, now and with the draft."""

    because: str
    before: int
    after: int


class Decision(Told):
    """What rules say of a transaction."""

    unit_id: str
    because: str
    certainty: str


class Example(Told):
    """A transaction that a draft would send elsewhere; without its words for whoever may not see it."""

    number: str
    registered_at: AwareDatetime
    request_type: str
    unit_id: str
    subject: str | None = None
    sender: str | None = None
    before: Decision
    after: Decision


class Trial(Told):
    """What a draft would do otherwise than the rules in force."""

    since: AwareDatetime
    until: AwareDatetime
    partial: bool
    judged: int
    changed: int
    undecided_before: int
    undecided_after: int
    moves: tuple[Move, ...]
    reasons: tuple[Reason, ...]
    examples: tuple[Example, ...]
