"""What a trial of rules is told as."""

from typing import Self

from pydantic import AwareDatetime, BaseModel, Field

from services.routing.rules import Certainty, Decision, Whither
from services.routing.trying import Example, TrialReport


class WhitherView(BaseModel):
    """Where transactions go: a unit, or a clerk of the documents department who decides."""

    unit_id: str
    decided: bool

    @classmethod
    def of(cls, whither: Whither) -> Self:
        """The same, shown."""
        return cls(unit_id=whither.unit_id, decided=whither.decided)


class MoveView(BaseModel):
    """How many transactions the draft would send elsewhere."""

    before: WhitherView
    after: WhitherView
    count: int


class ReasonView(BaseModel):
    """How many transactions one reason decides, with the rules in force and with the draft."""

    because: str = Field(description="Code of a rule, or `request-type`, `no-rule`, `rule-weak`, `rules-disagree` …")
    before: int
    after: int


class DecisionView(BaseModel):
    """What rules say of a transaction."""

    unit_id: str
    because: str
    certainty: Certainty

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """The same, shown."""
        return cls(unit_id=decision.unit_id, because=decision.because, certainty=decision.certainty)


class ExampleView(BaseModel):
    """A transaction that the draft would send elsewhere; never one that is confidential."""

    number: str
    registered_at: AwareDatetime
    request_type: str
    unit_id: str = Field(description="The unit that has it now, whoever decided that.")
    subject: str | None = Field(description="Null where the asker may not see the transaction.")
    sender: str | None
    before: DecisionView
    after: DecisionView

    @classmethod
    def of(cls, example: Example) -> Self:
        """The same, shown."""
        route = example.route
        return cls(
            number=route.number,
            registered_at=route.registered_at,
            request_type=route.request_type,
            unit_id=route.unit_id,
            subject=route.subject if example.words else None,
            sender=route.requester.address if example.words else None,
            before=DecisionView.of(example.trial.before),
            after=DecisionView.of(example.trial.after),
        )


class TrialView(BaseModel):
    """What a draft would do otherwise than the rules in force, with transactions as if they came now."""

    since: AwareDatetime = Field(description="The beginning of the period, or of what of it was looked at.")
    until: AwareDatetime
    partial: bool = Field(description="Whether there was more than is looked at in one go: the newest were.")
    judged: int = Field(description="Transactions that were looked at.")
    changed: int = Field(description="Those that would go elsewhere; confidential ones are counted, too.")
    undecided_before: int
    undecided_after: int
    moves: list[MoveView] = Field(description="From where to where, the most frequent first.")
    reasons: list[ReasonView]
    examples: list[ExampleView] = Field(description="Some of each move.")


def trial_view(report: TrialReport) -> TrialView:
    """A trial, shown."""
    tally = report.tally
    return TrialView(
        since=report.since,
        until=report.span[1],
        partial=report.partial,
        judged=tally.judged,
        changed=tally.changed,
        undecided_before=tally.undecided_before,
        undecided_after=tally.undecided_after,
        moves=[
            MoveView(before=WhitherView.of(before), after=WhitherView.of(after), count=count)
            for (before, after), count in tally.moves.most_common()
        ],
        reasons=[
            ReasonView(because=because, before=before, after=after)
            for because, (before, after) in tally.by_reason.items()
        ],
        examples=[ExampleView.of(each) for each in report.examples],
    )
