"""Who may see a matter is told wherever that changed, whatever changed it. Pure rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from services.registry.errors import AlreadyClassifiedError
from services.registry.lifecycle import BY_CLERK
from services.registry.model import SYSTEM, Matter, Outcome, Step
from shared.contracts import Event, MatterClassifiedV1
from shared.contracts.registry import MatterEvent

TO_CONFIDENTIAL, TO_ORDINARY = "made-confidential", "made-ordinary"
"""What the steps of a history are called by which somebody classified a matter."""


def classify(matter: Matter, now: datetime, *, confidential: bool, reason: str, by: str) -> Outcome:
    """Make a matter confidential, or ordinary again, whatever state it is in. Raises `AlreadyClassifiedError`."""
    if matter.confidential == confidential:
        raise AlreadyClassifiedError(str(matter.submission_id))
    step = Step(at=now, what=TO_CONFIDENTIAL if confidential else TO_ORDINARY, who=by, why=reason)
    classified = replace(
        matter,
        version=matter.version + 1,
        confidential_because=BY_CLERK if confidential else "",
        history=(*matter.history, step),
    )
    return Outcome(matter=classified)


def as_confidential(outcome: Outcome, now: datetime, *, by: str) -> Outcome:
    """What a clerk decided about a matter, which is to be confidential from now on, if it was not before."""
    matter = outcome.matter
    if matter.confidential:
        return outcome
    history = (*matter.history, Step(at=now, what=TO_CONFIDENTIAL, who=by))
    return replace(outcome, matter=replace(matter, confidential_because=BY_CLERK, history=history))


def told(before: Matter | None, matter: Matter, events: tuple[Event, ...], now: datetime) -> tuple[Event, ...]:
    """The events about a matter, which say whether it is confidential, and that of its classification, if it is news."""
    stated = tuple(_marked(event, matter) for event in events) if matter.confidential else events
    return (*stated, *_classification(before, matter, now))


def _marked(event: Event, matter: Matter) -> Event:
    if not isinstance(event, MatterEvent):
        return event
    return event.model_copy(update={"confidential": True, "version": matter.version})


def _classification(before: Matter | None, matter: Matter, now: datetime) -> Iterator[MatterClassifiedV1]:
    # What is registered at once is told of by routing, with its unit: most documents cost nothing more.
    waits = before is None and matter.number is None
    if not waits and matter.confidential == (before is not None and before.confidential):
        return
    steps = matter.history[len(before.history) if before else 0 :]
    said = next((step for step in reversed(steps) if step.what in (TO_CONFIDENTIAL, TO_ORDINARY)), None)
    yield MatterClassifiedV1(
        occurred_at=now,
        urgent=matter.urgent,
        submission_id=matter.submission_id,
        version=matter.version,
        confidential=matter.confidential,
        number=matter.number,
        by=said.who if said and said.who != SYSTEM else "",
        because=said.why if said else matter.confidential_because,
    )
