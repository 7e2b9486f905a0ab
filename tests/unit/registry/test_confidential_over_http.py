"""Who has no clearance sees nothing of a confidential matter, and is answered as if it did not exist."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.registry.model import Duplicate, Matter
from shared.principal import Principal, Role
from tests.unit.registry.examples import NOW, UNIT, incomplete_matter, undecided_matter
from tests.unit.registry.office import Office

SECRET = {"confidential": True, "reason": "يتعلق بتحقيق"}


def hide(office: Office, matter: Matter) -> Matter:
    hidden = replace(matter, confidential_because="clerk")
    office.books.matters[matter.submission_id] = hidden
    return hidden


async def hidden_registered(office: Office) -> Matter:
    return hide(office, await office.registered())


@pytest.mark.parametrize("role", ["clerk", "auditor", "officer", "manager"])
async def test_a_role_and_a_unit_are_not_enough_without_clearance(office: Office, role: Role) -> None:
    matter = await hidden_registered(office)
    path = f"/api/v1/transactions/{matter.number}"
    statuses = []
    for clearance in ("ordinary", "confidential"):
        office.sign_in(role, units=(UNIT.unit_id,), clearance=clearance)
        statuses.append((await office.client.get(path)).status_code)
    assert statuses == [404, 200]


async def test_hidden_and_absent_are_answered_alike(office: Office) -> None:
    matter = await hidden_registered(office)
    office.sign_in("clerk")
    for path, absent in (
        (f"/api/v1/transactions/{matter.number}", "/api/v1/transactions/OUT-1999-000001-1"),
        (f"/api/v1/desk/{matter.submission_id}", f"/api/v1/desk/{UNIT_LESS}"),
    ):
        one, other = (await office.client.get(path)).json(), (await office.client.get(absent)).json()
        assert {**one, "trace_id": ""} == {**other, "trace_id": ""}


UNIT_LESS = "00000000-0000-4000-8000-000000000000"
DECISIONS: dict[str, dict[str, Any]] = {
    "register": {"request_type": "work-permit"},
    "return": {"remark": "x"},
    "reject": {"reason": "x"},
    "notes": {"text": "x"},
    "classify": {"confidential": False, "reason": "x"},
}


@pytest.mark.parametrize("decision", DECISIONS)
async def test_nobody_decides_about_what_he_may_not_see(office: Office, decision: str) -> None:
    matter = hide(office, await office.waiting())
    path = f"/api/v1/desk/{matter.submission_id}/{decision}"
    office.sign_in("clerk")
    assert (await office.client.post(path, json=DECISIONS[decision])).status_code == 404
    assert office.books.matters[matter.submission_id] == matter
    office.sign_in("clerk", clearance="confidential")
    assert (await office.client.post(path, json=DECISIONS[decision])).status_code == 200


async def test_a_hidden_number_is_an_unknown_one_to_whoever_joins_or_voids(office: Office) -> None:
    waiting, registered = await office.waiting(), await hidden_registered(office)
    office.sign_in("clerk")
    joined = await office.client.post(f"/api/v1/desk/{waiting.submission_id}/join", json={"number": registered.number})
    assert (joined.status_code, joined.json()["code"]) == (422, "unknown-transaction")
    assert (
        await office.client.post(f"/api/v1/transactions/{registered.number}/void", json={"reason": "x"})
    ).status_code == 404


async def test_lists_and_counts_of_the_desk_are_as_if_it_were_not_there(office: Office) -> None:
    shown, _ = await office.waiting(), hide(office, await office.waiting())
    seen = []
    for clearance in ("ordinary", "confidential"):
        office.sign_in("clerk", clearance=clearance)
        page = (await office.client.get("/api/v1/desk")).json()["waiting"]
        counts = (await office.client.get("/api/v1/desk/counts")).json()
        seen.append((len(page), counts["undecided"]["count"], counts["because"]["unreadable"]["count"]))
    assert seen == [(1, 1, 1), (2, 2, 2)]
    assert (await office.client.get(f"/api/v1/desk/{shown.submission_id}")).status_code == 200


async def test_nothing_is_a_duplicate_of_what_one_may_not_see(office: Office) -> None:
    hidden, plain = incomplete_matter(), incomplete_matter()
    for one in (replace(hidden, confidential_because="type"), plain):
        office.books.matters[one.submission_id] = one
    like = tuple(Duplicate(submission_id=one.submission_id, number=None, why="document") for one in (hidden, plain))
    both = replace(undecided_matter(), duplicates=like)
    only_hidden = replace(undecided_matter(received_at=NOW + timedelta(hours=1)), duplicates=like[:1])
    for one in (both, only_hidden):
        office.books.matters[one.submission_id] = one
    seen = []
    for clearance in ("ordinary", "confidential"):
        office.sign_in("clerk", clearance=clearance)
        page = (await office.client.get("/api/v1/desk", params={"duplicates": True})).json()["waiting"]
        counts = (await office.client.get("/api/v1/desk/counts")).json()["duplicates"]["count"]
        single = (await office.client.get(f"/api/v1/desk/{only_hidden.submission_id}")).json()["duplicates"]
        seen.append(([len(one["duplicates"]) for one in page], counts, len(single)))
    assert seen == [([1], 1, 0), ([2, 1], 2, 1)]


async def test_a_line_of_the_book_shows_number_and_time_so_that_nothing_is_missing_in_it(office: Office) -> None:
    matters = [await hidden_registered(office), await office.registered()]
    office.sign_in("auditor")
    lines = (await office.client.get("/api/v1/registers/incoming/2026")).json()["entries"]
    assert [one["sequence"] for one in lines] == [1, 2]
    assert lines[0] == {
        "number": matters[0].number,
        "sequence": 1,
        "submission_id": None,
        "registered_at": "2026-11-05T08:00:00Z",
        "sha256": None,
        "voided_at": None,
        "voided_because": "",
        "answered_by": [],
        "letter": None,
    }
    assert lines[1]["submission_id"] == str(matters[1].submission_id)
    office.sign_in("auditor", clearance="confidential")
    lines = (await office.client.get("/api/v1/registers/incoming/2026")).json()["entries"]
    assert [one["submission_id"] for one in lines] == [str(one.submission_id) for one in matters]


async def test_its_sender_follows_it_as_before(office: Office) -> None:
    matter = await hidden_registered(office)
    office.sign_out()
    told = (await office.client.get(f"/api/v1/tracking/{matter.requester.token}")).json()
    assert (told["number"], told["subject"]) == (matter.number, matter.subject)


async def test_a_clerk_registers_as_confidential_what_the_type_does_not_say(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    body = {"request_type": "work-permit", "confidential": True}
    answer = await office.client.post(f"/api/v1/desk/{matter.submission_id}/register", json=body)
    assert (answer.status_code, answer.json()["confidential_because"]) == (200, "clerk")
    assert (await office.client.get(f"/api/v1/transactions/{answer.json()['number']}")).status_code == 404


async def test_whoever_makes_it_confidential_without_clearance_loses_sight_of_it(office: Office) -> None:
    matter = await office.waiting()
    office.sign_in("clerk")
    path = f"/api/v1/desk/{matter.submission_id}"
    assert (await office.client.post(f"{path}/classify", json=SECRET)).status_code == 200
    assert (await office.client.get(path)).status_code == 404
    office.sign_in("clerk", clearance="confidential")
    again = await office.client.post(f"{path}/classify", json=SECRET)
    assert (again.status_code, again.json()["code"]) == (409, "already-classified")


async def test_a_clerks_delegate_decides_in_that_clerks_right_and_it_is_written_down(office: Office) -> None:
    """Our directory delegates no clerk's role; another issuer may."""
    matter = hide(office, await office.waiting())
    away = Principal(person_id="p9", name="", roles=frozenset({"clerk"}), units=frozenset(), clearance="confidential")
    office.sign_in("clerk", acts_for=(away,))
    path = f"/api/v1/desk/{matter.submission_id}"
    noted = await office.client.post(f"{path}/notes", json={"text": "x"})
    assert [(one["who"], one["on_behalf_of"]) for one in noted.json()["notes"]] == [("p1", "p9")]
    done = await office.client.post(f"{path}/register", json={"request_type": "work-permit"})
    steps = {one["what"]: (one["who"], one["on_behalf_of"]) for one in done.json()["history"]}
    assert steps["decided"] == steps["registered"] == ("p1", "p9")
    assert steps["received"] == ("diwan", "")


async def test_what_is_ones_own_to_decide_is_not_done_for_somebody_else(office: Office) -> None:
    matter = await office.waiting()
    away = Principal(person_id="p9", name="", roles=frozenset({"clerk"}), units=frozenset())
    office.sign_in("clerk", acts_for=(away,))
    noted = await office.client.post(f"/api/v1/desk/{matter.submission_id}/notes", json={"text": "x"})
    assert [one["on_behalf_of"] for one in noted.json()["notes"]] == [""]


async def test_an_officers_delegate_sees_what_the_officer_sees_with_the_officers_clearance(office: Office) -> None:
    matter = await hidden_registered(office)
    statuses = []
    for clearance in ("ordinary", "confidential"):
        away = Principal(
            person_id="p9",
            name="",
            roles=frozenset({"officer"}),
            units=frozenset({UNIT.unit_id}),
            clearance=clearance,
        )
        office.sign_in("agent", acts_for=(away,))
        statuses.append((await office.client.get(f"/api/v1/transactions/{matter.number}")).status_code)
    assert statuses == [404, 200]
