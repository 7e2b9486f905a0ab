"""A form of the portal, from its fields and files to the number."""

import json
from collections.abc import Callable
from typing import Any

from tests.e2e.outside import Outside, pdf, wait_for

Somebody = Callable[[], str]
PAPERS = ("passport", "employment-contract", "commercial-registration")
FIELDS = {"civil_number": "12", "commercial_registration": "١٢٣٤٥٦٧", "occupation": "نجار"}


def test_a_field_that_does_not_fit_is_asked_for_corrected_and_registered(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    answer = outside.http.post(
        "/api/v1/submissions",
        data={
            "request_type": "work-permit",
            "subject": "تصريح عمل لنجار",
            "sender_email": sender,
            "fields": json.dumps(FIELDS),
            "document_codes": PAPERS,
        },
        # Cameras and scanners give such names: only the codes say what is what.
        files=[("files", (f"IMG_{n}.pdf", pdf(), "application/pdf")) for n, _ in enumerate(PAPERS)],
    )
    assert answer.status_code == 202, answer.text
    accepted = answer.json()
    token = accepted["tracking_token"]

    asked = _tracked(outside, token, "incomplete")
    assert (asked["missing"], [one["name"] for one in asked["wrong_fields"]]) == ([], ["civil_number"])
    notice = outside.notice(recipient=sender, kind="incomplete")
    assert asked["wrong_fields"][0]["title"]["ar"] in notice.text

    supplement = outside.http.post(
        f"/api/v1/tracking/{token}/supplements", data={"fields": json.dumps({"civil_number": "12345678"})}
    )
    assert supplement.status_code == 202, supplement.text

    told = wait_for(lambda: one if (one := _tracked(outside, token, "registered")).get("unit") else None)
    assert told["number"] == outside.notice(recipient=sender, kind="registered").number
    assert [step["what"] for step in told["steps"]] == ["received", "incomplete", "supplemented", "registered", "moved"]
    assert (told["wrong_fields"], told["request_type"]["code"]) == ([], "work-permit")
    assert {one["submission_id"] for one in told["documents"]} == {accepted["submission_id"]}
    with outside.as_("clerk") as clerk:
        shown = clerk.get(f"/api/v1/transactions/{told['number']}").json()
    with outside.as_("auditor") as auditor:
        kept = auditor.get(f"/api/v1/submissions/{accepted['submission_id']}").json()
    assert shown["fields"] == {**FIELDS, "civil_number": "12345678"}
    assert [one["code"] for one in shown["documents"]] == list(PAPERS)
    assert kept["fields"] == FIELDS


def test_what_is_wrong_with_a_form_is_said_by_its_name(outside: Outside) -> None:
    english = {"Accept-Language": "en"}
    fields = outside.http.post(
        "/api/v1/submissions", data={"subject": "x", "fields": '{"civil_number": 12}'}, headers=english
    )
    codes = outside.http.post(
        "/api/v1/submissions", data={"subject": "x", "document_codes": ["passport"]}, headers=english
    )
    assert (fields.status_code, [one["field"] for one in fields.json()["errors"]]) == (422, ["fields.civil_number"])
    assert (codes.status_code, codes.json()["code"]) == (422, "document-codes-mismatch")


def _tracked(outside: Outside, token: str, state: str) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        told: dict[str, Any] = outside.http.get(f"/api/v1/tracking/{token}").json()
        return told if told.get("state") == state else None

    return wait_for(look)
