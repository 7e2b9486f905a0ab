"""The pages that people open, each at a random place of the whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

from bench.million.database import Client, collection_of

Parameters: TypeAlias = Mapping[str, Any]
_OWN_UNIT = "labour-permits"
"""Of the demonstration's officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter that there is, by everything it can be asked for by; the places are where a page of a list, or of an inbox, may begin."""

    submission_id: str
    token: str
    number: str
    year: int
    sequence: int
    urgent: bool
    received_at: str
    unit_id: str
    place: str
    inbox_place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: who opens it, and where it is for a letter."""

    name: str
    person: str
    path: Callable[[Letter], str]
    parameters: Callable[[Letter], Parameters] = lambda _: {}


def _fixed(path: str) -> Callable[[Letter], str]:
    return lambda _: path


def _cursor(letter: Letter) -> str:
    return f"{letter.received_at}_{letter.submission_id}"


_DESK, _NOTICES, _ROUTES, _INBOX = (_fixed(f"/api/v1/{name}") for name in ("desk", "notices", "routes", "inbox"))

PAGES: Sequence[Page] = (
    Page(name="desk, first page", person="clerk", path=_DESK),
    Page(
        name="desk, a later page",
        person="clerk",
        path=_DESK,
        parameters=lambda letter: {"after": f"{int(letter.urgent)}_{_cursor(letter)}"},
    ),
    Page(
        name="desk, what senders must complete, a later page",
        person="clerk",
        path=_DESK,
        parameters=lambda letter: {"state": "incomplete", "after": f"{int(letter.urgent)}_{_cursor(letter)}"},
    ),
    Page(name="desk, what is unclear", person="clerk", path=_DESK, parameters=lambda _: {"because": "unclear"}),
    Page(name="desk, possible duplicates", person="clerk", path=_DESK, parameters=lambda _: {"duplicates": "true"}),
    Page(name="desk, counts", person="clerk", path=_fixed("/api/v1/desk/counts")),
    Page(
        name="register, first page of a year",
        person="clerk",
        path=lambda letter: f"/api/v1/registers/incoming/{letter.year}",
    ),
    Page(
        name="register, a later page",
        person="auditor",
        path=lambda letter: f"/api/v1/registers/incoming/{letter.year}",
        parameters=lambda letter: {"after": letter.sequence - 1},
    ),
    Page(name="search by number", person="clerk", path=lambda letter: f"/api/v1/transactions/{letter.number}"),
    Page(name="tracking by token", person="", path=lambda letter: f"/api/v1/tracking/{letter.token}"),
    Page(name="routes of all units, first page", person="clerk", path=_ROUTES),
    Page(
        name="routes of all units, a later page",
        person="clerk",
        path=_ROUTES,
        parameters=lambda letter: {"after": letter.place},
    ),
    Page(
        name="routes of a unit, a later page",
        person="clerk",
        path=_ROUTES,
        parameters=lambda letter: {"unit": letter.unit_id, "after": letter.place},
    ),
    Page(name="routes of an officer's own units", person="officer", path=_ROUTES),
    Page(name="inbox of an officer", person="officer", path=_INBOX),
    Page(
        name="inbox of an officer, a later page",
        person="officer",
        path=_INBOX,
        parameters=lambda letter: {"after": letter.inbox_place},
    ),
    Page(
        name="inbox of an officer, what is late", person="officer", path=_INBOX, parameters=lambda _: {"show": "late"}
    ),
    Page(
        name="inbox of an officer, what waits for requesters",
        person="officer",
        path=_INBOX,
        parameters=lambda _: {"show": "waiting"},
    ),
    Page(name="inbox of a clerk, given in person", person="clerk", path=_INBOX, parameters=lambda _: {"mine": True}),
    Page(
        name="doubtful routes, a later page",
        person="clerk",
        path=_ROUTES,
        parameters=lambda letter: {"certainty": "doubtful", "after": letter.place},
    ),
    Page(
        name="doubtful routes of a unit",
        person="clerk",
        path=_ROUTES,
        parameters=lambda letter: {"certainty": "doubtful", "unit": letter.unit_id},
    ),
    Page(
        name="doubtful routes of an officer's own units",
        person="officer",
        path=_ROUTES,
        parameters=lambda _: {"certainty": "doubtful"},
    ),
    Page(
        name="certain routes of the documents department",
        person="clerk",
        path=_ROUTES,
        parameters=lambda _: {"certainty": "certain", "unit": "documents"},
    ),
    Page(name="route of a number", person="clerk", path=lambda letter: f"/api/v1/routes/{letter.number}"),
    Page(name="notices, first page", person="clerk", path=_NOTICES),
    Page(
        name="notices, a later page",
        person="clerk",
        path=_NOTICES,
        parameters=lambda letter: {"after": _cursor(letter)},
    ),
    Page(name="notices given up", person="clerk", path=_NOTICES, parameters=lambda _: {"state": "given-up"}),
    Page(
        name="notices of a submission",
        person="clerk",
        path=_NOTICES,
        parameters=lambda letter: {"submission_id": letter.submission_id},
    ),
    Page(
        name="notices of a number",
        person="clerk",
        path=_NOTICES,
        parameters=lambda letter: {"number": letter.number, "state": "sent"},
    ),
    Page(name="submission", person="auditor", path=lambda letter: f"/api/v1/submissions/{letter.submission_id}"),
    Page(
        name="documents of a matter",
        person="clerk",
        path=lambda letter: f"/api/v1/submissions/{letter.submission_id}/documents",
    ),
    Page(name="download of a letter", person="clerk", path=lambda letter: f"/api/v1/documents/{letter.submission_id}"),
    Page(
        name="who saw a letter",
        person="auditor",
        path=lambda letter: f"/api/v1/documents/{letter.submission_id}/views",
    ),
)
"""Every page of staff and public."""


def some_letters(client: Client, count: int, *, seed: int) -> Sequence[Letter]:
    """Registered letters from everywhere in the books. Raises `ValueError` when there are none."""
    entries, matters = (collection_of(client, f"diwan_registry.{name}") for name in ("entries", "matters"))
    books = {year: _last(entries, year) for year in entries.distinct("year")}
    if not books:
        raise ValueError("nothing is registered")
    rng = Random(seed)  # noqa: S311 - the same letters again, they guard nothing
    years, lengths = list(books), list(books.values())
    chosen = [(year, rng.randint(1, books[year])) for year in rng.choices(years, lengths, k=count)]
    found = (entries.find_one({"book": "incoming", "year": year, "sequence": sequence}) for year, sequence in chosen)
    return [
        _letter(matter) for entry in found if entry and (matter := matters.find_one({"_id": entry["submission_id"]}))
    ]


def _last(entries: Any, year: int) -> int:
    last = entries.find_one({"book": "incoming", "year": year}, sort=[("sequence", -1)])
    return int(last["sequence"]) if last else 0


def _letter(matter: Parameters) -> Letter:
    received_at, routed, lane = matter["received_at"], matter["routed"], 0 if matter["urgent"] else 1
    behind_lane = f"{received_at:%Y%m%dT%H%M%S%f}_{matter['_id']}"
    return Letter(
        submission_id=str(matter["_id"]),
        token=matter["requester"]["token"],
        number=matter["number"],
        year=matter["year"],
        sequence=matter["sequence"],
        urgent=matter["urgent"],
        received_at=received_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        unit_id=routed["unit"]["unit_id"] if routed else _OWN_UNIT,
        place=f"{lane}_{behind_lane}",
        inbox_place=f"{lane}_{routed['due_on'] if routed else '9999-12-31'}_{behind_lane}",
    )
