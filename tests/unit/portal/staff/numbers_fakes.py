"""Registry's and routing's numbers, in memory."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from services.portal.model.numbers import By, HeldPageTold, SpreadsTold, TableTold
from services.portal.model.registers import Book, Line
from services.portal.ports import Listed
from services.portal.ports.numbers import Filters
from shared.errors import ForbiddenError, TransientError
from shared.reports import Period
from tests.unit.portal.staff.fakes import NOW

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
