"""Notify's HTTP edge: what is answered, and to whom."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import get_args
from uuid import uuid4

import httpx
import pytest

from services.notify.service import Notify
from shared.web.auth import Role
from tests.unit.notify.contract import record
from tests.unit.notify.examples import MOMENT, TOKEN, opened
from tests.unit.notify.fakes import FakeNotices, app_of

NOTICES = "/api/v1/notices"


def bearer(role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {role}@"}


@pytest.fixture
async def client(notify: Notify) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_of(notify))
    async with httpx.AsyncClient(transport=transport, base_url="http://notify") as client:
        yield client


@pytest.mark.parametrize(
    ("role", "listing", "retry"),
    [
        ("administrator", 403, 403),
        ("agent", 403, 403),
        ("auditor", 200, 403),
        ("clerk", 200, 200),
        ("manager", 403, 403),
        ("officer", 403, 403),
    ],
)
async def test_every_role_may_do_what_it_is_for_and_no_more(
    client: httpx.AsyncClient, notices: FakeNotices, role: str, listing: int, retry: int
) -> None:
    stopped = record(state="given-up", next_attempt_at=None)
    await notices.add(stopped)
    answers = [
        await client.get(NOTICES, headers=bearer(role)),
        await client.post(f"{NOTICES}/{stopped.notice_id}/retry", headers=bearer(role)),
    ]
    assert [answer.status_code for answer in answers] == [listing, retry]


def test_the_matrix_of_rights_names_every_role() -> None:
    (marked,) = test_every_role_may_do_what_it_is_for_and_no_more.pytestmark  # type: ignore[attr-defined]  # put there by pytest
    assert {case[0] for case in marked.args[1]} == set(get_args(Role))


async def test_without_a_token_nothing_is_told(client: httpx.AsyncClient) -> None:
    answers = [await client.get(NOTICES), await client.post(f"{NOTICES}/{uuid4()}/retry")]
    assert [answer.status_code for answer in answers] == [401, 401]


async def test_a_notice_is_shown_without_its_text_and_its_token(client: httpx.AsyncClient, notify: Notify) -> None:
    await notify.hear(opened())
    answer = await client.get(NOTICES, headers=bearer("auditor"))
    (shown,) = answer.json()["notices"]
    assert (shown["kind"], shown["state"], shown["recipient"]) == ("received", "pending", "ahmed@example.com")
    assert TOKEN not in answer.text
    assert "طلب" not in answer.text


async def test_pages_follow_each_other_newest_first(client: httpx.AsyncClient, notices: FakeNotices) -> None:
    wanted = [record(created_at=MOMENT + timedelta(seconds=age)) for age in range(5)]
    for one in wanted:
        await notices.add(one)
    found: list[str] = []
    query: dict[str, str | int] = {"limit": 2}
    while True:
        page = (await client.get(NOTICES, params=query, headers=bearer("clerk"))).json()
        found += [notice["notice_id"] for notice in page["notices"]]
        if page["next"] is None:
            break
        query["after"] = page["next"]
    assert found == [str(one.notice_id) for one in reversed(wanted)]


async def test_a_place_whose_plus_sign_became_a_space_is_still_understood(client: httpx.AsyncClient) -> None:
    place = f"2026-11-21T10:05:00 00:00_{uuid4()}"
    answer = await client.get(NOTICES, params={"after": place}, headers=bearer("clerk"))
    assert answer.status_code == 200


@pytest.mark.parametrize("wrong", [{"after": "x"}, {"after": "x_y"}, {"state": "lost"}, {"limit": 201}, {"limit": 0}])
async def test_what_cannot_be_asked_is_refused(client: httpx.AsyncClient, wrong: dict[str, str | int]) -> None:
    assert (await client.get(NOTICES, params=wrong, headers=bearer("clerk"))).status_code == 422


async def test_a_number_is_found_as_people_write_it(client: httpx.AsyncClient, notices: FakeNotices) -> None:
    number = "IN-2026-000123-7"
    await notices.add(record(number=number))
    for wanted, found in ((number, 1), ("nothing like a number", 0)):
        page = (await client.get(NOTICES, params={"number": wanted}, headers=bearer("clerk"))).json()
        assert len(page["notices"]) == found


async def test_a_notice_that_is_tried_again_is_due_at_once_with_new_patience(
    client: httpx.AsyncClient, notices: FakeNotices
) -> None:
    for state in ("given-up", "withheld"):
        stopped = record(state=state, next_attempt_at=None, attempts=7)
        await notices.add(stopped)
        answer = await client.post(f"{NOTICES}/{stopped.notice_id}/retry", headers=bearer("clerk"))
        assert answer.status_code == 200
        assert (answer.json()["state"], answer.json()["attempts"]) == ("pending", 0)
        kept = notices.kept[stopped.notice_id]
        assert (kept.next_attempt_at, kept.give_up_at) == (MOMENT, MOMENT + timedelta(hours=48))


async def test_what_was_not_stopped_cannot_be_tried_again(client: httpx.AsyncClient, notices: FakeNotices) -> None:
    waiting = record()
    await notices.add(waiting)
    answer = await client.post(f"{NOTICES}/{waiting.notice_id}/retry", headers=bearer("clerk"))
    assert (answer.status_code, answer.json()["code"]) == (409, "notice-not-stopped")
    absent = await client.post(f"{NOTICES}/{uuid4()}/retry", headers=bearer("clerk"))
    assert absent.status_code == 404
