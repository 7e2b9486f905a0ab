"""Two clerks at one matter: neither overwrites the other, and what is repeated is done once."""

import httpx
import pytest

from tests.unit.registry.office import Office


async def decide(office: Office, path: str, headers: dict[str, str], reason: str = "no") -> httpx.Response:
    return await office.client.post(path, json={"reason": reason}, headers=headers)


@pytest.mark.parametrize("kind", ["waiting", "registered"])
async def test_an_answer_says_its_version_and_a_change_has_to(office: Office, kind: str) -> None:
    office.sign_in("clerk")
    if kind == "waiting":
        matter = await office.waiting()
        shown, change = f"/api/v1/desk/{matter.submission_id}", "reject"
    else:
        matter = await office.registered()
        shown, change = f"/api/v1/transactions/{matter.number}", "void"
    seen = await office.client.get(shown)
    assert (seen.headers["etag"], seen.json()["version"]) == (f'"{matter.version}"', matter.version)
    path = f"{shown}/{change}"
    for header, status, code in (
        ("*", 428, "version-required"),
        ('"0"', 412, "stale-version"),
        ("", 412, "stale-version"),
    ):
        refused = await decide(office, path, {"If-Match": header})
        assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert office.books.matters[matter.submission_id] == matter
    del office.client.headers["If-Match"]
    assert (await decide(office, path, {})).status_code == 428
    done = await decide(office, path, {"If-Match": seen.headers["etag"]})
    assert (done.status_code, done.headers["etag"]) == (200, f'"{done.json()["version"]}"')
    late = await decide(office, path, {"If-Match": seen.headers["etag"]})
    assert (late.status_code, late.json()["code"]) == (412, "stale-version")


async def test_the_same_request_again_is_done_once_and_answered_with_what_there_is(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    path = f"/api/v1/desk/{matter.submission_id}/reject"
    headers = {"If-Match": f'"{matter.version}"', "Idempotency-Key": "one"}
    first, second = await decide(office, path, headers), await decide(office, path, headers)
    assert (first.status_code, second.status_code) == (200, 200)
    assert (first.json(), first.headers["etag"]) == (second.json(), second.headers["etag"])
    assert office.books.commits == 2  # of the submission, and of the decision
    other = await decide(office, path, headers, reason="another")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


async def test_the_list_says_the_version_that_a_decision_needs(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    (listed,) = (await office.client.get("/api/v1/desk")).json()["waiting"]
    path = f"/api/v1/desk/{matter.submission_id}/reject"
    assert (await decide(office, path, {"If-Match": f'"{listed["version"]}"'})).status_code == 200
