"""Registry's and routing's numbers, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.portal.model.activity import DeedTold, MatterTold, NoticeTold, Source, ViewTold, WorkTold
from services.portal.model.numbers import By, HeldPageTold, SpreadsTold, TableTold
from services.portal.model.registers import BOOK_NAMES, Book, BookOfYear, Check, Line, VoidLine
from services.portal.ports import Listed
from services.portal.ports.numbers import Filters
from shared.errors import ForbiddenError, NotFoundError, TransientError
from shared.reports import Period
from shared.transaction_number import transaction_number
from tests.unit.portal.staff.fakes import NOW

NUMBER = transaction_number("incoming", 2026, 123)
PAPER = UUID(int=77, version=4)
KEYS = {
    "day": ("2026-11-20", "2026-11-21"),
    "week": ("2026-11-15",),
    "month": ("2026-11-01",),
    "unit": ("legal", "<unit>", None),
    "request-type": ("work-permit", None),
    "channel": ("mail", "portal"),
    "state": ("standing", "void"),
}


def table(by: By, *columns: str) -> TableTold:
    counts = [dict.fromkeys(columns, 1000 + place) for place, _ in enumerate(KEYS[by])]
    rows = [{"key": key, "counts": counted} for key, counted in zip(KEYS[by], counts, strict=True)]
    totals = {column: sum(counted[column] for counted in counts) for column in columns}
    return TableTold.model_validate({"columns": columns, "rows": rows, "totals": totals})


def spreads(*keys: str | None, **more: Any) -> SpreadsTold:
    rows = [{"key": key, "count": 4, "median": 3, "p90": 4000} for key in keys]
    return SpreadsTold.model_validate({"rows": rows, "all": {"key": None, "count": 9, "median": 0, "p90": 70}} | more)


@dataclass
class Numbers:
    """Both services. `asked` is what was asked for; `away` and `forbidden` name what does not answer, or refuses."""

    asked: list[tuple[object, ...]] = field(default_factory=list)
    away: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)
    empty: bool = False

    async def lines(self, token: str, period: Period, by: By, filters: Filters) -> TableTold:
        self._answer(token, "registry", ("lines", period, by, filters))
        columns = ("incoming", "outgoing", "internal", "void")
        return (
            TableTold(columns=columns, rows=(), totals=dict.fromkeys(columns, 0)) if self.empty else table(by, *columns)
        )

    async def arrived(self, token: str, period: Period, by: By) -> TableTold:
        self._answer(token, "arrived", ("arrived", period, by))
        return table(by, "incomplete", "undecided", "registered", "rejected", "joined")

    async def times_to_register(self, token: str, period: Period, by: By, filters: Filters) -> SpreadsTold:
        self._answer(token, "registry", ("times", period, by, filters))
        return SpreadsTold(rows=(), all=None) if self.empty else spreads(*KEYS[by])

    async def referred(self, token: str, period: Period, by: By) -> TableTold:
        self._answer(token, "routing", ("referred", period, by))
        columns = ("action", "information")
        return (
            TableTold(columns=columns, rows=(), totals=dict.fromkeys(columns, 0)) if self.empty else table(by, *columns)
        )

    async def open_work(self, token: str) -> HeldPageTold:
        self._answer(token, "routing", ("open",))
        return self._held(None)

    async def holders(self, token: str) -> HeldPageTold:
        self._answer(token, "routing", ("holders",))
        return self._held("person-clerk", "p-<unknown>")

    async def times_to_answer(self, token: str, period: Period) -> SpreadsTold:
        self._answer(token, "routing", ("answers", period))
        return SpreadsTold(rows=(), all=None) if self.empty else spreads("legal", in_time={"legal": 3})

    def _held(self, *people: str | None) -> HeldPageTold:
        row = {"unit_id": "legal", "held": 7, "waiting": 2, "late": 3, "oldest": NOW - timedelta(days=12)}
        rows = [] if self.empty else [{**row, "person_id": person} for person in people]
        return HeldPageTold.model_validate({"at": NOW, "rows": rows})

    def _answer(self, token: str, service: str, asked: tuple[object, ...]) -> None:
        assert token.startswith("token of")
        if service in self.away:
            raise TransientError("away")
        if service in self.forbidden:
            raise ForbiddenError
        self.asked.append(asked)


class Books:
    """Three lines a page, of five."""

    async def lines(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[Line]:
        assert token.startswith("token of")
        assert limit
        letter = {"unit_id": "legal", "recipient": "=cmd|' /C calc'!A0", "subject": 'a,"b"\nc', "answers": "IN-1"}
        lines = [
            Line.model_validate(
                {
                    "number": f"{book}-{year}-{sequence}",
                    "sequence": sequence,
                    "registered_at": NOW,
                    "sha256": "9f" * 32,
                    "letter": None if book == "incoming" else letter,
                    "voided_at": NOW if sequence == 2 else None,
                    "voided_because": "@twice" if sequence == 2 else "",
                }
            )
            for sequence in range(int(after or 0) + 1, 6)
        ][:3]
        return Listed(lines=lines, after=str(lines[-1].sequence) if lines[-1].sequence < 5 else "")

    async def books(self, token: str) -> Sequence[BookOfYear]:
        assert token.startswith("token of")
        return [BookOfYear(book=book, year=2026, lines=5, voids=1, last=5) for book in BOOK_NAMES]

    async def check(self, token: str, book: Book, year: int) -> Check:
        assert token.startswith("token of")
        if book == "incoming" and year == 2026:
            return Check(whole=True, lines=5, last=5, voids=1, counter=5)
        return Check(whole=False, lines=3, last=5, voids=0, missing=(2, 4), backwards=(5,))

    async def voids(self, token: str, book: Book, year: int, after: str, limit: int) -> Listed[VoidLine]:
        assert token.startswith("token of")
        assert limit
        line = {"number": f"{book}-{year}-2", "sequence": 2, "registered_at": NOW, "voided_at": NOW}
        line |= {"voided_by": "person-clerk", "voided_because": "<twice>"}
        return Listed(lines=[] if after else [VoidLine.model_validate(line)], after="" if after else "2")


@dataclass
class Happenings:
    """What people did and saw, in memory; `many` pages of it in routing."""

    away: set[str] = field(default_factory=set)
    many: int = 1
    spans: list[tuple[datetime, datetime]] = field(default_factory=list)

    async def of_person(
        self, token: str, source: Source, person_id: str, span: tuple[datetime, datetime], after: str
    ) -> Listed[DeedTold]:
        self._answer(token, source)
        self.spans.append(span)
        if person_id != "person-clerk":
            return Listed(lines=())
        page = int(after or 0)
        of: dict[str, dict[str, object]] = {
            "registry": {"what": "registered", "number": NUMBER},
            "storage": {"what": "seen", "document_id": PAPER},
        }
        of |= {
            "routing": {"what": "referred", "number": NUMBER},
            "directory": {"what": "unit-changed", "about": "legal"},
        }
        count = 1000 if source == "routing" and self.many > 1 else 1
        deed = DeedTold.model_validate({**of[source], "at": NOW - timedelta(minutes=page)})
        return Listed(lines=[deed] * count, after=str(page + 1) if source == "routing" and page + 1 < self.many else "")

    async def matter(self, token: str, number: str) -> MatterTold:
        self._answer(token, "registry")
        if number != NUMBER:
            raise NotFoundError
        step = {"at": NOW, "what": "registered", "who": "person-clerk", "why": "<why>"}
        return MatterTold.model_validate({"submission_id": PAPER, "number": number, "history": [step]})

    async def work(self, token: str, number: str) -> WorkTold | None:
        self._answer(token, "routing")
        assert number == NUMBER
        return WorkTold.model_validate(
            {"history": [{"when": NOW, "who": "routing", "kind": "routed", "because": "rule"}]}
        )

    async def notices(self, token: str, submission_id: UUID) -> Sequence[NoticeTold]:
        self._answer(token, "notify")
        assert submission_id == PAPER
        told = {
            "kind": "received",
            "recipient": "s@company.example",
            "state": "sent",
            "created_at": NOW,
            "sent_at": NOW,
        }
        return [NoticeTold.model_validate(told)]

    async def documents(self, token: str, submission_id: UUID) -> Sequence[UUID]:
        self._answer(token, "storage")
        return [submission_id]

    async def views(self, token: str, document_id: UUID) -> Sequence[ViewTold]:
        self._answer(token, "storage")
        if document_id != PAPER:
            return []
        return [ViewTold(person_id="person-clerk", name="S", at=NOW), ViewTold(person_id="requester", name="", at=NOW)]

    def _answer(self, token: str, source: str) -> None:
        assert token == "token of auditor"
        if source in self.away:
            raise TransientError("away")
