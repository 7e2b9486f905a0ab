"""What stands in the ministry after two months, counted at its own doors; and whether its books hold together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from deploy.demo.past.office import Json, Office
from deploy.demo.past.staff import CLEARED_CLERK

_PAGE: Final = 200
_NOT_READABLE: Final = "unreadable"
_STAGES: Final = ("draft", "back", "waiting", "approved", "dispatch", "issued")
_ROWS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """How many of everything, by its name; `wrong` is what does not hold."""

    states: Mapping[str, int]
    books: Mapping[str, int]
    wrong: tuple[str, ...]


STATES: Final = (
    *("undecided", "incomplete", "registered", "rejected", "void", "joined", "answered", "closed", "reopened"),
    *("unreadable", "doubtful", "possible duplicate", "returned by a unit", "bounced notice", "confidential", "urgent"),
    *("not accepted", "accepted", "referred", "asked", "late"),
    *("draft", "back", "waiting", "dispatch", "issued", "answer", "letter", "memo"),
)
"""What there has to be at least one of."""


def take(office: Office, auditor: str, since: date, until: date) -> Census:
    """Count, as somebody who sees everything. Raises `DemoError` for a refusal."""
    counted: Counter[str] = Counter()
    books, wrong = _books(office, auditor)
    _at_desk(office, counted)
    _rest(office, auditor, counted, since, until)
    for year in sorted({since.year, until.year}):
        wrong += _transactions(office, auditor, counted, year)
    _letters(office, auditor, counted)
    counted["bounced notice"] = len(office.get(auditor, "/api/v1/notices", state="given-up", limit=_PAGE)["notices"])
    return Census(states=counted, books=books, wrong=tuple(wrong))


def _books(office: Office, auditor: str) -> tuple[Mapping[str, int], list[str]]:
    books: Counter[str] = Counter()
    wrong = []
    for one in office.get(auditor, "/api/v1/books"):
        books[one["book"]] += one["lines"]
        if not office.get(auditor, f"/api/v1/books/{one['book']}/{one['year']}/check")["whole"]:
            wrong.append(f"the {one['book']} book of {one['year']} is not 1..n in the order of time")
    return books, wrong


def _at_desk(office: Office, counted: Counter[str]) -> None:
    for state in ("undecided", "incomplete"):
        waiting = office.get(CLEARED_CLERK, "/api/v1/desk", state=state, limit=_PAGE)["waiting"]
        counted[_NOT_READABLE] += sum(not one["readable"] for one in waiting)
        counted["possible duplicate"] += sum(bool(one["duplicates"]) for one in waiting)


def _rest(office: Office, auditor: str, counted: Counter[str], since: date, until: date) -> None:
    period = {"from": since.isoformat(), "to": until.isoformat(), "by": "channel"}
    counted.update(office.get(auditor, "/api/v1/reports/submissions", **period)["totals"])


def _transactions(office: Office, auditor: str, counted: Counter[str], year: int) -> list[str]:
    """Count what each line of the incoming book has become; returns what is due before it came."""
    wrong = []
    lines = office.get(auditor, f"/api/v1/registers/incoming/{year}", limit=_ROWS)["entries"]
    for number in (line["number"] for line in lines):
        matter = office.get(auditor, f"/api/v1/transactions/{number}")
        route = office.get(auditor, f"/api/v1/routes/{number}")
        counted.update(_of_matter(matter))
        counted.update(_of_route(route))
        if matter["due"] and matter["due"] < matter["received_at"][:10]:
            wrong.append(f"{number} is due before it came")
        if min(step["at"] for step in matter["history"]) < matter["received_at"]:
            wrong.append(f"something happened to {number} before it came")
    return wrong


def _of_matter(matter: Json) -> Iterator[str]:
    told: Mapping[str, bool] = {
        "void": bool(matter["voided_because"]),
        "answered": bool(matter["answers"]),
        "closed": matter["closed_at"] is not None,
        "reopened": any(step["what"] == "reopened" for step in matter["history"]),
        "doubtful": matter["certainty"] == "doubtful" and not matter["voided_because"],
        "confidential": bool(matter["confidential_because"]),
        "urgent": bool(matter["urgent_because"]),
    }
    return (name for name, is_so in told.items() if is_so)


def _of_route(route: Json) -> Iterator[str]:
    branches = [one for one in route["branches"] if not route["voided"] and not route["closed"]]
    returned = any(step["kind"] == "returned" for step in route["history"])
    told: Mapping[str, bool] = {
        "not accepted": any(one["state"] == "open" for one in branches),
        "accepted": any(one["state"] == "accepted" for one in branches),
        "referred": len(branches) > 1,
        "asked": route["waiting"],
        "late": bool(route["clock"] and route["clock"]["late"]) and bool(branches),
        "returned by a unit": returned and bool(branches) and route["unit_id"] == "documents",
    }
    return (name for name, is_so in told.items() if is_so)


def _letters(office: Office, auditor: str, counted: Counter[str]) -> None:
    for stage in _STAGES:
        after: str | None = ""
        while after is not None:
            page = office.get(auditor, "/api/v1/letters", shelf="unit", stage=stage, after=after, limit=_PAGE)
            counted[stage] += len(page["letters"])
            counted.update(one["kind"] for one in page["letters"])
            after = page["next"]
