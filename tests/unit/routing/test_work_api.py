"""Work over HTTP: what is asked for, what is answered, and what every change has to say."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from services.routing.service import Routing
from shared.ids import derived_id
from tests.unit.routing.examples import NUMBER, registered, voided

ROUTE = f"/api/v1/routes/{NUMBER}"
ROOT = derived_id(registered().submission_id, "root branch")
OFFICER, LAWYER, CLERK = "officer@permits", "officer@legal", "clerk@documents"
CHANGES: list[tuple[str, dict[str, Any] | None]] = [
    ("assign", {"unit_id": "legal"}),
    ("referrals", {"to": [{"unit_id": "legal"}]}),
    (f"branches/{ROOT}/accept", None),
    (f"branches/{ROOT}/return", {"reason": "x"}),
    (f"branches/{ROOT}/recall", {}),
    (f"branches/{ROOT}/done", {}),
    ("question", {"question": "?"}),
    ("question/settle", {}),
    ("close", {"reason": "x"}),
    ("notes", {"text": "x"}),
]


@pytest.fixture(autouse=True)
async def _letter(routing: Routing) -> None:
    await routing.transaction_registered(registered())


class Desk:
    """One person's requests, each of the newest version unless said."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._token = {"Authorization": f"Bearer {token}"}

    async def see(self, path: str = ROUTE, **parameters: Any) -> httpx.Response:
        return await self._client.get(path, params=parameters, headers=self._token)

    async def change(self, path: str, body: object = None, *, tag: str | None = None, **headers: str) -> httpx.Response:
        seen = (await self._client.get(ROUTE, headers={"Authorization": f"Bearer {CLERK}"})).headers["ETag"]
        sent = self._token | {"If-Match": seen if tag is None else tag} | headers
        if sent["If-Match"] == "":
            del sent["If-Match"]
        return await self._client.post(f"{ROUTE}/{path}", json=body, headers=sent)


@pytest.fixture
def officer(client: httpx.AsyncClient) -> Desk:
    return Desk(client, OFFICER)


@pytest.fixture
def lawyer(client: httpx.AsyncClient) -> Desk:
    return Desk(client, LAWYER)


@pytest.mark.parametrize(("path", "body"), CHANGES)
async def test_every_change_says_which_version_it_is_of(
    client: httpx.AsyncClient, path: str, body: dict[str, Any] | None
) -> None:
    someone = Desk(client, CLERK if path == "assign" else OFFICER)
    answers = [await someone.change(path, body, tag=tag) for tag in ("", "*", '"7"', 'W/"1"', "1", '"1x"', "?")]
    assert [answer.status_code for answer in answers] == [428, 428, 412, 412, 412, 412, 412]
    assert [answer.json()["code"] for answer in answers[1:3]] == ["version-required", "stale-version"]


@pytest.mark.parametrize(("path", "body"), CHANGES)
async def test_whoever_may_not_is_told_of_his_role_or_that_there_is_nothing(
    client: httpx.AsyncClient, path: str, body: dict[str, Any] | None
) -> None:
    statuses = {
        token: (await Desk(client, token).change(path, body, tag="")).status_code
        for token in ("auditor@permits", "agent@permits", "administrator@permits", LAWYER)
    }
    refused = 403 if path == "assign" else 404
    assert statuses == {"auditor@permits": 403, "agent@permits": 403, "administrator@permits": 403, LAWYER: refused}
    assert (await client.post(f"{ROUTE}/{path}", json=body)).status_code == 401


async def test_one_of_several_versions_is_enough(officer: Desk) -> None:
    assert (await officer.change("notes", {"text": "x"}, tag='"9", "1"')).status_code == 200


async def test_a_referral_is_shown_to_both_sides_with_what_each_may_do(officer: Desk, lawyer: Desk) -> None:
    body = {"to": [{"unit_id": "legal"}], "instruction": "للدراسة", "due_on": "2026-09-08"}
    answer = await officer.change("referrals", body)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    branch_id = answer.json()["branch_ids"][0]
    ours, theirs = [(await one.see()).json()["branches"][1] for one in (officer, lawyer)]
    assert (ours["branch_id"], ours["instruction"], ours["state"]) == (branch_id, "للدراسة", "open")
    assert (ours["given_by"]["person_id"], ours["given_from"], ours["parent_id"]) == (OFFICER, "permits", str(ROOT))
    assert (ours["clock"]["due_on"], ours["clock"]["left"], ours["clock"]["late"]) == ("2026-09-08", 4, False)
    assert (ours["may"], theirs["may"]) == (["recall"], ["refer", "accept", "return", "done", "ask"])


async def test_what_comes_back_is_the_givers_again(officer: Desk, lawyer: Desk) -> None:
    branch_id = (await officer.change("referrals", {"to": [{"unit_id": "legal"}]})).json()["branch_ids"][0]
    held_up = await officer.change(f"branches/{ROOT}/done", {})
    await lawyer.change(f"branches/{branch_id}/return", {"reason": "ليس من اختصاصنا"})
    gone = await lawyer.see()
    done = await officer.change(f"branches/{ROOT}/done", {"remark": "تم"})
    assert [one.status_code for one in (held_up, gone, done)] == [409, 404, 200]
    assert held_up.json()["code"] == "open-work-below"
    shown = (await officer.see()).json()
    assert (shown["complete"], shown["clock"], shown["branches"][1]["ended"]["because"]) == (
        True,
        None,
        "ليس من اختصاصنا",
    )


async def test_a_question_stops_the_clock_until_it_is_settled(officer: Desk) -> None:
    await officer.change("question", {"question": "متى يبدأ العمل؟"})
    asked = (await officer.see()).json()
    twice = await officer.change("question", {"question": "؟"})
    await officer.change("question/settle", {"because": "أجاب هاتفيًا"})
    settled = (await officer.see()).json()
    none = await officer.change("question/settle", {})
    assert (asked["waiting"], asked["clock"]["paused"], asked["questions"][0]["text"]) == (
        True,
        True,
        "متى يبدأ العمل؟",
    )
    assert (settled["waiting"], settled["clock"]["paused"], settled["questions"][0]["settled_how"]) == (
        False,
        False,
        "otherwise",
    )
    assert [one.json()["code"] for one in (twice, none)] == ["question-waiting", "no-question"]


async def test_a_repeated_request_is_answered_the_same(officer: Desk) -> None:
    body = {"to": [{"unit_id": "legal"}]}
    first, again, other = [
        await officer.change("referrals", one, tag='"1"', **{"Idempotency-Key": "k"})
        for one in (body, body, {**body, "instruction": "other"})
    ]
    assert (first.content, first.headers["ETag"]) == (again.content, again.headers["ETag"])
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


async def test_an_inbox_shows_the_branches_of_ones_units(officer: Desk, lawyer: Desk) -> None:
    await officer.change("referrals", {"to": [{"unit_id": "legal", "person_id": LAWYER}], "due_on": "2026-09-08"})
    page = (await lawyer.see("/api/v1/inbox", mine=True)).json()
    (entry,) = page["entries"]
    assert (entry["number"], entry["unit_id"], page["next"]) == (NUMBER, "permits", None)
    assert [(one["unit_id"], one["person_id"]) for one in entry["branches"]] == [("legal", LAWYER)]
    assert (await officer.see("/api/v1/inbox", mine=True)).json()["entries"] == []
    assert len((await officer.see("/api/v1/inbox", limit=1)).json()["entries"]) == 1


@pytest.mark.parametrize(
    ("token", "status"), [(CLERK, 200), ("manager@permits", 200), ("auditor@", 403), ("agent@", 403)]
)
async def test_an_inbox_is_for_those_who_work(client: httpx.AsyncClient, token: str, status: int) -> None:
    assert (await Desk(client, token).see("/api/v1/inbox")).status_code == status


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("referrals", {"to": []}),
        ("referrals", {"to": [{"unit_id": ""}]}),
        ("referrals", {"to": [{"unit_id": "legal"}] * 51}),
        ("referrals", {"to": [{"unit_id": "legal"}], "purpose": "amusement"}),
        ("referrals", {"to": [{"unit_id": "permits"}]}),
        ("referrals", {"to": [{"unit_id": "legal"}], "due_on": "2026-09-04"}),
        (f"branches/{ROOT}/return", {"reason": ""}),
        ("branches/x/accept", None),
        ("question", {"question": ""}),
        ("question", {"question": " \n"}),
        ("notes", {"text": "x" * 4001}),
    ],
)
async def test_what_cannot_be_is_refused(officer: Desk, path: str, body: object) -> None:
    answer = await officer.change(path, body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


async def test_on_what_is_void_nobody_works(officer: Desk, routing: Routing) -> None:
    await routing.transaction_voided(voided(registered()))
    codes = {(await officer.change(path, body)).json()["code"] for path, body in CHANGES if path != "assign"}
    assert codes == {"already-void"}
    shown = (await officer.see()).json()
    assert (shown["may"], shown["branches"][0]["may"], shown["clock"]) == ([], [], None)


async def test_a_branch_that_there_is_not_is_not_found(officer: Desk) -> None:
    assert (await officer.change(f"branches/{UUID(int=1)}/accept")).status_code == 404
