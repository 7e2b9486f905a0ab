"""Retention as administrators see it: classes, what is due, what was confirmed, what is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime

from services.portal.model.asked import Told
from services.portal.model.versions import VersionLine
from shared.language import Text

CountedFrom = Literal["closed", "received"]
Then = Literal["review", "delete"]
Outcome = Literal["deleted", "held", "changed"]
COUNTED_FROM: Final[tuple[CountedFrom, ...]] = get_args(CountedFrom)
THEN: Final[tuple[Then, ...]] = get_args(Then)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
PARTS: Final = ("title", "help", "years", "counted_from", "then")
"""What of a class can change, in the order in which people read it; its code is its name."""

Content = dict[str, Any]
"""All classes as their file would say them, right or wrong."""


class DueLine(Told):
    """A transaction whose documents need not be kept any longer."""

    number: str
    request_type: str
    closed_at: AwareDatetime
    received_at: AwareDatetime
    confidential: bool
    retention_class: str
    years: int
    counted_from: CountedFrom
    due_since: AwareDatetime
    then: Then
    documents: int
    size: int


class DueCount(Told):
    """How many are due of a class, of those that count from a year."""

    retention_class: str
    year: int
    transactions: int


class DuePage(Told):
    """A page of what is due; `unclassed` are types that name a class which there is not."""

    transactions: tuple[DueLine, ...] = ()
    counts: tuple[DueCount, ...] = ()
    unclassed: Mapping[str, str] = {}
    next: str | None = None


class ConfirmedLine(Told):
    """A transaction that was confirmed; `outcome` is None as long as it waits."""

    number: str
    retention_class: str
    outcome: Outcome | None = None
    documents: int = 0
    size: int = 0


class Disposal(Told):
    """That somebody confirmed that documents are deleted."""

    disposal_id: UUID
    at: AwareDatetime
    by: str
    by_name: str = ""
    on_behalf_of: str = ""
    why: str
    done: bool
    transactions: tuple[ConfirmedLine, ...] = ()


class DisposalPage(Told):
    """What was confirmed, newest first."""

    disposals: tuple[Disposal, ...] = ()
    next: str | None = None


class Hold(Told):
    """That a transaction is held, or was; `reasons` is all that it is held for, the latest first."""

    transaction: str
    held: bool
    said: VersionLine
    reasons: tuple[VersionLine, ...] = ()


class HoldPage(Told):
    """What is held, the latest first."""

    holds: tuple[Hold, ...] = ()
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChange:
    """What a version says of a class otherwise than the one before: added, removed, or one part of it.

    `what` is `added`, `removed`, `default`, or one of `PARTS`; `title` is what the class is called.
    """

    what: str
    title: Text
    before: Any = None
    after: Any = None


def titles(content: Mapping[str, Any]) -> dict[str, Text]:
    """What the classes are called, by code."""
    return {one["code"]: Text.model_validate(one["title"]) for one in content.get("classes", ())}


def class_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[ClassChange]:
    """What one version says otherwise than another; classes are known by their codes."""
    was, now = ({one["code"]: one for one in content.get("classes", ())} for content in (before, after))
    named = {**titles(before), **titles(after)}
    found = [ClassChange(what="added", title=named[code]) for code in now if code not in was]
    found += [ClassChange(what="removed", title=named[code]) for code in was if code not in now]
    for code in now:
        for part in PARTS:
            earlier, later = (_part(content[code], part) if code in content else None for content in (was, now))
            if code in was and earlier != later:
                found.append(ClassChange(what=part, title=named[code], before=earlier, after=later))
    if before.get("default") != after.get("default"):
        default = str(after.get("default"))
        found.append(ClassChange(what="default", title=named.get(default, Text(ar=default, en=default))))
    return found


def _part(one: Mapping[str, Any], part: str) -> Any:
    return one.get(part, {"counted_from": "closed", "then": "review"}.get(part))
