"""The work on a transaction: referred, returned, asked about, and overtaken by a holiday."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.e2e.outside import Outside, letter, wait_for
from tests.fuzz_http.askers import OTHER_UNIT, OWN_UNIT, Asker
from tests.fuzz_http.matters import TYPE

HOLIDAY_UNIT = "labour-inspection"
"""Whose calendar changes: nobody else's days move."""


@dataclass(frozen=True)
class Transaction:
    """One that a clerk registered for a unit."""

    sender: str
    submission_id: str
    token: str
    number: str


@dataclass(frozen=True)
class At:
    """Somebody at work on one transaction."""

    http: httpx.Client
    headers: dict[str, str]
    number: str

    def see(self) -> httpx.Response:
        return self.http.get(f"/api/v1/routes/{self.number}", headers=self.headers)

    def do(self, path: str, body: object = None) -> dict[str, Any]:
        seen = {"If-Match": self.see().headers["ETag"], "Idempotency-Key": uuid.uuid4().hex}
        answer = self.http.post(f"/api/v1/routes/{self.number}/{path}", json=body, headers=self.headers | seen)
        answer.raise_for_status()
        done: dict[str, Any] = answer.json()
        return done

    def documents(self, submission_id: str) -> int:
        return self.http.get(f"/api/v1/submissions/{submission_id}/documents", headers=self.headers).status_code

    def inbox(self) -> set[str]:
        """All pages of it."""
        found: set[str] = set()
        after: str | None = ""
        while after is not None:
            answer = self.http.get("/api/v1/inbox", params={"after": after, "limit": 100}, headers=self.headers)
            answer.raise_for_status()
            found |= {entry["number"] for entry in answer.json()["entries"]}
            after = answer.json()["next"]
        return found


@pytest.fixture(scope="module")
def clerk(outside: Outside) -> Iterator[httpx.Client]:
    with outside.as_("clerk") as clerk:
        yield clerk


@pytest.fixture
def at(outside: Outside, everybody: Sequence[Asker]) -> Callable[[str, Transaction], At]:
    by_name = {asker.name: asker for asker in everybody}
    return lambda name, one: At(outside.http, by_name[name].headers, one.number)


def transaction(outside: Outside, clerk: httpx.Client, sender: str, unit: str) -> Transaction:
    sent = outside.http.post("/api/v1/submissions", data={"message": uuid.uuid4().hex, "sender_email": sender})
    accepted = sent.raise_for_status().json()
    submission_id = accepted["submission_id"]

    def registered() -> httpx.Response | None:
        body, waits = {"request_type": TYPE, "unit": unit}, f"/api/v1/desk/{submission_id}"
        seen = clerk.get(waits)
        if seen.status_code == httpx.codes.NOT_FOUND:
            return None
        return clerk.post(f"{waits}/register", json=body, headers={"If-Match": seen.headers["ETag"]})

    number = wait_for(registered).raise_for_status().json()["number"]
    wait_for(lambda: clerk.get(f"/api/v1/routes/{number}").is_success)
    return Transaction(sender, submission_id, accepted["tracking_token"], number)


def test_work_goes_to_units_in_parallel_and_one_of_them_returns_it(
    outside: Outside, clerk: httpx.Client, at: Callable[[str, Transaction], At], somebody: Callable[[], str]
) -> None:
    one = transaction(outside, clerk, somebody(), OWN_UNIT)
    officer, lawyer, desk = (at(name, one) for name in ("officer", "officer-elsewhere", "clerk"))
    assert lawyer.see().status_code == httpx.codes.NOT_FOUND
    to = [{"unit_id": unit} for unit in (OTHER_UNIT, "documents", HOLIDAY_UNIT)]

    done = officer.do("referrals", {"to": to, "instruction": "للدراسة والإفادة"})

    legal, documents, inspection = done["branch_ids"]
    assert one.number in lawyer.inbox()
    wait_for(lambda: lawyer.documents(one.submission_id) == httpx.codes.OK)
    lawyer.do(f"branches/{legal}/accept")
    lawyer.do(f"branches/{legal}/return", {"reason": "ليس من اختصاصنا"})
    assert lawyer.see().status_code == httpx.codes.NOT_FOUND
    assert one.number not in lawyer.inbox()
    wait_for(lambda: lawyer.documents(one.submission_id) == httpx.codes.NOT_FOUND)
    desk.do(f"branches/{documents}/done", {"remark": "لا مانع"})
    officer.do(f"branches/{inspection}/recall", {"reason": "لا حاجة إلى ذلك"})
    root = officer.see().json()["branches"][0]["branch_id"]
    officer.do(f"branches/{root}/done", {})
    shown = officer.see().json()
    assert [branch["state"] for branch in shown["branches"]] == ["done", "returned", "done", "recalled"]
    assert shown["complete"]
    assert one.number not in officer.inbox()
    # The requester heard of none of it.
    assert outside.notices(recipient=one.sender, kind="moved") == []


def test_a_question_goes_to_the_requester_and_a_reply_by_mail_answers_it(
    outside: Outside, clerk: httpx.Client, at: Callable[[str, Transaction], At], somebody: Callable[[], str]
) -> None:
    one = transaction(outside, clerk, somebody(), OWN_UNIT)
    officer, tracking = at("officer", one), f"/api/v1/tracking/{one.token}"

    officer.do("question", {"question": "متى يبدأ العمل في الموقع؟"})

    notice = outside.notice(recipient=one.sender, kind="question")
    assert "متى يبدأ العمل في الموقع؟" in notice.text
    wait_for(lambda: outside.http.get(tracking).json()["question"] == "متى يبدأ العمل في الموقع؟")
    assert officer.see().json()["clock"]["paused"]
    reply = letter(sender=one.sender, subject=f"Re: {notice.message['Subject']}", text="يوم الأحد القادم.")
    reply["In-Reply-To"] = str(notice.message["Message-ID"])
    address = str(notice.message["Reply-To"]).split("<")[-1].rstrip(">")
    outside.send(reply, sender=one.sender, recipients=(address,))
    wait_for(lambda: not officer.see().json()["waiting"])
    (question,) = officer.see().json()["questions"]
    assert question["settled_how"] == "supplemented"
    wait_for(lambda: outside.http.get(tracking).json()["question"] is None)


def seen(asker: httpx.Client, unit: str) -> dict[str, str]:
    """That one saw a unit as it is now."""
    return {"If-Match": asker.get(f"/api/v1/units/{unit}").headers["ETag"]}


def test_a_holiday_that_is_announced_late_moves_the_last_day_and_nobody_is_told_of_a_move(
    outside: Outside, clerk: httpx.Client, somebody: Callable[[], str]
) -> None:
    one = transaction(outside, clerk, somebody(), HOLIDAY_UNIT)
    outside.notice(recipient=one.sender, kind="registered")
    path, tracking = f"/api/v1/routes/{one.number}", f"/api/v1/tracking/{one.token}"
    before = clerk.get(path).json()["due_on"]
    calendar = f"/api/v1/units/{HOLIDAY_UNIT}/calendar"

    with outside.as_("admin") as administrator:
        words = {"reason": "إجازة بمناسبة العيد الوطني"}
        announced = administrator.patch(
            calendar, json={"days_off": {before: words["reason"]}}, headers=seen(administrator, HOLIDAY_UNIT)
        ).raise_for_status()
        wait_for(lambda: clerk.get(path).json()["due_on"] > before)
        effect = f"/api/v1/calendars/{HOLIDAY_UNIT}"
        moved = administrator.get(effect).raise_for_status().json()["moved"]
        assert {one["number"] for one in moved if one["old_due_on"] == before} >= {one.number}
        administrator.patch(
            calendar, json={"days_off": {before: None}}, headers={"If-Match": announced.headers["ETag"]}
        ).raise_for_status()

    step = clerk.get(path).json()["history"][-1]
    assert (step["kind"], step["old_due_on"], step["because"]) == ("rescheduled", before, f"{before} {words['reason']}")
    wait_for(lambda: outside.http.get(tracking).json()["due"] == step["new_due_on"])
    assert dt.date.fromisoformat(step["new_due_on"]) > dt.date.fromisoformat(before)
    wait_for(lambda: clerk.get(path).json()["due_on"] == before)
    wait_for(lambda: outside.http.get(tracking).json()["due"] == before)
    assert [notice.kind for notice in outside.notices(recipient=one.sender) if notice.kind == "moved"] == []
