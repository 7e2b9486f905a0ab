"""A letter is drafted, edited, submitted, withdrawn, discarded. Pure rules; who may is said in `rights`."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.routing.letters.errors import LetterFullError, LetterStateError
from services.routing.letters.model.content import Content, Edition, Kind, check
from services.routing.letters.model.letter import Letter, Matter, State, Step, StepKind
from services.routing.model import By

MOST_EDITIONS = 50
"""Of one letter: all of them are one document of the database."""


def draft(
    letter_id: UUID, kind: Kind, unit_id: str, content: Content, by: By, now: datetime, *, matter: Matter | None = None
) -> Letter:
    """Begin a letter. Raises `ImpossibleLetterError`, also for an answer to nothing."""
    check(kind, unit_id, content, answers=matter is not None)
    return Letter(
        letter_id=letter_id,
        version=1,
        kind=kind,
        state="draft",
        since=now,
        unit_id=unit_id,
        drafted_by=by,
        editions=(Edition(round=1, content=content, by=by, at=now),),
        matter=matter,
        history=(Step(when=now, by=by, kind="drafted", edition=1),),
    )


def edit(letter: Letter, content: Content, by: By, now: datetime) -> Letter:
    """Write it anew; what it was before is kept. Raises `ImpossibleLetterError`, `LetterFullError`, `LetterStateError`."""
    in_state(letter, "draft")
    check(letter.kind, letter.unit_id, content, answers=letter.matter is not None)
    if content == letter.content:
        return letter
    if len(letter.editions) == MOST_EDITIONS:
        raise LetterFullError(str(letter.letter_id))
    edition = Edition(round=letter.edition.round + 1, content=content, by=by, at=now)
    return stepped(replace(letter, editions=(*letter.editions, edition)), "edited", by, now)


def submit(letter: Letter, chain: tuple[str, ...], by: By, now: datetime, *, own_allowed: bool) -> Letter:
    """Send it to those who approve: a manager of each of these units, in order. Raises `LetterStateError`."""
    in_state(letter, "draft")
    submitted = replace(letter, chain=chain, own_allowed=own_allowed, approvals=())
    return stepped(submitted, "submitted", by, now, to="submitted")


def withdraw(letter: Letter, by: By, now: datetime) -> Letter:
    """Take it back from those who approve; it is a draft again. Raises `LetterStateError`."""
    in_state(letter, "submitted")
    return stepped(letter, "withdrawn", by, now, to="draft")


def discard(letter: Letter, by: By, now: datetime, because: str = "") -> Letter:
    """Give it up before it is approved; it stays readable. Raises `LetterStateError`."""
    in_state(letter, "draft", "submitted")
    return stepped(letter, "discarded", by, now, because, to="discarded")


def in_state(letter: Letter, *states: State) -> None:
    """Raise `LetterStateError` unless a letter is in one of these states."""
    if letter.state not in states:
        raise LetterStateError(f"{letter.letter_id} is {letter.state}")


def stepped(
    letter: Letter, kind: StepKind, by: By, now: datetime, because: str = "", *, to: State | None = None
) -> Letter:
    """The letter after one more step, in another state if there is one to go to."""
    step = Step(when=now, by=by, kind=kind, edition=letter.edition.round, because=because)
    return replace(
        letter,
        version=letter.version + 1,
        state=to or letter.state,
        since=now if to else letter.since,
        history=(*letter.history, step),
    )
