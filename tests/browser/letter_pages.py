"""Every page and state of a letter, and the steps by which people bring one to them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.sync_api import Page

from tests.browser.pages import Step, nothing
from tests.browser.work_pages import open_help
from tests.browser.works import give
from tests.e2e.outside import Outside, wait_for

BODY = "تحية طيبة وبعد،\n\nنفيدكم بالموافقة على طلبكم:\n\n- مدة التصريح سنتان\n- يُستلم من الدائرة"
ENGLISH = "Dear Sir or Madam,\n\nYour request is approved.\n\nYours faithfully,"


def content(subject: str, *, body: str = BODY, **said: Any) -> dict[str, Any]:
    """What a letter says, in both languages."""
    words = {"ar": {"subject": subject, "body": body}, "en": {"subject": "Your request", "body": ENGLISH}}
    recipient = {"name": "سالم بن علي", "address": "salim@company.example", "postal_address": "ص.ب 112\nمسقط"}
    return {**words, "by": "mail", "recipient": recipient, **said}


def draft(client: httpx.Client, **said: Any) -> str:
    """Begin a letter."""
    answer = client.post("/api/v1/letters", json=said, headers={"Idempotency-Key": uuid.uuid4().hex})
    return str(answer.raise_for_status().json()["letter_id"])


def change(client: httpx.Client, letter_id: str, path: str, **body: Any) -> None:
    """Change a letter as it is now."""
    seen = client.get(f"/api/v1/letters/{letter_id}").raise_for_status()
    headers = {"If-Match": seen.headers["ETag"], "Idempotency-Key": uuid.uuid4().hex}
    client.post(f"/api/v1/letters/{letter_id}/{path}", json=body or None, headers=headers).raise_for_status()


def wait_for_stage(client: httpx.Client, letter_id: str, stage: str) -> str:
    """Wait until a letter is that far; gives its number."""

    def there() -> dict[str, Any] | None:
        told: dict[str, Any] = client.get(f"/api/v1/letters/{letter_id}").raise_for_status().json()
        return told if told["stage"] == stage else None

    return str(wait_for(there)["number"])


@dataclass(frozen=True)
class Written:
    """A letter in every state that somebody can see, by its id; `number` is of the transaction that they answer."""

    number: str
    draft: str
    back: str
    waiting: str
    paper: str

    @classmethod
    def of(cls, outside: Outside) -> "Written":
        """Write them all by the interface."""
        number = give(outside).number
        with outside.as_("officer") as officer, outside.as_("manager") as manager:
            answer: dict[str, Any] = {"kind": "answer", "number": number}
            made = cls(
                number=number,
                draft=draft(officer, **answer, content=content("مسودة رد")),
                back=draft(officer, **answer, content=content("الموافقة على طلبكم")),
                waiting=draft(officer, **answer, content=content("الموافقة على تصريح العمل")),
                paper=draft(officer, kind="letter", content=content("طلب إفادة", by="paper")),
            )
            change(officer, made.back, "submit")
            change(manager, made.back, "send-back", comments="يُرجى ذكر مدة التصريح.")
            change(officer, made.waiting, "editions", **content("الموافقة على تصريح العمل", body=f"{BODY}\n\nوشكرًا."))
            for one in (made.waiting, made.paper):
                change(officer, one, "submit")
            change(manager, made.paper, "approve", edition=1)
            wait_for_stage(officer, made.paper, "dispatch")
            change(officer, made.paper, "deliveries", outcome="dispatched", how="بالبريد المسجل", reference="RR 123")
        return made


def save_nothing(page: Page) -> None:
    """Save a form in which something is missing."""
    page.fill("#name", "")
    page.locator("button[name=then]").first.click()
    page.locator("#name-faults p").wait_for()


def send_back_without_a_word(page: Page) -> None:
    """Send a letter back and say nothing."""
    page.locator("#act-send-back > summary").click()
    page.locator("#act-send-back button").click()
    page.locator("#comments-faults p").wait_for()


def officers_letters(written: Written) -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there: what an officer sees."""
    return {
        "letters-mine": ("/letters", nothing),
        "letters-help": ("/letters", open_help),
        "letters-unit-issued": ("/letters?shelf=unit&stage=discarded", nothing),
        "letters-dispatch": ("/letters?shelf=dispatch", nothing),
        "letters-received": ("/letters?shelf=received", nothing),
        "letters-of-matter": (f"/matters/{written.number}", nothing),
        "letters-choose": (f"/letters/new?kind=answer&number={written.number}", nothing),
        "letters-write": (f"/letters/write?kind=answer&number={written.number}&template=approval", nothing),
        "letters-write-faulty": (f"/letters/write?kind=answer&number={written.number}&template=approval", save_nothing),
        "letters-write-memo": ("/letters/write?kind=memo&template=memo", nothing),
        "letters-draft": (f"/letters/{written.draft}", nothing),
        "letters-back": (f"/letters/{written.back}", nothing),
        "letters-back-edit": (f"/letters/{written.back}/edit", nothing),
        "letters-waiting": (f"/letters/{written.waiting}", nothing),
        "letters-paper": (f"/letters/{written.paper}", nothing),
        "letters-print": (f"/letters/{written.paper}/print", nothing),
    }


def managers_letters(written: Written) -> Mapping[str, tuple[str, Step]]:
    """The same of what a manager sees."""
    return {
        "approvals": ("/approvals", nothing),
        "approvals-help": ("/approvals", open_help),
        "approvals-letter": (f"/letters/{written.waiting}?shelf=to-approve", nothing),
        "approvals-send-back": (f"/letters/{written.waiting}?shelf=to-approve", send_back_without_a_word),
    }
