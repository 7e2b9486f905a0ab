"""Somebody acts for somebody, finds what is there, and puts right what it is, on the running stack."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx

from tests.e2e.outside import Outside, seen, wait_for
from tests.fuzz_http.askers import OWN_UNIT
from tests.fuzz_http.matters import Matter


def test_a_manager_on_leave_is_acted_for_and_what_is_done_says_so(outside: Outside, matters: Sequence[Matter]) -> None:
    matter = next(one for one in matters if one.unit == OWN_UNIT and not one.confidential)
    secret = next(one for one in matters if one.unit == OWN_UNIT and one.confidential)
    with outside.as_("agent") as agent:
        assert agent.get(f"/api/v1/routes/{matter.number}").status_code == 403
        agent_id = agent.get("/api/v1/me").json()["person_id"]
    now = datetime.now(UTC)
    with outside.as_("manager") as manager:
        manager_id = manager.get("/api/v1/me").json()["person_id"]
        given = manager.post(
            "/api/v1/delegations",
            json={
                "to": agent_id,
                "starts_at": (now - timedelta(minutes=1)).isoformat(),
                "ends_at": (now + timedelta(days=1)).isoformat(),
                "reason": "إجازة",
            },
        ).raise_for_status()
        with outside.as_("agent") as agent:
            me = agent.get("/api/v1/me").json()
            assert [one["person_id"] for one in me["acts_for"]] == [manager_id]
            assert me["acts_for"][0]["until"].startswith((now + timedelta(days=1)).date().isoformat())
            inbox = agent.get("/api/v1/inbox", params={"limit": 200}).raise_for_status().json()["entries"]
            assert {matter.number, secret.number} <= {one["number"] for one in inbox}
            route = agent.get(f"/api/v1/routes/{matter.number}").raise_for_status()
            noted = agent.post(
                f"/api/v1/routes/{matter.number}/notes",
                json={"text": "بالنيابة"},
                headers={"If-Match": route.headers["ETag"]},
            )
            noted.raise_for_status()
            note = agent.get(f"/api/v1/routes/{matter.number}").json()["notes"][-1]
            assert (note["person_id"], note["on_behalf_of"]) == (agent_id, manager_id)
            # The manager has clearance, and lends it for this.
            assert agent.get(f"/api/v1/documents/{secret.documents[0]}").status_code == 200
        ended = f"/api/v1/delegations/{given.json()['delegation_id']}/end"
        manager.post(ended, headers={"If-Match": given.headers["ETag"]}).raise_for_status()
    with outside.as_("auditor") as auditor:
        views = auditor.get(f"/api/v1/documents/{secret.documents[0]}/views").raise_for_status().json()
        assert (views[0]["person_id"], views[0]["on_behalf_of"]) == (agent_id, manager_id)
    with outside.as_("agent") as agent:
        assert agent.get(f"/api/v1/routes/{matter.number}").status_code == 403


def _found(client: httpx.Client, query: str, **wanted: str) -> list[str]:
    answer = client.get("/api/v1/matters", params={"q": query, **wanted}).raise_for_status()
    return [one["submission_id"] for one in answer.json()["found"]]


def test_what_came_is_found_by_its_words_and_its_type_is_put_right(outside: Outside) -> None:
    word = f"كلمة{uuid4().hex[:8]}"
    submitted = outside.http.post(
        "/api/v1/submissions",
        data={"request_type": "general-correspondence", "subject": f"إجازةُ {word}", "message": "x"},
        files=[("files", ("letter.pdf", b"%PDF-1.4 " + word.encode(), "application/pdf"))],
    ).raise_for_status()
    submission_id = submitted.json()["submission_id"]
    with outside.as_("clerk") as clerk:

        def routed() -> dict[str, object] | None:
            found = clerk.get(f"/api/v1/desk/{submission_id}")
            matter: dict[str, object] = found.json() if found.is_success else {}
            return matter if matter.get("due") else None

        matter = wait_for(routed)
        for query in (word, f"اجازه {word[:8]}", str(matter["number"])):
            assert submission_id in _found(clerk, query), query
        assert _found(clerk, f"{word} ليس-هنا") == []
        unit = matter["unit"]
        assert isinstance(unit, dict)
        assert _found(clerk, word, unit=unit["unit_id"], state="registered", channel="portal") == [submission_id]
        assert _found(clerk, word, unit="none") == []
        retyped = clerk.post(
            f"/api/v1/desk/{submission_id}/retype",
            json={"request_type": "court-notice", "reason": "إعلان"},
            headers=seen(matter),
        )
        retyped.raise_for_status()
        assert retyped.json()["number"] == matter["number"]

        def moved() -> dict[str, object] | None:
            now: dict[str, object] = clerk.get(f"/api/v1/desk/{submission_id}").json()
            return now if now["due"] != matter["due"] else None

        after = wait_for(moved)
        route = clerk.get(f"/api/v1/routes/{matter['number']}").json()
        assert (route["days_to_answer"], after["unit"]) == (3, matter["unit"])
        assert "retyped" in {one["kind"] for one in route["history"]}
