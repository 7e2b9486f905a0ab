"""A letter's whole way: drafted, sent back, approved, numbered, printed, delivered; and its transaction closed by it."""

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pypdfium2
import pytest

from tests.e2e.outside import Outside, pdf, wait_for
from tests.e2e.test_work import At, Transaction, transaction
from tests.fuzz_http.askers import OTHER_UNIT, OWN_UNIT, Asker

WORDS = {"subject": "الموافقة على الطلب", "body": "نفيدكم بالموافقة على طلبكم.\n\n1. تسدد الرسوم"}


@dataclass(frozen=True)
class Desk:
    """Somebody at work on letters."""

    http: httpx.Client
    headers: dict[str, str]

    def see(self, path: str, **parameters: Any) -> httpx.Response:
        return self.http.get(f"/api/v1/{path}", params=parameters, headers=self.headers)

    def draft(self, **body: Any) -> str:
        key = {"Idempotency-Key": uuid.uuid4().hex}
        answers = [self.http.post("/api/v1/letters", json=body, headers=self.headers | key) for _ in range(2)]
        first, again = (answer.raise_for_status().json()["letter_id"] for answer in answers)
        assert first == again
        return str(first)

    def do(self, letter_id: str, path: str, **body: Any) -> None:
        seen = {"If-Match": self.see(f"letters/{letter_id}").headers["ETag"]}
        self.http.post(f"/api/v1/letters/{letter_id}/{path}", json=body, headers=self.headers | seen).raise_for_status()

    def issued(self, letter_id: str) -> dict[str, Any]:
        def look() -> dict[str, Any] | None:
            shown: dict[str, Any] = self.see(f"letters/{letter_id}").json()
            return shown if shown["document"] else None

        return wait_for(look)


@pytest.fixture(scope="module")
def clerk(outside: Outside) -> Iterator[httpx.Client]:
    with outside.as_("clerk") as clerk:
        yield clerk


@pytest.fixture
def desk(outside: Outside, everybody: Sequence[Asker]) -> Callable[[str], Desk]:
    by_name = {asker.name: asker for asker in everybody}
    return lambda name: Desk(outside.http, by_name[name].headers)


def words_of(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(content)))


def root_of(desk: Desk, one: Transaction) -> tuple[At, str]:
    at = At(desk.http, desk.headers, one.number)
    return at, at.see().json()["branches"][0]["branch_id"]


def test_an_answer_reaches_the_requester_and_closes_the_transaction(
    outside: Outside, clerk: httpx.Client, desk: Callable[[str], Desk], somebody: Callable[[], str]
) -> None:
    one = transaction(outside, clerk, somebody(), OWN_UNIT)
    officer, manager = desk("officer"), desk("manager")
    file = pdf()
    sha256 = hashlib.sha256(file).hexdigest()
    officer.http.put(f"/api/v1/blobs/{sha256}", content=file, headers=officer.headers).raise_for_status()
    content = {
        "ar": WORDS,
        "recipient": {"name": "فاطمة", "address": one.sender},
        "by": "mail",
        "attachments": [{"name": "التصريح.pdf", "sha256": sha256}],
    }

    letter_id = officer.draft(kind="answer", number=one.number, content=content)
    officer.do(letter_id, "submit")
    manager.do(letter_id, "send-back", comments="يرجى ذكر الرسوم")
    edited = {**content, "en": {"subject": "Approval", "body": "Your request is approved."}}
    officer.do(letter_id, "editions", **edited)
    officer.do(letter_id, "submit")
    assert letter_id in {each["letter_id"] for each in manager.see("letters", shelf="to-approve").json()["letters"]}
    draft = manager.see(f"letters/{letter_id}/preview")
    assert "Your request is approved." in words_of(draft.content)
    manager.do(letter_id, "approve", edition=2)

    shown = officer.issued(letter_id)
    number = shown["number"]
    assert number.startswith(f"OUT-{dt.datetime.now(dt.UTC).year}-")
    notice = outside.notice(recipient=one.sender, kind="answered")
    sent = {each.get_filename(): each.get_content() for each in notice.message.iter_attachments()}
    assert sent["التصريح.pdf"] == file
    form = sent[f"{number}.pdf"]
    assert number in words_of(form)
    assert "نفيدكم بالموافقة على طلبكم" in words_of(form)
    tracking = f"/api/v1/tracking/{one.token}"
    wait_for(lambda: outside.http.get(tracking).json()["answers"])
    (answer,) = outside.http.get(tracking).json()["answers"]
    assert answer["number"] == number

    def downloaded() -> httpx.Response | None:
        got = outside.http.get(f"{tracking}/documents/{shown['document']['document_id']}")
        return got if got.is_success else None

    assert wait_for(downloaded).content == form
    wait_for(lambda: officer.see(f"documents/{shown['document']['document_id']}").is_success)
    at, root = root_of(officer, one)
    wait_for(lambda: at.see().json()["replies"])
    assert at.see().json()["closed"] is None
    at.do(f"branches/{root}/done", {})
    assert at.see().json()["closed"]["answered_by"] == number
    assert one.number not in at.inbox()
    wait_for(lambda: outside.http.get(tracking).json()["state"] == "closed")
    at.do("referrals", {"branch_id": root, "to": [{"unit_id": OTHER_UNIT}]})
    assert at.see().json()["closed"] is None
    wait_for(lambda: outside.http.get(tracking).json()["state"] != "closed")


def test_a_memo_gets_an_internal_number_and_a_letter_on_paper_a_delivery_log(
    desk: Callable[[str], Desk],
) -> None:
    officer, manager, clerk, lawyer = (desk(name) for name in ("officer", "manager", "clerk", "officer-elsewhere"))
    memo = officer.draft(kind="memo", content={"ar": WORDS, "by": "units", "to_units": [OTHER_UNIT]})
    paper = {"name": "سفارة", "postal_address": "ص.ب 1\nمسقط"}
    letter = officer.draft(kind="letter", content={"ar": WORDS, "recipient": paper, "by": "paper"})
    for one in (memo, letter):
        officer.do(one, "submit")
        manager.do(one, "approve", edition=1)
    assert officer.issued(memo)["number"].startswith("INT-")
    assert memo in {each["letter_id"] for each in lawyer.see("letters", shelf="received").json()["letters"]}
    document = officer.issued(memo)["document"]["document_id"]
    wait_for(lambda: lawyer.see(f"documents/{document}").is_success)
    assert officer.issued(letter)["stage"] == "dispatch"
    waiting = clerk.see("letters", shelf="unit", stage="dispatch").json()["letters"]
    assert letter in {each["letter_id"] for each in waiting}
    clerk.do(letter, "deliveries", outcome="dispatched", how="بريد", reference="RR1")
    officer.do(letter, "deliveries", outcome="delivered", remark="وقّع البواب")
    assert officer.issued(letter)["stage"] == "issued"


def test_what_needs_no_answer_is_closed_with_a_reason(
    outside: Outside, clerk: httpx.Client, desk: Callable[[str], Desk], somebody: Callable[[], str]
) -> None:
    one = transaction(outside, clerk, somebody(), OWN_UNIT)
    at, _ = root_of(desk("officer"), one)
    at.do("close", {"reason": "للحفظ"})
    assert at.see().json()["closed"]["because"] == "للحفظ"
    wait_for(lambda: outside.http.get(f"/api/v1/tracking/{one.token}").json()["state"] == "closed")
