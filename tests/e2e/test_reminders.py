"""What comes due is told by mail to those who hold it and to their manager: once, in their language, one mail a day."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx

from tests.browser.works import Given, give
from tests.e2e.outside import Outside, wait_for


def busy_unit(administrator: httpx.Client) -> str:
    """A new unit that works every day, so that any day is a working day before the next one."""
    body = {
        "unit_id": f"round-the-clock-{uuid.uuid4().hex[:8]}",
        "kind": "department",
        "name": {"ar": "دائرة المناوبة", "en": "Round-the-clock Department"},
        "telephone": "+968 24 000 999",
        "time_zone": "Asia/Muscat",
        "weekend": [],
    }
    return str(administrator.post("/api/v1/units", json=body).raise_for_status().json()["unit_id"])


def hire(administrator: httpx.Client, unit: str, role: str, language: str) -> str:
    """Somebody new in a unit who is reached by mail; tells the address."""
    login = f"{role}-{uuid.uuid4().hex[:8]}"
    body = {
        "login": login,
        "name": {"ar": "راشد", "en": "Rashid"},
        "roles": [role],
        "units": [unit],
        "address": f"{login}@ministry.example",
        "language": language,
    }
    return str(administrator.post("/api/v1/people", json=body).raise_for_status().json()["address"])


def refer(officer: httpx.Client, given: Given, unit: str) -> bool:
    """Refer a transaction to a unit by tomorrow; no as long as routing has not heard of the unit."""
    tomorrow = datetime.now(ZoneInfo("Asia/Muscat")).date() + timedelta(days=1)
    seen = {"If-Match": officer.get(f"/api/v1/routes/{given.number}").raise_for_status().headers["ETag"]}
    body = {"to": [{"unit_id": unit}], "due_on": tomorrow.isoformat()}
    answer = officer.post(f"/api/v1/routes/{given.number}/referrals", json=body, headers=seen)
    return answer.is_success


def test_what_is_due_soon_is_one_mail_for_each_of_those_who_hold_it(outside: Outside) -> None:
    with outside.as_("admin") as administrator, outside.as_("officer") as officer:
        unit = busy_unit(administrator)
        manager, worker = hire(administrator, unit, "manager", "en"), hire(administrator, unit, "officer", "ar")
        first = give(outside, "Work permit for a welder")
        wait_for(lambda: refer(officer, first, unit))

        told = outside.notice(kind="reminder", recipient=manager)
        assert f"/en/matters/{first.number}\r\n" in told.text
        assert "Work permit for a welder" in told.text
        assert "Due on" in told.text
        assert told.message["Auto-Submitted"] == "auto-generated"
        assert f"/matters/{first.number}\r\n" in outside.notice(kind="reminder", recipient=worker).text

        # Whoever comes later is told of what comes later; who had the mail of this day has it.
        newcomer = hire(administrator, unit, "officer", "en")
        second = give(outside)
        wait_for(lambda: refer(officer, second, unit))
        assert second.number in outside.notice(kind="reminder", recipient=newcomer).text
        assert len(outside.notices(kind="reminder", recipient=manager)) == 1
        assert len(outside.notices(kind="reminder", recipient=worker)) == 1
