"""Confidential transactions (سري) and delegates (تفويض), over HTTP and as they are heard of."""

import httpx
import pytest

from services.routing.service import Routing
from shared.errors import TransientError
from shared.ids import derived_id
from tests.unit.routing.examples import NUMBER, classified, numbered, registered
from tests.unit.routing.fakes import FakeRoutes

ROUTE = f"/api/v1/routes/{NUMBER}"
ROOT = derived_id(registered().submission_id, "root branch")


def as_(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_a_confidential_transaction_is_so_from_its_first_moment(routing: Routing, routes: FakeRoutes) -> None:
    await routing.transaction_registered(registered(confidential=True, version=3))
    (route,) = routes.kept.values()
    assert route.confidential
    assert [(one.confidential, one.classified) for one in routes.routed] == [(True, 3)]


async def test_a_change_is_told_to_those_who_let_people_see_it_and_the_older_news_changes_nothing(
    routing: Routing, routes: FakeRoutes
) -> None:
    await routing.transaction_registered(registered())
    for version, confidential in ((9, True), (4, False), (9, True), (12, False)):
        await routing.matter_classified(classified(version, confidential=confidential))
    assert [(one.confidential, one.classified) for one in routes.routed] == [(False, 0), (True, 9), (False, 12)]
    assert [one.moved_from for one in routes.routed] == [None, None, None]
    (route,) = routes.kept.values()
    steps = [(one.kind, one.who, one.because) for one in route.history[1:]]
    assert steps == [("classified", "p-0002", "تحقيق")] * 2


async def test_what_has_no_number_yet_waits_for_nothing(routing: Routing) -> None:
    await routing.matter_classified(classified(1, confidential=True, number=None))
    with pytest.raises(TransientError):
        await routing.matter_classified(classified(3, confidential=True))


@pytest.mark.parametrize("role", ["clerk@documents", "auditor@", "officer@permits", "manager@permits"])
async def test_a_role_and_a_unit_are_not_enough_without_clearance(
    routing: Routing, client: httpx.AsyncClient, role: str
) -> None:
    await routing.transaction_registered(registered(confidential=True))
    await routing.transaction_registered(numbered(2))
    seen = []
    for token in (role, f"{role}!"):
        shown = (await client.get(ROUTE, headers=as_(token))).status_code
        listed = (await client.get("/api/v1/routes", headers=as_(token))).json()["routes"]
        inbox = await client.get("/api/v1/inbox", headers=as_(token))
        held = len(inbox.json()["entries"]) if inbox.is_success else 0
        seen.append((shown, len(listed), held))
    # The desk holds nothing, and auditors have no inbox.
    holds = role.endswith("@permits")
    assert seen == [(404, 1, 1 if holds else 0), (200, 2, 2 if holds else 0)]


async def test_nobody_does_anything_to_what_he_may_not_see(routing: Routing, client: httpx.AsyncClient) -> None:
    await routing.transaction_registered(registered(confidential=True))
    for path, body in (
        ("assign", {"unit_id": "legal"}),
        ("referrals", {"to": [{"unit_id": "legal"}]}),
        (f"branches/{ROOT}/accept", None),
        (f"branches/{ROOT}/done", {}),
        ("question", {"question": "?"}),
        ("notes", {"text": "x"}),
    ):
        statuses = [
            (await client.post(f"{ROUTE}/{path}", json=body, headers=as_(token) | {"If-Match": '"0"'})).status_code
            for token in ("clerk,officer@permits", "clerk,officer@permits!")
        ]
        assert statuses == [404, 412], path


async def test_a_delegate_has_the_inbox_of_whom_he_acts_for_and_what_he_does_says_so(
    routing: Routing, client: httpx.AsyncClient
) -> None:
    await routing.transaction_registered(registered())
    token = "agent@+officer@permits"
    (entry,) = (await client.get("/api/v1/inbox", headers=as_(token))).json()["entries"]
    assert "accept" in entry["branches"][0]["may"]
    for path, body in ((f"branches/{ROOT}/accept", None), ("notes", {"text": "x"})):
        seen = await client.get(ROUTE, headers=as_(token))
        done = await client.post(f"{ROUTE}/{path}", json=body, headers=as_(token) | {"If-Match": seen.headers["ETag"]})
        assert done.status_code == 200
    detail = (await client.get(ROUTE, headers=as_(token))).json()
    (note,) = detail["notes"]
    assert (note["person_id"], note["on_behalf_of"]) == ("agent@", "officer@permits")
    accepted = detail["history"][-1]
    assert (accepted["kind"], accepted["who"], accepted["on_behalf_of"]) == ("accepted", "agent@", "officer@permits")


async def test_a_delegate_lists_both_units_each_by_the_clearance_that_goes_with_it(
    routing: Routing, client: httpx.AsyncClient
) -> None:
    for sequence, unit_id in ((1, "permits"), (2, "legal")):
        await routing.transaction_registered(numbered(sequence, unit_id=unit_id, confidential=True))
        await routing.transaction_registered(numbered(sequence + 10, unit_id=unit_id))
    numbers = {}
    for token in ("officer@permits+officer@legal", "officer@permits!+officer@legal", "officer@permits+officer@legal!"):
        listed = (await client.get("/api/v1/routes", headers=as_(token))).json()["routes"]
        inbox = (await client.get("/api/v1/inbox", headers=as_(token))).json()["entries"]
        assert {one["number"] for one in listed} == {one["number"] for one in inbox}
        numbers[token] = sorted((one["unit_id"], one["confidential"]) for one in listed)
    ordinary = [("legal", False), ("permits", False)]
    assert list(numbers.values()) == [
        ordinary,
        sorted([*ordinary, ("permits", True)]),
        sorted([*ordinary, ("legal", True)]),
    ]
