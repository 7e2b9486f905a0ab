"""What a request type that somebody drafts would have made of what came. Nothing is changed by looking."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from services.registry import rights
from services.registry.lifecycle import opened
from services.registry.model import Matter
from services.registry.ports import Past
from services.registry.request_types import RequestType, RequestTypes, with_draft
from shared.contracts import SubmissionReadV1
from shared.principal import Principal

Difference = Literal["recognised", "lost", "asked", "spared", "clerk", "automatic", "moved"]
"""It would be taken for the draft's type, or no longer; its sender would be asked for more, or less; a clerk would have to
look, or would not; another unit would get it."""

MOST_LOOKED_AT: Final = 2000
"""Of the latest: more would take longer than somebody waits."""
SLICE: Final = 20
"""Matters that are judged in one go, before others have their turn."""
MOST_EXAMPLES: Final = 20
_UNKNOWN: Final = "?"
# A code that no type has, for what its sender said to be of a type that there is not.
_FOUND_BY = frozenset({"mailbox", "government", "words", "letter", "ambiguous", "unclear"})
# Reasons of a type that its sender did not state.


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of a submission by some request types; `unit` is that of its type."""

    request_type: str | None
    outcome: Literal["registered", "incomplete", "clerk"]
    missing: tuple[str, ...]
    wrong_fields: tuple[str, ...]
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One submission that would have fared differently."""

    submission_id: UUID
    number: str | None
    received_at: datetime
    subject: str
    differences: tuple[Difference, ...]
    before: Judged
    after: Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a draft would have changed. `whole` tells whether all that came was looked at, or only the latest of it.

    `counts` says how many differ in each way, one perhaps in several; `hidden` how many of those that differ the asker may
    not see.
    """

    looked_at: int
    whole: bool
    differing: int
    counts: Mapping[Difference, int]
    hidden: int
    examples: tuple[Example, ...]


class Previewing:
    """Runs drafts over what came, one at a time and in slices, so that nobody else waits for it."""

    def __init__(self, *, past: Past) -> None:
        self._past = past
        self._turn = asyncio.Lock()

    async def preview(
        self, types: RequestTypes, draft: RequestType, span: tuple[datetime, datetime], asker: Principal
    ) -> Preview:
        """Compare what is in force with what would be, on one reading of a span. Raises `TransientError`."""
        drafted = with_draft(types, draft)
        counts: Counter[Difference] = Counter()
        examples: list[Example] = []
        looked_at = differing = hidden = 0
        place: tuple[datetime, UUID] | None = None
        async with self._turn:
            while looked_at < MOST_LOOKED_AT:
                found = await self._past.received(span, before=place, limit=SLICE)
                for matter in found:
                    example = compared(types, drafted, draft.code, matter)
                    if example is None:
                        continue
                    differing += 1
                    counts.update(example.differences)
                    if not rights.may_see(asker, matter):
                        hidden += 1
                    elif len(examples) < MOST_EXAMPLES:
                        examples.append(example)
                looked_at += len(found)
                if len(found) < SLICE:
                    break
                place = found[-1].received_at, found[-1].submission_id
                await asyncio.sleep(0)
            whole = len(found) < SLICE
        return Preview(
            looked_at=looked_at,
            whole=whole,
            differing=differing,
            counts=counts,
            hidden=hidden,
            examples=tuple(examples),
        )


def compared(types: RequestTypes, drafted: RequestTypes, code: str, matter: Matter) -> Example | None:
    """How a submission would have fared differently; None where it would not."""
    read = as_it_came(matter)
    before, after = judged(types, read), judged(drafted, read)
    differences = tuple(_differences(before, after, code))
    if not differences:
        return None
    return Example(
        submission_id=matter.submission_id,
        number=matter.number,
        received_at=matter.received_at,
        subject=matter.subject,
        differences=differences,
        before=before,
        after=after,
    )


def judged(types: RequestTypes, read: SubmissionReadV1) -> Judged:
    """What becomes of a submission, by the very rule that opens matters."""
    outcome = opened(types, read, read.received_at)
    matter = outcome.matter
    request_type = types.get(matter.request_type or "")
    return Judged(
        request_type=matter.request_type,
        outcome="registered" if outcome.registration else "incomplete" if matter.state == "incomplete" else "clerk",
        missing=matter.missing,
        wrong_fields=matter.wrong_fields,
        unit=request_type.unit if request_type else None,
    )


def as_it_came(matter: Matter) -> SubmissionReadV1:
    """The submission that a matter was opened for, without what completed it later.

    What was filled in later is not told apart from what was at first, and stands in it.
    """
    later = {document_id for one in matter.brought for document_id in one.documents}
    return SubmissionReadV1(
        occurred_at=matter.received_at,
        submission_id=matter.submission_id,
        channel=matter.channel,
        received_at=matter.received_at,
        sha256=matter.sha256,
        size=0,
        request_type=_stated(matter),
        subject=matter.subject,
        text=matter.text,
        requester=matter.requester,
        readable=matter.readable,
        mailbox=matter.mailbox,
        documents=tuple(one for one in matter.documents if one.document_id not in later),
        fields=None if matter.fields is None else dict(matter.fields),
        urgent_because=matter.urgent_because,
    )


def _stated(matter: Matter) -> str | None:
    """What its sender said it is. Where a clerk decided since, an upload's one candidate is what was said."""
    if matter.because == "unknown-type":
        return _UNKNOWN
    if matter.because in _FOUND_BY or matter.channel == "mail" or len(matter.candidates) != 1:
        return None
    return matter.candidates[0]


def _differences(before: Judged, after: Judged, code: str) -> Sequence[Difference]:
    asked_before, asked_after = _asked(before), _asked(after)
    ways: Mapping[Difference, bool] = {
        "recognised": after.request_type == code != before.request_type,
        "lost": before.request_type == code != after.request_type,
        "asked": bool(asked_after - asked_before),
        "spared": bool(asked_before - asked_after),
        "clerk": after.outcome == "clerk" != before.outcome,
        "automatic": before.outcome == "clerk" != after.outcome,
        "moved": before.unit is not None and after.unit is not None and before.unit != after.unit,
    }
    return [way for way, applies in ways.items() if applies]


def _asked(one: Judged) -> set[str]:
    return {*one.missing, *one.wrong_fields} if one.outcome == "incomplete" else set()
