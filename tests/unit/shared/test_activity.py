"""The route of deeds: for auditors alone, page by page."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from shared.deeds import Deed
from shared.web import problems
from shared.web.activity import activity_routes
from shared.web.auth import Principal, Role, signed_in

AT = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = "since=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00Z"


class Five:
    """Five deeds of one person."""

    async def of_person(
        self, person_id: str, span: tuple[datetime, datetime], *, skip: int, limit: int
    ) -> Sequence[Deed]:
        assert span == (AT, AT + timedelta(days=1))
        found = (
            [Deed(at=AT + timedelta(hours=number), what="seen") for number in range(5)] if person_id == "p-1" else []
        )
        return found[skip : skip + limit]


async def ask(role: Role, query: str) -> httpx.Response:
    app = FastAPI()
    problems.install(app)
    app.include_router(activity_routes("storage", Five()))
    app.dependency_overrides[signed_in] = lambda: Principal(
        person_id="p", name="P", roles=frozenset({role}), units=frozenset()
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        return await client.get(f"/api/v1/activity/storage?{query}")


async def test_an_auditor_reads_on_until_there_is_no_more() -> None:
    found, after = [], 0
    while after is not None:
        page = (await ask("auditor", f"person=p-1&{SPAN}&limit=2&after={after}")).json()
        found += page["deeds"]
        after = page["next"]
    assert len(found) == 5


@pytest.mark.parametrize("role", ["clerk", "administrator", "manager", "officer", "agent"])
async def test_nobody_else_is_told(role: Role) -> None:
    assert (await ask(role, f"person=p-1&{SPAN}")).status_code == 403


@pytest.mark.parametrize("query", [SPAN, "person=p-1", "person=p-1&since=yesterday&until=2026-11-02T00:00:00Z"])
async def test_what_is_no_question_is_refused(query: str) -> None:
    assert (await ask("auditor", query)).status_code == 422
