"""The registry's figures counted one by one: what the database's must be equal to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.registry.model import STANDING, VOID, By, LetterBook, LetterEntry, Matter, Of, Routed, Wanted
from shared.contracts.base import Channel, Unit
from shared.language import Text
from shared.reports import Cell
from shared.transaction_number import transaction_number
from tests.unit.registry.examples import DUE_ON, sender

UNITS = ("permits", "legal", "muscat-office")
TYPES_OF = ("work-permit", "complaint")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
Span = tuple[datetime, datetime]


class FakeFigures:
    """Counts what it is given."""

    def __init__(
        self, matters: Iterable[Matter], letters: Iterable[LetterEntry], time_zone: str = "Asia/Muscat"
    ) -> None:
        self.matters = list(matters)
        self.letters = list(letters)
        self._zone = ZoneInfo(time_zone)

    async def lines(self, span: Span, by: By, wanted: Wanted) -> Sequence[Cell]:
        counted: Counter[tuple[str | None, str]] = Counter()
        for matter in self._registered(span, wanted):
            if "incoming" in wanted.books:
                self._count(counted, "incoming", self._key(matter, by), void=bool(matter.voided_because))
        for line in self.letters:
            chosen = wanted.only_units is None or line.unit_id in wanted.only_units
            if line.book in wanted.books and span[0] <= line.registered_at < span[1] and chosen:
                of = {"day": self._day(line.registered_at), "unit": line.unit_id}
                of["state"] = VOID if line.voided_because else STANDING
                self._count(counted, line.book, of.get(by), void=bool(line.voided_because))
        return [Cell(key=key, column=column, count=count) for (key, column), count in counted.items()]

    async def arrived(self, span: Span, by: By) -> Sequence[Cell]:
        counted: Counter[tuple[str | None, str]] = Counter()
        for matter in self.matters:
            if span[0] <= matter.received_at < span[1]:
                of = {"day": self._day(matter.received_at), "request-type": matter.request_type}
                of |= {"channel": matter.channel, "state": matter.state}
                counted[of.get(by), matter.state] += 1
        return [Cell(key=key, column=column, count=count) for (key, column), count in counted.items()]

    async def minutes_to_register(self, span: Span, of: Of, wanted: Wanted) -> Mapping[str | None, Mapping[int, int]]:
        found: dict[str | None, Counter[int]] = {}
        for matter in self._registered(span, wanted):
            assert matter.registered_at is not None
            minutes = (matter.registered_at - matter.received_at) // timedelta(minutes=1)
            found.setdefault(self._key(matter, of), Counter())[max(0, minutes)] += 1
        return found

    def _registered(self, span: Span, wanted: Wanted) -> Iterable[Matter]:
        for matter in self.matters:
            at, unit = matter.registered_at, self._key(matter, "unit")
            if at is None or not span[0] <= at < span[1]:
                continue
            if wanted.only_units is not None and unit not in wanted.only_units:
                continue
            if wanted.request_type in (None, matter.request_type) and wanted.channel in (None, matter.channel):
                yield matter

    def _key(self, matter: Matter, by: By) -> str | None:
        match by:
            case "unit":
                return matter.routed.unit.unit_id if matter.routed else matter.unit_id
            case "request-type":
                return matter.request_type
            case "channel":
                return matter.channel
            case "state":
                return VOID if matter.voided_because else STANDING
            case _:
                assert matter.registered_at is not None
                return self._day(matter.registered_at)

    def _day(self, at: datetime) -> str:
        return at.astimezone(self._zone).date().isoformat()

    @staticmethod
    def _count(counted: Counter[tuple[str | None, str]], book: str, key: str | None, *, void: bool) -> None:
        counted[key, book] += 1
        if void:
            counted[key, VOID] += 1


def some_matters(rng: Random, count: int, days: int = 90) -> list[Matter]:
    """Matters in all states, received over some days; those registered have numbers 1..n."""
    found: list[Matter] = []
    for place in range(count):
        received_at = BEGIN + timedelta(minutes=rng.randrange(days * 24 * 60))
        has_number = rng.random() < 0.8
        channels: tuple[Channel, ...] = ("mail", "portal")
        facts: dict[str, Any] = {
            "submission_id": UUID(int=place + 1, version=4),
            "version": 1,
            "channel": rng.choice(channels),
            "received_at": received_at,
            "sha256": "a" * 64,
            "requester": sender(),
        }
        if not has_number:
            found.append(Matter(**facts, state=rng.choice(("undecided", "incomplete", "rejected"))))
            continue
        unit = Unit(unit_id=rng.choice(UNITS), name=Text(ar="دائرة", en="Department"), telephone="1")
        is_routed = rng.random() < 0.9
        found.append(
            Matter(
                **facts,
                state="registered",
                request_type=rng.choice(TYPES_OF),
                number=transaction_number("incoming", 2026, place + 1),
                book="incoming",
                year=2026,
                sequence=place + 1,
                registered_at=received_at + timedelta(minutes=rng.choice((0, 0, 3, 90, 4000))),
                unit_id=rng.choice((None, *UNITS)),
                routed=Routed(version=1, unit=unit, since=received_at, due_on=DUE_ON, certainty="certain")
                if is_routed
                else None,
                voided_because="twice" if rng.random() < 0.1 else "",
            )
        )
    return found


def some_letters(rng: Random, count: int, days: int = 90) -> list[LetterEntry]:
    """Lines of both books of letters."""
    books: tuple[LetterBook, ...] = ("outgoing", "internal")
    found = []
    for place in range(count):
        book, at = rng.choice(books), BEGIN + timedelta(minutes=rng.randrange(days * 24 * 60))
        void: dict[str, Any] = {"voided_at": at, "voided_by": "p-1", "voided_because": "typo"}
        found.append(
            LetterEntry(
                book=book,
                year=2026,
                sequence=place + 1,
                number=transaction_number(book, 2026, place + 1),
                registered_at=at,
                letter_id=UUID(int=place + 1, version=4),
                unit_id=rng.choice(UNITS),
                approved_by="p-2",
                approved_at=at,
                **(void if rng.random() < 0.1 else {}),
            )
        )
    return found
