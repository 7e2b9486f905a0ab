"""An answer's whole way: drafted, approved, numbered, printed, sent, downloaded by whoever asked, and closed."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

import httpx
import pytest

from shared.ids import derived_id
from tests.e2e.outside import Outside, pdf, wait_for
from tests.fuzz_http.askers import OWN_UNIT, Asker
from tests.fuzz_http.matters import TYPE

YEAR = dt.datetime.now(dt.timezone(dt.timedelta(hours=4))).year


class Writer:
    """Somebody who writes or approves letters."""

    def __init__(self, http: httpx.Client, headers: dict[str, str]) -> None:
        self._http = http
        self._headers = headers

    def draft(self, **said: Any) -> str:
        key = {"Idempotency-Key": uuid.uuid4().hex}
        answer = self._http.post("/api/v1/letters", json=said, headers=self._headers | key)
        return str(answer.raise_for_status().json()["letter_id"])

    def do(self, letter_id: str, path: str, **body: Any) -> None:
        seen = {"If-Match": self.see(letter_id).headers["ETag"], "Idempotency-Key": uuid.uuid4().hex}
        done = self._http.post(f"/api/v1/letters/{letter_id}/{path}", json=body or None, headers=self._headers | seen)
        done.raise_for_status()

    def see(self, letter_id: str) -> httpx.Response:
        return self._http.get(f"/api/v1/letters/{letter_id}", headers=self._headers).raise_for_status()

    def keep(self, content: bytes) -> str:
        """A file in the vault, and its hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._http.put(f"/api/v1/blobs/{sha256}", content=content, headers=self._headers).raise_for_status()
        return sha256

    def finish(self, number: str, branch: UUID) -> None:
        route = self._http.get(f"/api/v1/routes/{number}", headers=self._headers).raise_for_status()
        seen = {"If-Match": route.headers["ETag"], "Idempotency-Key": uuid.uuid4().hex}
        path = f"/api/v1/routes/{number}/branches/{branch}/done"
        self._http.post(path, json={"remark": "تم الرد"}, headers=self._headers | seen).raise_for_status()


@pytest.fixture(scope="module")
def clerk(outside: Outside) -> Iterator[httpx.Client]:
    with outside.as_("clerk") as clerk:
        yield clerk


@pytest.fixture
def at(outside: Outside, everybody: Sequence[Asker]) -> Callable[[str], Writer]:
    by_name = {asker.name: asker for asker in everybody}
    return lambda name: Writer(outside.http, by_name[name].headers)


def words(subject: str) -> dict[str, str]:
    return {"subject": subject, "body": "تحية طيبة وبعد،\n\nنفيدكم بالموافقة على طلبكم."}


def numbered(writer: Writer, letter_id: str) -> str:
    """The letter's number, once it is issued."""

    def issued() -> str | None:
        letter = writer.see(letter_id).json()
        return str(letter["number"]) if letter["stage"] == "issued" else None

    return wait_for(issued)


def line_of(outside: Outside, book: str, number: str) -> dict[str, Any]:
    lines = outside.book(YEAR, book)
    assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
    (line,) = (line for line in lines if line["number"] == number)
    return line


def test_an_answer_goes_from_the_officers_draft_to_the_requesters_hands(
    outside: Outside, clerk: httpx.Client, at: Callable[[str], Writer], somebody: Callable[[], str]
) -> None:
    sender, officer, manager = somebody(), at("officer"), at("manager")
    sent = outside.http.post("/api/v1/submissions", data={"message": uuid.uuid4().hex, "sender_email": sender})
    accepted = sent.raise_for_status().json()
    submission_id, token = accepted["submission_id"], accepted["tracking_token"]

    def registered() -> httpx.Response | None:
        seen = clerk.get(f"/api/v1/desk/{submission_id}")
        if seen.status_code == httpx.codes.NOT_FOUND:
            return None
        body = {"request_type": TYPE, "unit": OWN_UNIT}
        headers = {"If-Match": seen.headers["ETag"]}
        return clerk.post(f"/api/v1/desk/{submission_id}/register", json=body, headers=headers)

    question = wait_for(registered).raise_for_status().json()["number"]
    wait_for(lambda: clerk.get(f"/api/v1/routes/{question}").is_success)
    plan = pdf()
    enclosed = [{"name": "مخطط الموقع.pdf", "sha256": officer.keep(plan)}]
    to_requester = {"name": "صاحب الطلب", "address": sender}
    content = {"ar": words("الرد على طلبكم"), "by": "mail", "recipient": to_requester, "attachments": enclosed}

    letter_id = officer.draft(kind="answer", number=question, content=content)
    officer.do(letter_id, "submit")
    manager.do(letter_id, "approve", edition=1)
    number = numbered(officer, letter_id)

    line = line_of(outside, "outgoing", number)
    assert (line["letter"]["letter_id"], line["letter"]["answers"]) == (letter_id, question)
    assert line_of(outside, "incoming", question)["answered_by"] == [number]

    def answered() -> dict[str, Any] | None:
        told: dict[str, Any] = outside.http.get(f"/api/v1/tracking/{token}").raise_for_status().json()
        return told if told["answers"] else None

    told = wait_for(answered)
    assert told["state"] == "answered"
    (answer,) = told["answers"]
    assert (answer["number"], len(answer["documents"])) == (number, 2)
    contents = []
    for document in answer["documents"]:
        path = f"/api/v1/tracking/{token}/documents/{document['document_id']}"
        wait_for(lambda path=path: outside.http.get(path).is_success)  # type: ignore[misc]  # mypy does not see the default
        contents.append(outside.http.get(path).raise_for_status().content)
        assert outside.http.get(path.replace(token, "0" * 32)).status_code == httpx.codes.NOT_FOUND
    assert contents[0].startswith(b"%PDF-")
    assert contents[1] == plan
    assert [hashlib.sha256(one).hexdigest() for one in contents] == [one["sha256"] for one in answer["documents"]]

    notice = outside.notice(recipient=sender, kind="answered")
    parts = [(part.get_filename(), part.get_payload(decode=True)) for part in notice.message.iter_attachments()]
    assert [content for _, content in parts] == contents
    assert [name for name, _ in parts] == [document["name"] for document in answer["documents"]]
    assert f"[{question}]" in notice.message["subject"]

    page = outside.http.get(f"/track/{token}").raise_for_status().text
    assert number in page
    assert f"/api/v1/tracking/{token}/documents/{answer['documents'][0]['document_id']}" in page

    officer.finish(question, derived_id(UUID(submission_id), "root branch"))
    wait_for(lambda: outside.http.get(f"/api/v1/tracking/{token}").json()["state"] == "closed")
    # The answer has just said it.
    assert outside.notices(recipient=sender, kind="closed") == []


def test_a_memo_and_a_letter_to_others_have_books_of_their_own(
    outside: Outside, at: Callable[[str], Writer], somebody: Callable[[], str]
) -> None:
    officer, manager, other = at("officer"), at("manager"), somebody()
    to_other = {"ar": words("دعوة"), "by": "mail", "recipient": {"name": "شركة النور", "address": other}}
    drafts = {
        "outgoing": officer.draft(kind="letter", content=to_other),
        "internal": officer.draft(
            kind="memo", content={"ar": words("تعميم"), "by": "units", "to_units": ["legal-affairs"]}
        ),
    }
    for book, letter_id in drafts.items():
        officer.do(letter_id, "submit")
        manager.do(letter_id, "approve", edition=1)
        number = numbered(officer, letter_id)
        assert line_of(outside, book, number)["letter"]["letter_id"] == letter_id
        assert number.startswith("OUT-" if book == "outgoing" else "INT-")
    notice = outside.notice(recipient=other, kind="letter")
    ((name, content),) = [
        (part.get_filename(), part.get_payload(decode=True)) for part in notice.message.iter_attachments()
    ]
    assert name is not None
    assert isinstance(content, bytes)
    assert content.startswith(b"%PDF-")
    reader = at("officer-elsewhere")
    memo = reader.see(drafts["internal"]).json()
    assert memo["stage"] == "issued"
    document = derived_id(UUID(drafts["internal"]), "letter")
    path = f"/api/v1/documents/{document}"
    wait_for(lambda: outside.http.get(path, headers=reader._headers).is_success)
