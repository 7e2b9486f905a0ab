"""Linking transactions over HTTP: statuses, versions, and what each side is shown."""

import httpx
import pytest

from services.routing.service import Routing
from tests.unit.routing.examples import numbered

OFFICER, BOTH, CLERK = "officer@permits", "officer@permits,legal", "clerk@documents"
ONE, TWO = (str(numbered(sequence).number) for sequence in (1, 2))
RELATED = f"/api/v1/routes/{ONE}/related"


@pytest.fixture(autouse=True)
async def _letters(routing: Routing) -> None:
    await routing.transaction_registered(numbered(1, unit_id="permits"))
    await routing.transaction_registered(numbered(2, unit_id="legal"))


def said(token: str, **headers: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", **headers}


async def test_two_are_linked_seen_from_both_sides_and_parted(client: httpx.AsyncClient) -> None:
    made = await client.post(RELATED, json={"number": TWO.lower(), "note": "تكملة"}, headers=said(BOTH))
    assert (made.status_code, made.headers["ETag"]) == (200, '"1"')
    assert made.json() == {"numbers": [ONE, TWO], "version": 1, "linked": True}
    (there,) = (await client.get(f"/api/v1/routes/{TWO}/related", headers=said(BOTH))).json()["related"]
    assert (there["number"], there["unit_id"], there["seen"], there["may_unlink"]) == (ONE, "permits", True, True)
    assert [(step["kind"], step["because"]) for step in there["history"]] == [("linked", "تكملة")]
    path = f"{RELATED}/{TWO}/unlink"
    answers = [
        await client.post(path, json={"reason": "خطأ"}, headers=said(BOTH, **({"If-Match": tag} if tag else {})))
        for tag in ("", '"4"', '"1"')
    ]
    assert [answer.status_code for answer in answers] == [428, 412, 200]
    assert answers[-1].json()["linked"] is False


async def test_of_what_one_may_not_see_there_is_the_number_alone(client: httpx.AsyncClient) -> None:
    await client.post(RELATED, json={"number": TWO, "note": "of legal's"}, headers=said(BOTH))
    (there,) = (await client.get(RELATED, headers=said(OFFICER))).json()["related"]
    assert there == {
        "number": TWO,
        "version": 1,
        "linked": True,
        "seen": False,
        "subject": "",
        "unit_id": None,
        "closed": False,
        "voided": False,
        "history": [],
        "may_unlink": False,
    }


@pytest.mark.parametrize("other", [TWO, "IN-2026-000099-9", "OUT-1999-000001-1", "nonsense"])
async def test_what_one_may_not_see_is_as_if_it_were_not_there(client: httpx.AsyncClient, other: str) -> None:
    answer = await client.post(RELATED, json={"number": other}, headers=said(OFFICER))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    ("token", "statuses"),
    [("auditor@", (200, 403)), ("agent@permits", (403, 403)), ("officer@trade", (404, 404)), (CLERK, (200, 200))],
)
async def test_whoever_may_not_is_told_of_his_role_or_that_there_is_nothing(
    client: httpx.AsyncClient, token: str, statuses: tuple[int, int]
) -> None:
    seen = await client.get(RELATED, headers=said(token))
    linked = await client.post(RELATED, json={"number": TWO}, headers=said(token))
    assert (seen.status_code, linked.status_code) == statuses


async def test_what_cannot_be_is_refused_in_words(client: httpx.AsyncClient) -> None:
    own = await client.post(RELATED, json={"number": ONE}, headers=said(BOTH))
    await client.post(RELATED, json={"number": TWO}, headers=said(BOTH))
    twice = await client.post(RELATED, json={"number": TWO}, headers=said(BOTH))
    blank = await client.post(f"{RELATED}/{TWO}/unlink", json={"reason": " "}, headers=said(BOTH))
    codes = [(one.status_code, one.json()["code"]) for one in (own, twice)]
    assert codes == [(422, "impossible-link"), (409, "already-linked")]
    assert blank.status_code == 422


async def test_one_is_told_that_one_may_link(client: httpx.AsyncClient) -> None:
    assert "link" in (await client.get(f"/api/v1/routes/{ONE}", headers=said(OFFICER))).json()["may"]
    assert "link" not in (await client.get(f"/api/v1/routes/{ONE}", headers=said("auditor@"))).json()["may"]
