"""What happened to a transaction, told once: registry knows of its beginning, routing of the work on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import AwareDatetime

from services.portal.model.branch import Branch
from services.portal.model.clerks import DeskMatter
from services.portal.model.work import SYSTEM, RouteStep, Work

TOLD_BY_ROUTING: Final = frozenset({"routed", "moved", "voided", "asked", "settled", "rescheduled"})
"""Steps of registry's history that routing tells better."""

ARRIVING: Final = frozenset({"received", "undecided", "incomplete", "supplemented", "decided", "registered"})
"""Steps of registry's history that have words of their own here."""

WORKING: Final = frozenset(
    {
        *("routed", "assigned", "voided", "referred", "accepted", "returned", "recalled", "done"),
        *("asked", "settled", "rescheduled"),
    }
)
"""Steps of routing's history that have words of their own."""

_WHY_IS_WORDS: Final = frozenset({"incomplete"})
"""Steps of registry's whose reason is a clerk's own words; the others' are codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened. `what` is its code; `why` what somebody said of it; `units` whom it went to, or who had it.

    `because` is a code instead of somebody's words.
    """

    at: AwareDatetime
    what: str
    who: str = ""
    on_behalf_of: str = ""
    why: str = ""
    because: str = ""
    rules_version: int | None = None
    to: tuple[Branch, ...] = ()
    unit_id: str = ""
    old: date | None = None
    new: date | None = None


def story(work: Work, matter: DeskMatter | None) -> tuple[Line, ...]:
    """All that happened, oldest first; `matter` is what registry tells, None while it is away."""
    lines = [*_arriving(matter), *_working(work, work.history)]
    return tuple(sorted(lines, key=lambda line: line.at))


def news(work: Work, seen: int) -> tuple[Line, ...]:
    """What happened after somebody had seen so many lines of routing's history."""
    return tuple(_working(work, work.history[seen:]))


def _arriving(matter: DeskMatter | None) -> Iterator[Line]:
    for step in matter.history if matter else ():
        if step.what not in TOLD_BY_ROUTING:
            yield Line(
                at=step.at,
                what=step.what if step.what in ARRIVING else "other",
                who=step.who,
                why=step.why if step.what in _WHY_IS_WORDS else "",
            )


def _working(work: Work, steps: Iterable[RouteStep]) -> Iterator[Line]:
    for step in steps:
        branch = next((one for one in work.branches if one.branch_id == step.branch_id), None)
        to = _given(work, step) if step.kind == "referred" else ((branch,) if branch and branch.parent_id else ())
        yield Line(
            at=step.when,
            what=step.kind if step.kind in WORKING else "other",
            who="" if step.who == SYSTEM else step.who,
            on_behalf_of=step.on_behalf_of,
            why=_words(work, step),
            because=step.because if step.kind in _BY_CODE else "",
            rules_version=step.rules_version,
            to=to,
            unit_id=step.unit_id,
            old=step.old_due_on,
            new=step.new_due_on,
        )


_BY_CODE: Final = frozenset({"routed", "settled", "rescheduled"})
"""Steps whose reason may be a code, which the page knows words for or shows as it is."""


def _words(work: Work, step: RouteStep) -> str:
    if step.kind == "asked":
        return next((one.text for one in work.questions if one.at == step.when), "")
    if step.kind in _BY_CODE or (step.kind == "assigned" and step.because == "clerk"):
        return ""
    return step.because


def _given(work: Work, step: RouteStep) -> tuple[Branch, ...]:
    given: Sequence[Branch] = [
        one for one in work.branches if one.given_at == step.when and one.parent_id == step.branch_id
    ]
    return tuple(given)
