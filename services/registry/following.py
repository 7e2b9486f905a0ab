"""What routing says of a matter that has its number, as pure rules."""

from collections.abc import Iterator
from dataclasses import replace

from services.registry.model import Answer, Closed, Matter, Outcome, Question, Routed, Step
from shared.contracts import (
    LetterIssuedV1,
    QuestionAskedV1,
    QuestionSettledV1,
    TransactionClosedV1,
    TransactionRoutedV1,
)
from shared.errors import TransientError

Said = TransactionRoutedV1 | QuestionAskedV1 | QuestionSettledV1 | TransactionClosedV1
"""What routing says of a matter by its route."""


def follow(matter: Matter | None, event: Said | LetterIssuedV1) -> Outcome:
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
        case LetterIssuedV1():
            return _answered(matter, event)
        case TransactionClosedV1():
            return _closed(matter, event)


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
    after, steps = replace(matter, version=matter.version + 1, routed=now), [*_steps(before, now, event)]
    if matter.is_closed and not after.is_closed:
        steps.append(Step(at=event.occurred_at, what="reopened"))
    return Outcome(matter=replace(after, history=(*matter.history, *steps)))


def _asked(matter: Matter, event: QuestionAskedV1) -> Outcome:
    question = Question(version=event.version, round=event.round, asked_at=event.occurred_at, text=event.question)
    return _questioned(matter, question, Step(at=event.occurred_at, what="asked", why=event.question))


def _settled(matter: Matter, event: QuestionSettledV1) -> Outcome:
    question = Question(version=event.version, round=event.round)
    return _questioned(matter, question, Step(at=event.occurred_at, what="settled"))


def _answered(matter: Matter, event: LetterIssuedV1) -> Outcome:
    if any(answer.letter_id == event.letter_id for answer in matter.answers):
        return Outcome(matter=matter)
    answer = Answer(
        letter_id=event.letter_id,
        number=event.number,
        issued_at=event.issued_at,
        document=event.document,
        attachments=event.attachments,
    )
    return Outcome(
        matter=replace(
            matter,
            version=matter.version + 1,
            answers=tuple(sorted((*matter.answers, answer), key=lambda one: one.issued_at)),
            history=(*matter.history, Step(at=event.issued_at, what="answered", why=event.number)),
        )
    )


def _closed(matter: Matter, event: TransactionClosedV1) -> Outcome:
    if matter.closed is not None and matter.closed.version >= event.version:
        return Outcome(matter=matter)
    now = Closed(version=event.version, at=event.closed_at, because=event.because)
    steps = [Step(at=event.closed_at, what="closed", why=event.because)]
    after = replace(matter, version=matter.version + 1, closed=now)
    if not after.is_closed:
        # That it was opened again was heard before.
        steps.append(Step(at=event.closed_at, what="reopened"))
    return Outcome(matter=replace(after, history=(*matter.history, *steps)))


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
