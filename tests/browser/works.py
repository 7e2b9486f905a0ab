"""Transactions in a unit with work on them, made by the services' own interfaces, and people who work there."""

import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from services.routing.calendars import UnitCalendar
from tests.browser.desks import letter, picture
from tests.browser.matters import tracked
from tests.e2e.outside import Outside, pdf, wait_for

UNITS = ("legal-affairs", "labour-inspection", "occupational-safety")
"""To whom the demonstration's officer refers."""
NAMES = {
    "legal-affairs": ("هدى بنت راشد الكندية", "Huda Al Kindi"),
    "labour-inspection": ("خالد بن سيف الهنائي", "Khalid Al Hinai"),
    "occupational-safety": ("مريم بنت سعود البوسعيدية", "Maryam Al Busaidi"),
}


@dataclass(frozen=True)
class Colleague:
    """Somebody of another unit, who can sign in."""

    person_id: str
    login: str
    password: str
    unit: str

    def client(self, outside: Outside) -> httpx.Client:
        """A client that is signed in."""
        form = {"grant_type": "password", "username": self.login, "password": self.password}
        token = outside.http.post("/api/v1/token", data=form).raise_for_status().json()["access_token"]
        return httpx.Client(
            base_url=outside.stack.base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
            trust_env=False,
        )


def hire(outside: Outside, unit: str, role: str = "officer") -> Colleague:
    """Somebody new in a unit."""
    login, password = f"{role}-{uuid.uuid4().hex[:8]}", secrets.token_urlsafe(18)
    arabic, english = NAMES.get(unit, ("راشد بن حمد السيابي", "Rashid Al Siyabi"))
    body = {"login": login, "name": {"ar": arabic, "en": english}, "roles": [role], "units": [unit]}
    with outside.as_("admin") as administrator:
        person_id = administrator.post("/api/v1/people", json=body).raise_for_status().json()["person_id"]
        invitation = administrator.post(f"/api/v1/people/{person_id}/invitation").raise_for_status().json()
    chosen = {"secret": invitation["secret"], "password": password}
    outside.http.post("/api/v1/passwords", json=chosen).raise_for_status()
    return Colleague(person_id=person_id, login=login, password=password, unit=unit)


@dataclass(frozen=True)
class Given:
    """A transaction that a unit has."""

    submission_id: str
    token: str
    number: str


def give(outside: Outside, subject: str = "تصريح عمل لعامل", **said: str) -> Given:
    """Hand in a request that is whole, so that it goes to the unit for permits by itself."""
    fields = {"civil_number": "12345678", "commercial_registration": "1234567", "occupation": "نجار"}
    data = {"request_type": "work-permit", "subject": subject, "sender_name": "سالم بن علي", "message": "مرفق."}
    files = (
        ("passport.pdf", letter("Passport", "Page two"), "application/pdf"),
        ("employment contract.pdf", letter("Contract"), "application/pdf"),
        ("commercial registration.pdf", pdf(), "application/pdf"),
        ("photograph.png", picture(), "image/png"),
    )
    answer = outside.http.post(
        "/api/v1/submissions",
        data={**data, "fields": json.dumps(fields), **said},
        files=[("files", file) for file in files],
    )
    accepted = answer.raise_for_status().json()
    number = wait_for(lambda: tracked(outside, accepted["tracking_token"]).get("number"))
    given = Given(accepted["submission_id"], accepted["tracking_token"], number)
    with outside.as_("officer") as officer:
        wait_for(lambda: officer.get(f"/api/v1/transactions/{number}").is_success)
        wait_for(lambda: officer.get(f"/api/v1/submissions/{given.submission_id}/documents").is_success)
    return given


def do(client: httpx.Client, number: str, path: str, **body: Any) -> Mapping[str, Any]:
    """Change a transaction as it is now."""
    seen = client.get(f"/api/v1/routes/{number}").raise_for_status()
    answer = client.post(f"/api/v1/routes/{number}/{path}", json=body, headers={"If-Match": seen.headers["ETag"]})
    done: Mapping[str, Any] = answer.raise_for_status().json()
    return done


def working_day(ahead: int = 5) -> str:
    """The day after so many working days here."""
    calendar = UnitCalendar(weekend=frozenset({5, 6}), holiday_country="OM")
    return calendar.due_on(datetime.now(ZoneInfo("Asia/Muscat")).date(), ahead).isoformat()


@dataclass(frozen=True)
class Works:
    """A transaction in every state that an officer can see, by its number."""

    open: str
    referred: str
    asked: str
    done: str

    @classmethod
    def of(cls, outside: Outside) -> "Works":
        """Hand everything in, and work on it."""
        made = cls(
            open=give(outside).number,
            referred=give(outside, "Work permit for a welder").number,
            asked=give(outside, "تجديد تصريح عمل").number,
            done=give(outside, "تصريح عمل لسائق").number,
        )
        legal, inspection, _ = people = [hire(outside, unit) for unit in UNITS]
        with outside.as_("officer") as officer:
            to = [{"unit_id": one.unit} for one in people]
            instruction = "للدراسة والإفادة بالرأي قبل الموعد."
            referred = do(officer, made.referred, "referrals", to=to, instruction=instruction, due_on=working_day())
            first, second, _ = referred["branch_ids"]
            do(officer, made.referred, "notes", text="اتصلنا بصاحب العمل، وسيرسل العقد الموقّع غدًا.")
            do(officer, made.asked, "question", question="ما عنوان موقع العمل؟")
            related = {"number": made.asked, "note": "تكملة لطلب الشركة نفسها."}
            officer.post(f"/api/v1/routes/{made.open}/related", json=related).raise_for_status()
            root = officer.get(f"/api/v1/routes/{made.done}").json()["branches"][0]["branch_id"]
            do(officer, made.done, f"branches/{root}/done", remark="صدر التصريح.")
        with legal.client(outside) as client:
            do(client, made.referred, f"branches/{first}/return", reason="ليس من اختصاصنا.")
        with inspection.client(outside) as client:
            do(client, made.referred, f"branches/{second}/accept")
            do(client, made.referred, "referrals", to=[{"unit_id": "dhofar"}], purpose="information")
        return made
