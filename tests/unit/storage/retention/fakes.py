"""Stand-ins for MongoDB and S3 behind retention's ports, which keep the same contract (contract.py), and examples."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.storage.retention.classes import Classes, RetentionClass
from services.storage.retention.model import Confirmed, Count, Disposal, KeptMatter, SetAside, Span, Who
from services.storage.retention.ports import Place
from shared.language import Text
from shared.transaction_number import transaction_number
from tests.unit.storage.fakes import FakeBlobs, FakeDocuments

NOW = datetime(2040, 11, 22, 8, 0, tzinfo=UTC)
LONG_AGO = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)


@dataclass
class FakeMatter:
    facts: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    hold: tuple[int, bool] = (0, False)
    disposal_id: str = ""


class FakeKeptMatters:
    def __init__(self) -> None:
        self.kept: dict[UUID, FakeMatter] = {}

    async def closed(self, matter: KeptMatter, *, typed: int, classified: int) -> None:
        one = self.kept.setdefault(matter.submission_id, FakeMatter())
        same = ("number", "received_at", "closed_at")
        facts = {name: getattr(matter, name) for name in same} | {"state": "over", "version": matter.version}
        _say(one, "version", matter.version, **facts)
        _say(one, "typed", typed, request_type=matter.request_type)
        _say(one, "classified", classified, confidential=matter.confidential)

    async def opened(self, submission_id: UUID, version: int) -> None:
        one = self.kept.get(submission_id)
        if one is not None and "number" in one.facts:
            _say(one, "version", version, state="open", version=version)

    async def retyped(self, submission_id: UUID, request_type: str, version: int) -> None:
        _say(self.kept.setdefault(submission_id, FakeMatter()), "typed", version, request_type=request_type)

    async def classified(self, submission_id: UUID, version: int, *, confidential: bool) -> None:
        if (one := self.kept.get(submission_id)) is not None:
            _say(one, "classified", version, confidential=confidential)

    async def held(self, number: str, version: int, *, held: bool) -> bool:
        for one in self._whole():
            if one.facts["number"] == number and one.hold[0] < version:
                if one.facts["state"] == "disposed":
                    return False
                one.hold = (version, held)
        return True

    async def types(self) -> Sequence[str]:
        return sorted({one.request_type for one in self._matters() if one.state == "over"})

    async def due(
        self, spans: Sequence[Span], after: Place | None, limit: int, *, cleared: bool
    ) -> Sequence[tuple[Span, KeptMatter]]:
        found = [(span, one) for span in spans for one in self._matters() if _fits(span, one, cleared=cleared)]
        placed = [((_moment(span, one), one.submission_id), span, one) for span, one in found]
        placed.sort(key=lambda each: each[0])
        return [(span, one) for place, span, one in placed if after is None or place > after][:limit]

    async def counts(self, spans: Sequence[Span], *, cleared: bool) -> Sequence[Count]:
        counted: dict[tuple[str, int], int] = {}
        for span in spans:
            for one in self._matters():
                if _fits(span, one, cleared=cleared):
                    place = span.class_code, _moment(span, one).year
                    counted[place] = counted.get(place, 0) + 1
        return [Count(class_code=code, year=year, matters=many) for (code, year), many in sorted(counted.items())]

    async def numbered(self, numbers: Collection[str]) -> Sequence[KeptMatter]:
        return [one for one in self._matters() if one.number in numbers]

    async def claim(self, one: Confirmed, disposal_id: str) -> bool:
        kept = self.kept[one.submission_id]
        if kept.facts["state"] == "disposed":
            return kept.disposal_id == disposal_id
        same = (kept.facts["state"], kept.facts["version"], kept.facts["request_type"], kept.hold[1])
        if same != ("over", one.version, one.request_type, False):
            return False
        kept.facts["state"], kept.disposal_id = "disposed", disposal_id
        return True

    async def disposed(self, submission_ids: Collection[UUID]) -> frozenset[UUID]:
        return frozenset(
            one.submission_id
            for one in self._matters()
            if one.state == "disposed" and one.submission_id in submission_ids
        )

    def _whole(self) -> list[FakeMatter]:
        return [one for one in self.kept.values() if "state" in one.facts]

    def _matters(self) -> list[KeptMatter]:
        return [
            KeptMatter(submission_id=submission_id, held=one.hold[1], **one.facts)
            for submission_id, one in self.kept.items()
            if "state" in one.facts
        ]


def _say(one: FakeMatter, what: str, version: int, /, **facts: Any) -> None:
    if one.versions.get(what, -1) < version:
        one.versions[what] = version
        one.facts.update(facts)


def _moment(span: Span, one: KeptMatter) -> datetime:
    return one.closed_at if span.counted_from == "closed" else one.received_at


def _fits(span: Span, one: KeptMatter, *, cleared: bool) -> bool:
    return (
        one.state == "over"
        and not one.held
        and one.request_type in span.request_types
        and (cleared or not one.confidential)
        and _moment(span, one) <= span.until
    )


class FakeDisposals:
    def __init__(self) -> None:
        self.kept: dict[str, Disposal] = {}

    async def add(self, disposal: Disposal) -> bool:
        if disposal.disposal_id in self.kept:
            return False
        self.kept[disposal.disposal_id] = disposal
        return True

    async def get(self, disposal_id: str) -> Disposal | None:
        return self.kept.get(disposal_id)

    async def latest(self, after: datetime | None, limit: int) -> Sequence[Disposal]:
        found = [one for one in self.kept.values() if after is None or one.at < after]
        return sorted(found, key=lambda one: one.at, reverse=True)[:limit]

    async def waiting(self) -> Sequence[str]:
        return [one.disposal_id for one in sorted(self.kept.values(), key=lambda one: one.at) if not one.done]

    async def became(self, disposal_id: str, one: Confirmed) -> None:
        known = self.kept[disposal_id]
        matters = tuple(
            one if each.submission_id == one.submission_id and each.outcome is None else each for each in known.matters
        )
        self.kept[disposal_id] = replace(known, matters=matters)


class FakeDisposedDocuments:
    """The same documents as those of `documents`."""

    def __init__(self, documents: FakeDocuments) -> None:
        self._documents = documents

    async def dispose(self, document_ids: Collection[UUID], disposal_id: str, at: datetime) -> None:
        for document_id in document_ids:
            received_at, brought_by, position, one = self._documents.kept[document_id]
            if one.disposed_at is None:
                gone = replace(one, disposed_at=at, disposal_id=disposal_id)
                self._documents.kept[document_id] = (received_at, brought_by, position, gone)

    async def spare(self, document_ids: Collection[UUID], disposal_id: str) -> None:
        for document_id in document_ids:
            received_at, brought_by, position, one = self._documents.kept[document_id]
            if one.disposal_id == disposal_id:
                there = replace(one, disposed_at=None, disposal_id="")
                self._documents.kept[document_id] = (received_at, brought_by, position, there)

    async def homes_of(self, brought_by: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
        homes: dict[UUID, frozenset[UUID]] = {}
        for _, by, _, one in self._documents.kept.values():
            if by in brought_by:
                homes[by] = homes.get(by, frozenset()) | {one.submission_id}
        return homes

    async def named(self, hashes: Collection[str]) -> frozenset[str]:
        there = {one.sha256 for *_, one in self._documents.kept.values() if one.disposed_at is None}
        return frozenset(there & set(hashes))


class FakeAsideBlobs:
    """Bytes of the vault that were set aside."""

    def __init__(self, blobs: FakeBlobs) -> None:
        self._blobs = blobs
        self.aside: dict[str, bytes] = {}

    async def set_aside(self, sha256: str) -> None:
        if sha256 in self._blobs.kept:
            self.aside[sha256] = self._blobs.kept.pop(sha256)

    async def bring_back(self, sha256: str) -> bool:
        if sha256 in self._blobs.kept or sha256 not in self.aside:
            return False
        self._blobs.kept[sha256] = self.aside[sha256]
        return True

    async def erase(self, sha256: str) -> None:
        self.aside.pop(sha256, None)


class FakeAsides:
    def __init__(self) -> None:
        self.kept: dict[str, datetime] = {}

    async def add(self, aside: SetAside) -> None:
        self.kept[aside.sha256] = max(aside.erase_at, self.kept.get(aside.sha256, aside.erase_at))

    async def all(self) -> Sequence[SetAside]:
        ordered = sorted(self.kept.items(), key=lambda one: one[1])
        return [SetAside(sha256=sha256, erase_at=erase_at) for sha256, erase_at in ordered]

    async def remove(self, aside: SetAside) -> None:
        if self.kept.get(aside.sha256) == aside.erase_at:
            del self.kept[aside.sha256]


class FakeNamedClasses:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[int, str | None]] = {}

    async def note(self, request_type: str, version: int, class_code: str | None) -> None:
        if self.kept.get(request_type, (0, None))[0] < version:
            self.kept[request_type] = (version, class_code)

    async def all(self) -> Mapping[str, str]:
        return {code: name for code, (_, name) in self.kept.items() if name is not None}


class SetClock:
    """Says what it is set to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def passes(self, **of_time: float) -> None:
        self.at += timedelta(**of_time)


def number(sequence: int) -> str:
    return transaction_number("incoming", 2024, sequence)


def matter(sequence: int = 1, **changes: Any) -> KeptMatter:
    facts: dict[str, Any] = {
        "submission_id": uuid4(),
        "number": number(sequence),
        "request_type": "work-permit",
        "received_at": LONG_AGO - timedelta(days=9),
        "closed_at": LONG_AGO,
        "version": 5,
        "state": "over",
        "confidential": False,
    }
    return KeptMatter(**(facts | changes))


def confirmed(one: KeptMatter, **changes: Any) -> Confirmed:
    facts: dict[str, Any] = {
        "submission_id": one.submission_id,
        "number": one.number,
        "request_type": one.request_type,
        "class_code": "short",
        "years": 5,
        "counted_from": "closed",
        "since": one.closed_at,
        "version": one.version,
        "confidential": one.confidential,
    }
    return Confirmed(**(facts | changes))


def disposal(*matters: KeptMatter, **changes: Any) -> Disposal:
    facts: dict[str, Any] = {
        "disposal_id": str(uuid4()),
        "by": Who(person_id="p-0001", name="مريم"),
        "at": NOW,
        "why": "محضر 3",
        "matters": tuple(confirmed(one) for one in matters),
        "classes_version": 1,
        "key": "key",
        "fingerprint": "same",
    }
    return Disposal(**(facts | changes))


def retention_class(code: str = "short", **changes: Any) -> RetentionClass:
    words = Text(ar="حفظ", en="Kept")
    facts: dict[str, Any] = {"title": words, "help": words, "years": 5, "counted_from": "closed", "then": "delete"}
    return RetentionClass(code=code, **(facts | changes))


def classes(*all_of_them: RetentionClass) -> Classes:
    """The first is the default one."""
    return Classes(number=1, default=all_of_them[0].code, by_code={one.code: one for one in all_of_them})
