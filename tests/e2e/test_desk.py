"""What clerks do at the desk, through the gateway."""

from collections.abc import Callable
from typing import Any

import httpx

from tests.e2e.outside import Outside, letter, seen, wait_for

Somebody = Callable[[], str]


def test_a_letter_is_noted_asked_about_and_joined_to_the_transaction_that_it_belongs_to(
    outside: Outside, somebody: Somebody
) -> None:
    sender = somebody()
    outside.send(letter(sender=sender, subject="خطاب", files=("خطاب.pdf",)), sender=sender)
    registered = outside.notice(recipient=sender, kind="registered")
    outside.send(letter(sender=sender, subject="متابعة", text="هل وصلكم الخطاب؟"), sender=sender)
    second = wait_for(lambda: _other(outside, sender, registered.submission))

    with outside.as_("clerk") as clerk:
        path = f"/api/v1/desk/{second}"
        waiting = wait_for(lambda: _shown(clerk.get(path)))
        assert waiting["submission_id"] in [
            one["submission_id"]
            for one in clerk.get(f"/api/v1/desk?because={waiting['because']}&limit=200").json()["waiting"]
        ]
        assert clerk.get("/api/v1/desk/counts").json()["because"][waiting["because"]]["count"] >= 1

        noted = clerk.post(f"{path}/notes", json={"text": "اتصلت به"}, headers=seen(waiting))
        assert (noted.status_code, noted.headers["ETag"]) == (200, f'"{noted.json()["version"]}"')
        stale = clerk.post(f"{path}/reject", json={"reason": "x"}, headers=seen(waiting))
        assert (stale.status_code, stale.json()["code"]) == (412, "stale-version")
        assert clerk.post(f"{path}/reject", json={"reason": "x"}).status_code == 428

        headers = {**seen(noted.json()), "Idempotency-Key": "join"}
        joined = clerk.post(f"{path}/join", json={"number": registered.number}, headers=headers)
        assert (joined.status_code, joined.json()["joined_to"]) == (200, registered.number)
        assert clerk.post(f"{path}/join", json={"number": registered.number}, headers=headers).json() == joined.json()

        brought = wait_for(lambda: second in _brought(clerk, registered.submission))
        assert brought
        assert _brought(clerk, second) == set()
    assert outside.notice(recipient=sender, kind="supplemented").submission == registered.submission
    assert len(outside.notices(recipient=sender, kind="registered")) == 1


def test_a_clerk_asks_for_a_field_by_its_name_and_the_notice_names_it(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    outside.send(letter(sender=sender, subject="مرحبا", text="أريد تصريح"), sender=sender)
    received = outside.notice(recipient=sender, kind="received")
    field = next(
        field
        for one in outside.http.get("/api/v1/request-types").json()
        if one["code"] == "work-permit"
        for field in one["fields"]
    )
    with outside.as_("clerk") as clerk:
        path = f"/api/v1/desk/{received.submission}"
        waiting = wait_for(lambda: _shown(clerk.get(path)))
        body = {"request_type": "work-permit", "fields": [field["name"]], "remark": "نرجو الإفادة"}
        assert clerk.post(f"{path}/return", json=body, headers=seen(waiting)).status_code == 200
    assert field["title"]["ar"] in outside.notice(recipient=sender, kind="incomplete").text


def _other(outside: Outside, sender: str, submission: str) -> str | None:
    found = {one.submission for one in outside.notices(recipient=sender, kind="received")} - {submission}
    return found.pop() if found else None


def _shown(answer: httpx.Response) -> dict[str, Any] | None:
    found: dict[str, Any] = answer.json()
    return found if answer.status_code == httpx.codes.OK else None


def _brought(clerk: httpx.Client, submission: str) -> set[str]:
    answer = clerk.get(f"/api/v1/submissions/{submission}/documents")
    return {one["brought_by"] for one in answer.json()} if answer.is_success else set()
