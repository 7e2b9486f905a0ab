"""The portal's API, as its users see it."""

import hashlib
import uuid
from collections.abc import Callable

from tests.e2e.outside import Outside, pdf, wait_for

Somebody = Callable[[], str]


def test_an_upload_is_accepted_registered_and_tracked(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    answer = outside.http.post(
        "/api/v1/submissions",
        data={"request_type": "general-correspondence", "subject": "خطاب عبر البوابة", "sender_email": sender},
        files=[("files", ("خطاب رسمي.pdf", pdf(), "application/pdf"))],
        headers={"Idempotency-Key": str(uuid.uuid4())},
    )

    assert answer.status_code == 202, answer.text
    accepted = answer.json()
    assert set(accepted) == {"submission_id", "received_at", "tracking_token", "tracking_url"}
    assert outside.notice(recipient=sender, kind="received").submission == accepted["submission_id"]
    registered = outside.notice(recipient=sender, kind="registered")
    tracked = wait_for(lambda: _with_unit(outside, accepted["tracking_token"]))
    assert tracked["state"] == "registered"
    assert tracked["number"] == registered.number
    assert tracked["telephone"].startswith("+968")
    assert tracked["due"]


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(outside: Outside) -> None:
    key, content = str(uuid.uuid4()), pdf()

    def submit(subject: str) -> tuple[int, dict[str, str]]:
        answer = outside.http.post(
            "/api/v1/submissions",
            data={"subject": subject, "sender_name": "سالم"},
            files=[("files", ("a.pdf", content, "application/pdf"))],
            headers={"Idempotency-Key": key, "Accept-Language": "en"},
        )
        return answer.status_code, answer.json()

    first, again, other = submit("خطاب"), submit("خطاب"), submit("خطاب آخر")

    assert first[0] == 202
    assert again == first
    assert other[0] == 422
    assert other[1]["code"] == "idempotency-key-reused"


def test_what_is_missing_can_be_completed_with_the_tracking_token(outside: Outside) -> None:
    accepted = outside.http.post(
        "/api/v1/submissions",
        data={"request_type": "work-permit", "subject": "تصريح عمل"},
        files=[("files", ("جواز السفر.pdf", pdf(), "application/pdf"))],
    ).json()
    token = accepted["tracking_token"]
    missing = wait_for(lambda: outside.http.get(f"/api/v1/tracking/{token}").json().get("missing"))

    answer = outside.http.post(
        f"/api/v1/tracking/{token}/supplements",
        files=[("files", (f"{one['title']['ar']}.pdf", pdf(), "application/pdf")) for one in missing],
    )

    assert answer.status_code == 202, answer.text
    assert answer.json()["supplements"] == accepted["submission_id"]
    assert wait_for(lambda: _with_unit(outside, token))["state"] == "registered"


def test_documents_are_seen_only_by_those_who_may(outside: Outside) -> None:
    content = pdf()
    accepted = outside.http.post(
        "/api/v1/submissions",
        data={"request_type": "general-correspondence", "subject": "سري"},
        files=[("files", ("خطاب.pdf", content, "application/pdf"))],
    ).json()
    tracked = wait_for(lambda: _with_unit(outside, accepted["tracking_token"]))
    with outside.as_("clerk") as clerk, outside.as_("officer") as officer, outside.as_("agent") as agent:
        document = clerk.get(f"/api/v1/transactions/{tracked['number']}").json()["documents"][0]
        path = f"/api/v1/documents/{document['document_id']}"
        download = wait_for(lambda: answer if (answer := clerk.get(path)).status_code == 200 else None)
        assert hashlib.sha256(download.content).digest() == hashlib.sha256(content).digest()
        assert download.headers["x-content-type-options"] == "nosniff"
        assert officer.get(path).status_code == 404
        absent = officer.get(f"/api/v1/documents/{uuid.uuid4()}")
        hidden = officer.get(path)
        assert {**absent.json(), "trace_id": ""} == {**hidden.json(), "trace_id": ""}
        assert agent.get(path).status_code == 403
    assert outside.http.get(path).status_code == 401


def test_bad_uploads_are_answered_in_the_senders_language_without_internals(outside: Outside) -> None:
    arabic = outside.http.post("/api/v1/submissions", data={"request_type": "no-such-type", "subject": "x"})
    english = outside.http.post(
        "/api/v1/submissions", data={"sender_name": "nobody"}, headers={"Accept-Language": "en"}
    )

    assert arabic.status_code == 422
    assert arabic.headers["content-type"] == "application/problem+json"
    assert arabic.headers["content-language"] == "ar"
    assert arabic.json()["code"] == "unknown-request-type"
    assert english.json()["code"] == "empty-submission"
    assert english.headers["content-language"] == "en"
    assert "Traceback" not in arabic.text + english.text


def _with_unit(outside: Outside, token: str) -> dict[str, str]:
    tracked: dict[str, str] = outside.http.get(f"/api/v1/tracking/{token}").json()
    return tracked if tracked.get("unit") else {}
