"""Routing's HTTP edge: what is answered, and to whom."""

from typing import get_args

import httpx
import pytest

from services.routing.service import Routing
from shared.contracts import TransactionRegisteredV1
from shared.web.auth import Role
from tests.unit.routing.examples import NUMBER, numbered, voided

ROUTES = "/api/v1/routes"
PERMITS, LEGAL, UNSURE, URGENT = (
    numbered(1),
    numbered(2, unit_id="legal"),
    numbered(3, unit_id=None, request_type="other"),
    numbered(4, urgent=True),
)
CLERK = "clerk@documents"


def bearer(token: str, version: int = 1) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "If-Match": f'"{version}"'}


def numbers(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [route["number"] for route in answer.json()["routes"]]


def named(*events: TransactionRegisteredV1) -> list[str]:
    return [event.number for event in events]


@pytest.fixture(autouse=True)
async def _letters(routing: Routing) -> None:
    for event in (PERMITS, LEGAL, UNSURE, URGENT):
        await routing.transaction_registered(event)


@pytest.mark.parametrize(
    ("role", "inbox", "own", "foreign", "assign"),
    [
        ("administrator", 403, 403, 403, 403),
        ("agent", 403, 403, 403, 403),
        ("auditor", 200, 200, 200, 403),
        ("clerk", 200, 200, 200, 200),
        ("manager", 200, 200, 404, 403),
        ("officer", 200, 200, 404, 403),
    ],
)
async def test_every_role_may_do_what_it_is_for_and_no_more(
    client: httpx.AsyncClient, role: str, inbox: int, own: int, foreign: int, assign: int
) -> None:
    headers = bearer(f"{role}@permits")
    body = {"unit_id": "legal"}
    answers = [
        await client.get(ROUTES, headers=headers),
        await client.get(f"{ROUTES}/{PERMITS.number}", headers=headers),
        await client.get(f"{ROUTES}/{LEGAL.number}", headers=headers),
        await client.post(f"{ROUTES}/{PERMITS.number}/assign", headers=headers, json=body),
    ]
    assert [answer.status_code for answer in answers] == [inbox, own, foreign, assign]


def test_the_matrix_of_rights_names_every_role() -> None:
    (marked,) = test_every_role_may_do_what_it_is_for_and_no_more.pytestmark  # type: ignore[attr-defined]  # put there by pytest
    assert {case[0] for case in marked.args[1]} == set(get_args(Role))


@pytest.mark.parametrize("path", ["", f"/{NUMBER}", f"/{NUMBER}/assign"])
async def test_without_a_token_nothing_is_told(client: httpx.AsyncClient, path: str) -> None:
    method = "POST" if path.endswith("assign") else "GET"
    assert (await client.request(method, ROUTES + path, json={"unit_id": "legal"})).status_code == 401


async def test_clerks_and_auditors_see_all_urgent_first(client: httpx.AsyncClient) -> None:
    for token in (CLERK, "auditor@", "clerk,officer@permits"):
        assert numbers(await client.get(ROUTES, headers=bearer(token))) == named(URGENT, PERMITS, LEGAL, UNSURE)


async def test_officers_and_managers_see_the_inbox_of_their_units(client: httpx.AsyncClient) -> None:
    assert numbers(await client.get(ROUTES, headers=bearer("officer@permits"))) == named(URGENT, PERMITS)
    assert numbers(await client.get(ROUTES, headers=bearer("manager@legal,documents"))) == named(LEGAL, UNSURE)
    assert numbers(await client.get(ROUTES, headers=bearer("officer@"))) == []


async def test_another_units_inbox_is_as_empty_as_that_of_a_unit_that_does_not_exist(client: httpx.AsyncClient) -> None:
    headers = bearer("officer@permits")
    answers = [await client.get(ROUTES, params={"unit": unit}, headers=headers) for unit in ("legal", "nowhere")]
    assert [answer.json() for answer in answers] == [{"routes": [], "next": None}] * 2
    own = await client.get(ROUTES, params={"unit": "permits"}, headers=bearer("officer@permits,legal"))
    assert numbers(own) == named(URGENT, PERMITS)


async def test_a_route_that_may_not_be_seen_answers_like_one_that_does_not_exist(client: httpx.AsyncClient) -> None:
    foreign = await client.get(f"{ROUTES}/{LEGAL.number}", headers=bearer("officer@permits"))
    absent = await client.get(f"{ROUTES}/{numbered(99).number}", headers=bearer("officer@permits"))
    mistyped = await client.get(f"{ROUTES}/IN-2026-000001-0", headers=bearer("officer@permits"))
    assert [answer.status_code for answer in (foreign, absent, mistyped)] == [404, 404, 404]
    assert foreign.json() == absent.json() == mistyped.json()


async def test_the_doubtful_are_listed_for_the_clerk_with_what_was_in_question(client: httpx.AsyncClient) -> None:
    answer = await client.get(ROUTES, params={"certainty": "doubtful"}, headers=bearer(CLERK))
    assert numbers(answer) == named(UNSURE)
    certain = await client.get(ROUTES, params={"certainty": "certain", "unit": "legal"}, headers=bearer(CLERK))
    assert numbers(certain) == named(LEGAL)


async def test_pages_follow_each_other_to_the_end(client: httpx.AsyncClient) -> None:
    seen, after = [], ""
    for _ in range(5):
        answer = await client.get(ROUTES, params={"limit": 2, "after": after}, headers=bearer(CLERK))
        seen += numbers(answer)
        after = answer.json()["next"]
        if after is None:
            break
    assert seen == named(URGENT, PERMITS, LEGAL, UNSURE)


@pytest.mark.parametrize("wrong", [{"limit": "0"}, {"limit": "201"}, {"certainty": "perhaps"}, {"after": "x" * 101}])
async def test_a_question_that_cannot_be_understood_is_refused(
    client: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    assert (await client.get(ROUTES, params=wrong, headers=bearer(CLERK))).status_code == 422


async def test_nobody_is_shown_the_requesters_token(client: httpx.AsyncClient) -> None:
    one = await client.get(f"{ROUTES}/{PERMITS.number}", headers=bearer(CLERK))
    many = await client.get(ROUTES, headers=bearer(CLERK))
    assert one.json()["requester_address"] == PERMITS.requester.address
    assert PERMITS.requester.token not in one.text + many.text


async def test_a_number_may_be_written_as_people_write_it(client: httpx.AsyncClient) -> None:
    loosely = PERMITS.number.lower().replace("-", " - ")
    assert (await client.get(f"{ROUTES}/{loosely}", headers=bearer(CLERK))).json()["number"] == PERMITS.number


async def test_an_assignment_shows_the_new_unit_and_who_decided(client: httpx.AsyncClient) -> None:
    body = {"unit_id": "legal", "reason": "it is about a contract"}
    answer = await client.post(f"{ROUTES}/{PERMITS.number}/assign", json=body, headers=bearer(CLERK))
    assert (answer.status_code, answer.headers["ETag"], answer.json()["version"]) == (200, '"2"', 2)
    shown = (await client.get(f"{ROUTES}/{PERMITS.number}", headers=bearer(CLERK))).json()
    assert (shown["unit_id"], shown["version"], shown["because"]) == ("legal", 2, "clerk")
    last = shown["history"][-1]
    assert (last["who"], last["kind"], last["because"]) == (CLERK, "assigned", "it is about a contract")
    # It has left the inbox of the unit that had it.
    assert (await client.get(f"{ROUTES}/{PERMITS.number}", headers=bearer("officer@permits"))).status_code == 404


@pytest.mark.parametrize(
    ("number", "body", "status", "code"),
    [
        (PERMITS.number, {"unit_id": "nowhere"}, 422, "unknown-unit"),
        (PERMITS.number, {"unit_id": ""}, 422, "invalid-request"),
        (PERMITS.number, {"unit_id": "legal", "reason": "x" * 2001}, 422, "invalid-request"),
        (numbered(99).number, {"unit_id": "legal"}, 404, "not-found"),
        ("IN-2026-000001-0", {"unit_id": "legal"}, 404, "not-found"),
    ],
)
async def test_an_assignment_that_cannot_be_is_refused_with_a_reason(
    client: httpx.AsyncClient, number: str, body: dict[str, str], status: int, code: str
) -> None:
    answer = await client.post(f"{ROUTES}/{number}/assign", json=body, headers=bearer(CLERK))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_voided_transaction_is_shown_but_not_assigned(client: httpx.AsyncClient, routing: Routing) -> None:
    await routing.transaction_voided(voided(PERMITS))
    answer = await client.post(f"{ROUTES}/{PERMITS.number}/assign", json={"unit_id": "legal"}, headers=bearer(CLERK, 2))
    assert (answer.status_code, answer.json()["code"]) == (409, "already-void")
    shown = (await client.get(f"{ROUTES}/{PERMITS.number}", headers=bearer("officer@permits"))).json()
    assert (shown["voided"], shown["history"][-1]["because"]) == (True, "sent twice")
