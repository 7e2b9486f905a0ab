"""What routing says of a matter that has its number, as pure rules."""

from collections.abc import Iterator
from dataclasses import replace

from services.registry.model import Matter, Outcome, Question, Routed, Step
from shared.contracts import QuestionAskedV1, QuestionSettledV1, TransactionRoutedV1
from shared.errors import TransientError

Said = TransactionRoutedV1 | QuestionAskedV1 | QuestionSettledV1
"""What routing says of a matter."""


def follow(matter: Matter | None, event: Said) -> Outcome:
    """Note where a matter is and what is asked; older news than what is known changes nothing.

    Raises `TransientError` for one that is not there: it is, but a new primary does not know yet what a majority has.
    """
    if matter is None:
        raise TransientError(f"matter {event.submission_id} is not to be seen yet")
    match event:
        case TransactionRoutedV1():
            return _routed(matter, event)
        case QuestionAskedV1():
            return _asked(matter, event)
        case QuestionSettledV1():
            return _settled(matter, event)


def _routed(matter: Matter, event: TransactionRoutedV1) -> Outcome:
    before = matter.routed
    if before is not None and before.version >= event.version:
        return Outcome(matter=matter)
    now = Routed(
        version=event.version,
        unit=event.unit,
        since=event.since,
        due_on=event.due_on,
        certainty=event.certainty,
        also_with=event.also_with,
    )
    return Outcome(
        matter=replace(
            matter, version=matter.version + 1, routed=now, history=(*matter.history, *_steps(before, now, event))
        )
    )


def _asked(matter: Matter, event: QuestionAskedV1) -> Outcome:
    question = Question(version=event.version, round=event.round, asked_at=event.occurred_at, text=event.question)
    return _questioned(matter, question, Step(at=event.occurred_at, what="asked", why=event.question))


def _settled(matter: Matter, event: QuestionSettledV1) -> Outcome:
    question = Question(version=event.version, round=event.round)
    return _questioned(matter, question, Step(at=event.occurred_at, what="settled"))


def _questioned(matter: Matter, question: Question, step: Step) -> Outcome:
    if matter.question is not None and matter.question.version >= question.version:
        return Outcome(matter=matter)
    return Outcome(
        matter=replace(matter, version=matter.version + 1, question=question, history=(*matter.history, step))
    )


def _steps(before: Routed | None, now: Routed, event: TransactionRoutedV1) -> Iterator[Step]:
    """What is new for those who read a matter's life: where it is, or until when; not who works with that unit."""
    if before is None or (before.unit.unit_id, before.certainty) != (now.unit.unit_id, now.certainty):
        yield Step(at=event.occurred_at, what="routed", why=now.unit.unit_id)
    elif before.due_on != now.due_on:
        yield Step(at=event.occurred_at, what="rescheduled", why=f"{before.due_on} → {now.due_on}")
