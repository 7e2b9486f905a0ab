"""Why a line was cancelled is told of what is confidential to those with clearance alone."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import httpx
from fastapi import FastAPI

from services.registry import api
from services.registry.model import BookOfYear, Check, VoidLine
from shared.contracts.base import Book
from tests.unit.registry.examples import NOW
from tests.unit.registry.office import Office
from tests.unit.registry.test_confidential_over_http import hidden_registered


class FakeChecks:
    """Void lines in a list."""

    def __init__(self, lines: Sequence[VoidLine]) -> None:
        self._lines = lines

    async def books(self) -> Sequence[BookOfYear]:
        return []

    async def check(self, book: Book, year: int) -> Check:
        raise AssertionError((book, year))

    async def voids(self, book: Book, year: int, *, after: int, limit: int) -> Sequence[VoidLine]:
        assert (book, year, after) == ("incoming", NOW.year, 0)
        return self._lines[:limit]


def void(sequence: int, submission_id: UUID | None, *, confidential: bool = False) -> VoidLine:
    return VoidLine(
        number=f"IN-{sequence}",
        sequence=sequence,
        registered_at=NOW,
        voided_at=NOW + timedelta(hours=1),
        voided_by="person-clerk",
        voided_because="entered twice",
        submission_id=submission_id,
        confidential=confidential,
    )


async def test_a_void_line_tells_why_to_whoever_may_see_what_it_is_of(office: Office) -> None:
    hidden, open_ = await hidden_registered(office), await office.registered()
    lines = [void(1, hidden.submission_id), void(2, open_.submission_id), void(3, None, confidential=True)]
    app = FastAPI()
    app.include_router(api.checking_routes(FakeChecks(lines), office.registry))
    app.dependency_overrides = office.app.dependency_overrides
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://registry")

    async def reasons() -> list[tuple[int, str, str]]:
        answer = await client.get(f"/api/v1/books/incoming/{NOW.year}/voids")
        return [(one["sequence"], one["voided_by"], one["voided_because"]) for one in answer.json()["voids"]]

    told = ("person-clerk", "entered twice")
    office.sign_in("auditor")
    assert await reasons() == [(1, "", ""), (2, *told), (3, "", "")]
    office.sign_in("auditor", clearance="confidential")
    assert await reasons() == [(1, *told), (2, *told), (3, *told)]
