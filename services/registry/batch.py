"""The decisions of one transaction, without a store: what is asked, what becomes of it, what is to be written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.registry import classified, entering
from services.registry.duplicates import Twin, duplicates
from services.registry.model import Matter, Numbers, Outcome, Write

Decide = Callable[[Mapping[UUID, Matter], datetime], Sequence[Outcome]]
"""A pure function of the matters that it concerns, as far as there are such, and the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something to decide about one matter, or about several at once: all outcomes are written, or none.

    `decide` has an outcome for each of the matters that it `concerns`, in their order; the first is the answer.
    """

    concerns: tuple[UUID, ...]
    decide: Decide
    keys: tuple[str, ...] = ()
    """By what the first of them, if it is new, may be found to be a duplicate."""
    traceparent: str = ""
    """The trace it is asked in: a batch commits for many."""


class Batch:
    """At most one written state per matter, however many commands concern it."""

    def __init__(self, before: Mapping[UUID, Matter], twins: Sequence[Twin] = ()) -> None:
        self._before = before
        self._twins = list(twins)
        self._answers: dict[int, UUID | Exception] = {}
        self._outcomes: dict[UUID, Outcome] = {}
        self._traceparents: dict[UUID, str] = {}
        self._final: dict[UUID, Matter] = {}

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(self._outcomes)

    @property
    def registrations(self) -> int:
        """How many numbers it needs."""
        return sum(outcome.registration is not None for outcome in self._outcomes.values())

    @property
    def results(self) -> Mapping[int, Matter | Exception]:
        """By place, for what was decided: the matter as it is now, or what was wrong. Call it after the commit."""
        return {
            place: one if isinstance(one, Exception) else self._final.get(one) or self._before[one]
            for place, one in self._answers.items()
        }

    def decide(self, place: int, command: Command, now: datetime) -> None:
        """Apply one command to its matters as they are after the commands before it.

        A matter that is about to get a number has it only after this transaction: what else concerns it is left for
        the next one, and has no result here.
        """
        earlier = {key: self._outcomes[key] for key in command.concerns if key in self._outcomes}
        if any(outcome.registration is not None for outcome in earlier.values()):
            return
        there = {key: self._before[key] for key in command.concerns if key in self._before}
        there |= {key: outcome.matter for key, outcome in earlier.items()}
        try:
            outcomes = command.decide(there, now)
        except Exception as error:  # noqa: BLE001 - it belongs to the one who asked
            self._answers[place] = error
            return
        self._answers[place] = command.concerns[0]
        for key, decided in zip(command.concerns, outcomes, strict=True):
            outcome = decided if key in there else self._compared(command, decided)
            if outcome.matter is not there.get(key):
                self._outcomes[key] = _after(earlier.get(key), outcome)
                self._traceparents[key] = command.traceparent

    def _compared(self, command: Command, outcome: Outcome) -> Outcome:
        """A new matter, with what it may be a duplicate of: what was there, and what came before it in this batch."""
        if not command.keys:
            return outcome
        found = duplicates(outcome.matter.submission_id, command.keys, self._twins)
        self._twins.append(Twin(submission_id=outcome.matter.submission_id, number=None, keys=frozenset(command.keys)))
        return replace(outcome, matter=replace(outcome.matter, duplicates=found)) if found else outcome

    def writes(self, numbers: Numbers) -> Sequence[Write]:
        """Everything to be written, with these numbers. May be called again: it has no effect outside."""
        written: list[Write] = []
        sequence = numbers.first
        for key, outcome in self._outcomes.items():
            matter, events, entry = outcome.matter, outcome.events, None
            if outcome.registration is not None:
                matter, events, entry = entering.registered(outcome, outcome.registration, numbers, sequence)
                sequence += 1
            self._final[key] = matter
            before = self._before.get(key)
            written.append(
                Write(
                    matter=matter,
                    before=before,
                    events=classified.told(before, matter, events, numbers.registered_at),
                    entry=entry,
                    void=entering.voided(matter, outcome, numbers.registered_at),
                    traceparent=self._traceparents[key],
                )
            )
        return written


def _after(earlier: Outcome | None, outcome: Outcome) -> Outcome:
    """What comes of one matter when something was decided about it before."""
    if earlier is None:
        return outcome
    return replace(
        outcome,
        events=(*earlier.events, *outcome.events),
        void=earlier.void or outcome.void,
        by=earlier.by or outcome.by,
    )
