"""Two transactions that belong together: one fact about both, kept once, in either direction the same. Pure rules."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from services.routing.errors import AlreadyLinkedError, ImpossibleLinkError
from services.routing.model.branch import By
from services.routing.model.route import Answered

LinkStepKind = Literal["linked", "unlinked"]

MOST_LINKS = 100
"""Of one transaction, those that were taken back included: all are shown on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStep:
    """Who linked two transactions or parted them again, when, and why in that person's words."""

    kind: LinkStepKind
    by: By
    at: datetime
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That two transactions belong together, or once did. `numbers` are in order, so that there is one for each pair.

    `version` counts up with every change; `history` has at least one step.
    """

    numbers: tuple[str, str]
    version: int
    history: tuple[LinkStep, ...]
    answered: tuple[Answered, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether they belong together now."""
        return self.history[-1].kind == "linked"

    def other(self, number: str) -> str:
        """The transaction that one of the two is linked with."""
        first, second = self.numbers
        return second if number == first else first


def pair(number: str, other: str) -> tuple[str, str]:
    """The two in the order in which they are kept. Raises `ImpossibleLinkError` when they are one."""
    if number == other:
        raise ImpossibleLinkError(number)
    return (number, other) if number < other else (other, number)


def link(before: Link | None, numbers: tuple[str, str], by: By, now: datetime, note: str) -> Link:
    """Say that two transactions belong together, and how. Raises `AlreadyLinkedError`."""
    step = LinkStep(kind="linked", by=by, at=now, because=note)
    if before is None:
        return Link(numbers=numbers, version=1, history=(step,))
    if before.stands:
        raise AlreadyLinkedError(" ".join(numbers))
    return _with(before, step)


def unlink(before: Link, by: By, now: datetime, reason: str) -> Link:
    """Say that two linked transactions do not belong together. The history keeps that they once did."""
    return _with(before, LinkStep(kind="unlinked", by=by, at=now, because=reason))


def _with(link: Link, step: LinkStep) -> Link:
    return replace(link, version=link.version + 1, history=(*link.history, step))
