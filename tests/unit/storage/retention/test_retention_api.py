"""Retention over HTTP: who may ask for what, and what is answered."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.unit.storage.fakes import as_, cleared
from tests.unit.storage.retention.fakes import LONG_AGO, matter, number
from tests.unit.storage.retention.house import CONTENT, House

ADMINISTRATOR, AUDITOR = as_("administrator"), as_("auditor")
HERE = "/api/v1/retention"


@pytest.fixture
async def client(house: House) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=house.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://storage") as client:
        yield client


async def test_classes_are_changed_with_what_was_seen_and_put_back(client: httpx.AsyncClient) -> None:
    seen = await client.get(f"{HERE}/classes", headers=AUDITOR)
    assert (seen.status_code, seen.headers["etag"], seen.json()["content"]) == (200, '"1"', CONTENT)
    changed = {"content": {**CONTENT, "default": "permanent"}, "why": "قرار"}
    path = f"{HERE}/classes"
    assert (await client.put(path, json=changed, headers=ADMINISTRATOR)).status_code == 428
    assert (await client.put(path, json=changed, headers=ADMINISTRATOR | {"If-Match": '"9"'})).status_code == 412
    put = await client.put(path, json=changed, headers=ADMINISTRATOR | {"If-Match": '"1"', "Idempotency-Key": "k"})
    assert (put.status_code, put.headers["etag"], put.json()["why"]) == (200, '"2"', "قرار")
    again = await client.put(path, json=changed, headers=ADMINISTRATOR | {"If-Match": '"1"', "Idempotency-Key": "k"})
    assert again.json() == put.json()
    wrong = {"content": {**CONTENT, "default": "x"}, "why": "x"}
    refused = await client.put(path, json=wrong, headers=ADMINISTRATOR | {"If-Match": '"2"', "Accept-Language": "en"})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": "default", "message": "None of the classes has this code."}]
    back = await client.post(
        f"{path}/versions/1/restore", json={"why": "رجوع"}, headers=ADMINISTRATOR | {"If-Match": '"2"'}
    )
    assert (back.json()["number"], back.json()["restores"]) == (3, 1)
    history = await client.get(f"{path}/versions", headers=AUDITOR)
    assert [one["number"] for one in history.json()] == [3, 2, 1]
    assert (await client.get(f"{path}/versions/2", headers=AUDITOR)).json()["content"]["default"] == "permanent"
    assert (await client.get(f"{path}/versions/9", headers=AUDITOR)).status_code == 404


async def test_what_is_due_is_paged_and_told_without_a_word_of_what_it_is_about(
    client: httpx.AsyncClient, house: House
) -> None:
    for sequence in (1, 2, 3):
        await house.closed(matter(sequence), b"1234")
    await house.closed(matter(4, confidential=True), b"1234")
    first = (await client.get(f"{HERE}/due", params={"limit": 2}, headers=ADMINISTRATOR)).json()
    further = {"limit": 2, "after": first["next"], "counts": "false"}
    rest = (await client.get(f"{HERE}/due", params=further, headers=ADMINISTRATOR)).json()
    both = [*first["transactions"], *rest["transactions"]]
    assert ({one["number"] for one in both}, rest["next"]) == ({number(1), number(2), number(3)}, None)
    assert (first["counts"], rest["counts"]) == ([{"retention_class": "short", "year": 2024, "transactions": 3}], [])
    one: dict[str, Any] = both[0]
    assert "subject" not in one
    assert {name: one[name] for name in ("retention_class", "years", "counted_from", "then", "documents", "size")} == {
        "retention_class": "short",
        "years": 5,
        "counted_from": "closed",
        "then": "delete",
        "documents": 1,
        "size": 4,
    }
    assert one["since"] == LONG_AGO.isoformat().replace("+00:00", "Z")
    seen = (await client.get(f"{HERE}/due", headers=cleared("administrator"))).json()
    assert seen["counts"][0]["transactions"] == 4
    assert (await client.get(f"{HERE}/due", params={"class": "looked-at"}, headers=AUDITOR)).json()[
        "transactions"
    ] == []
    assert (await client.get(f"{HERE}/due", params={"after": "x"}, headers=AUDITOR)).status_code == 422


async def test_a_list_is_confirmed_once_and_shown(client: httpx.AsyncClient, house: House) -> None:
    for sequence in (1, 2):
        await house.closed(matter(sequence, confidential=sequence == 2), b"1234")
    body = {"numbers": [number(1), number(2)], "why": "محضر 3"}
    refused = await client.post(f"{HERE}/disposals", json=body, headers=ADMINISTRATOR | {"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not-due")
    assert refused.json()["errors"] == [
        {"field": "numbers.1", "message": "The documents of this transaction are not due."}
    ]
    who = cleared("administrator") | {"Idempotency-Key": "once"}
    first, again = [await client.post(f"{HERE}/disposals", json=body, headers=who) for _ in range(2)]
    assert (first.status_code, again.json()) == (202, first.json())
    assert (first.json()["done"], first.json()["why"], len(first.json()["transactions"])) == (False, "محضر 3", 2)
    other = await client.post(f"{HERE}/disposals", json={**body, "why": "x"}, headers=who)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    await house.finishing.finish()
    path = f"{HERE}/disposals/{first.json()['disposal_id']}"
    done = (await client.get(path, headers=cleared("auditor"))).json()
    assert (done["done"], [one["outcome"] for one in done["transactions"]]) == (True, ["deleted", "deleted"])
    # Whoever has no clearance sees a line less.
    assert [one["number"] for one in (await client.get(path, headers=AUDITOR)).json()["transactions"]] == [number(1)]
    listed = (await client.get(f"{HERE}/disposals", headers=AUDITOR)).json()
    assert ([one["disposal_id"] for one in listed["disposals"]], listed["next"]) == ([done["disposal_id"]], None)
    assert (
        await client.get(f"{HERE}/disposals/{'0' * 8}-0000-4000-8000-{'0' * 12}", headers=AUDITOR)
    ).status_code == 404
    assert (await client.get(f"{HERE}/disposals", params={"after": "x"}, headers=AUDITOR)).status_code == 422


async def test_a_hold_has_a_reason_and_a_history(client: httpx.AsyncClient) -> None:
    path = f"{HERE}/holds/{number(1)}"
    held = await client.put(path, json={"why": "دعوى"}, headers=ADMINISTRATOR)
    assert (held.status_code, held.json()["held"], held.headers["etag"]) == (200, True, '"1"')
    listed = (await client.get(f"{HERE}/holds", headers=AUDITOR)).json()
    assert ([one["transaction"] for one in listed["holds"]], listed["next"]) == ([number(1)], None)
    released = await client.delete(path, params={"why": "صدر الحكم"}, headers=ADMINISTRATOR | {"If-Match": '"1"'})
    assert (released.status_code, released.json()["held"], released.json()["said"]["why"]) == (200, False, "صدر الحكم")
    assert (await client.get(f"{HERE}/holds", headers=AUDITOR)).json()["holds"] == []
    said = (await client.get(path, headers=AUDITOR)).json()
    assert [(one["held"], one["said"]["why"]) for one in said] == [(False, "صدر الحكم"), (True, "دعوى")]
    assert (await client.get(f"{HERE}/holds/{number(2)}", headers=AUDITOR)).status_code == 404
    assert (await client.delete(path, headers=ADMINISTRATOR)).status_code == 422
    assert (await client.put(f"{HERE}/holds/x", json={"why": "x"}, headers=ADMINISTRATOR)).json()["code"] == "no-number"


@pytest.mark.parametrize("who", ["clerk", "officer", "manager", "agent"])
async def test_others_are_refused(client: httpx.AsyncClient, who: str) -> None:
    for path in ("classes", "classes/versions", "due", "disposals", "holds"):
        assert (await client.get(f"{HERE}/{path}", headers=cleared(who))).status_code == 403
    change = await client.post(f"{HERE}/disposals", json={"numbers": ["x"], "why": "x"}, headers=AUDITOR)
    assert change.status_code == 403
