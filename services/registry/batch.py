"""The decisions of one transaction, without a store: what is asked, what becomes of it, what is to be written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.registry import entering
from services.registry.model import Matter, Numbers, Outcome, Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something to decide about one matter: a pure function of the matter (if any) and the time."""

    submission_id: UUID
    decide: Callable[[Matter | None, datetime], Outcome]
    traceparent: str = ""
    """The trace it is asked in: a batch commits for many."""


class Batch:
    """At most one written state per matter, however many commands concern it."""

    def __init__(self, before: Mapping[UUID, Matter]) -> None:
        self._before = before
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
        """Apply one command to its matter as it is after the commands before it.

        A matter that is about to get a number has it only after this transaction: what else concerns it is left for
        the next one, and has no result here.
        """
        key = command.submission_id
        earlier = self._outcomes.get(key)
        if earlier is not None and earlier.registration is not None:
            return
        current = earlier.matter if earlier else self._before.get(key)
        try:
            outcome = command.decide(current, now)
        except Exception as error:  # noqa: BLE001 - it belongs to the one who asked
            self._answers[place] = error
            return
        self._answers[place] = key
        if outcome.matter is current:
            return
        if earlier is not None:
            outcome = replace(
                outcome,
                events=(*earlier.events, *outcome.events),
                void=earlier.void or outcome.void,
                by=earlier.by or outcome.by,
            )
        self._outcomes[key] = outcome
        self._traceparents[key] = command.traceparent

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
            written.append(
                Write(
                    matter=matter,
                    before=self._before.get(key),
                    events=events,
                    entry=entry,
                    void=entering.voided(matter, outcome, numbers.registered_at),
                    traceparent=self._traceparents[key],
                )
            )
        return written
