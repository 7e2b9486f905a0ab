"""What is known of a matter by which its documents are kept or may go. Pure rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from services.storage.retention.classes import Classes, CountedFrom, RetentionClass, Then

State = Literal["open", "over", "disposed"]
"""Of a matter: somebody works on it again; it is closed; it is closed and its documents are, or are being, deleted."""

Outcome = Literal["deleted", "held", "changed"]
"""What became of a matter that was confirmed: its documents were deleted; or it was left as it is because it is held, or
because it is not any more what was confirmed."""

_TICK: Final = timedelta(microseconds=1)
_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMatter:
    """A transaction that was closed at least once. `version` is the route's, by which later news replaces older."""

    submission_id: UUID
    number: str
    request_type: str
    received_at: datetime
    closed_at: datetime
    version: int
    state: State
    confidential: bool
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What is due of one class: matters of these types whose moment is at or before `until`."""

    class_code: str
    counted_from: CountedFrom
    request_types: tuple[str, ...]
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A matter whose documents need not be kept any longer, and why: its class, from when that counts, since when."""

    matter: KeptMatter
    class_code: str
    years: int
    counted_from: CountedFrom
    since: datetime
    due_since: datetime
    then: Then


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many matters of a class are due of those whose moment lies in a year."""

    class_code: str
    year: int
    matters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who confirmed something; `on_behalf_of` is the id of the person in whose right, empty for the own."""

    person_id: str
    name: str
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A matter of a list that was confirmed, and what became of it; `outcome` is None as long as it waits.

    `documents` and `size` (bytes) are those that were deleted; of what another matter names, too, the bytes stay.
    """

    submission_id: UUID
    number: str
    request_type: str
    class_code: str
    years: int
    counted_from: CountedFrom
    since: datetime
    version: int
    confidential: bool
    outcome: Outcome | None = None
    documents: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """That somebody confirmed that the documents of these matters are deleted. It is never removed."""

    disposal_id: str
    by: Who
    at: datetime
    why: str
    matters: tuple[Confirmed, ...]
    classes_version: int
    key: str = ""
    fingerprint: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing of it waits any more."""
        return all(one.outcome is not None for one in self.matters)

    def seen_by(self, *, cleared: bool) -> "Disposal":
        """The same without what needs clearance, for whoever has none."""
        return self if cleared else replace(self, matters=tuple(one for one in self.matters if not one.confidential))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Bytes that no document needs any more: out of reach, and erased at a moment unless something names them again."""

    sha256: str
    erase_at: datetime


def years_before(moment: datetime, years: int) -> datetime:
    """The same moment some years earlier; before the 29th of February stands the whole 28th where there is none."""
    if moment.year <= years:
        return datetime.min.replace(tzinfo=UTC)
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return (
            moment.replace(year=moment.year - years, month=3, day=1, hour=0, minute=0, second=0, microsecond=0) - _TICK
        )


def years_after(moment: datetime, years: int) -> datetime:
    """The same moment some years later; the beginning of March where there is no 29th of February."""
    if (moment.month, moment.day) == (_FEBRUARY, _LEAP_DAY):
        try:
            return moment.replace(year=moment.year + years)
        except ValueError:
            return moment.replace(year=moment.year + years, month=3, day=1, hour=0, minute=0, second=0, microsecond=0)
    return moment.replace(year=moment.year + years)


def due(matter: KeptMatter, classes: Classes, named: Mapping[str, str], now: datetime) -> Due | None:
    """Why a matter is due; None when it is not: open, disposed of already, held, kept for ever, or not yet."""
    one = classes.of(matter.request_type, named)
    if one is None or one.years is None or matter.state != "over" or matter.held:
        return None
    since = counted(one, matter)
    if since > years_before(now, one.years):
        return None
    return Due(
        matter=matter,
        class_code=one.code,
        years=one.years,
        counted_from=one.counted_from,
        since=since,
        due_since=years_after(since, one.years),
        then=one.then,
    )


def counted(one: RetentionClass, matter: KeptMatter) -> datetime:
    """The moment from which the years of a class count for a matter."""
    return matter.closed_at if one.counted_from == "closed" else matter.received_at


def spans(classes: Classes, named: Mapping[str, str], request_types: Sequence[str], now: datetime) -> Sequence[Span]:
    """What `due` says of matters of these types, as questions that an index answers."""
    found: dict[str, list[str]] = {}
    for each in request_types:
        one = classes.of(each, named)
        if one is not None and one.years is not None:
            found.setdefault(one.code, []).append(each)
    return [
        Span(
            class_code=code,
            counted_from=classes.by_code[code].counted_from,
            request_types=tuple(types),
            until=years_before(now, classes.by_code[code].years or 0),
        )
        for code, types in found.items()
    ]
