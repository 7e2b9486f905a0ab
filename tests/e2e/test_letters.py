"""From a letter to a number, as its sender sees it."""

import base64
import datetime as dt
import hashlib
import re
import smtplib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from deploy.local.stack import Stack
from tests.e2e.outside import DOCUMENTS, Outside, letter, pdf, seen, wait_for

Somebody = Callable[[], str]
NUMBER = re.compile(r"^IN-\d{4}-\d{6,}-\d$")


def year() -> int:
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=4))).year


def test_an_arabic_letter_with_a_pdf_gets_a_receipt_and_then_a_number_with_unit_and_telephone(
    outside: Outside, somebody: Somebody
) -> None:
    sender = somebody()
    mail = letter(sender=sender, subject="مخاطبة بشأن اجتماع اللجنة", files=("خطاب اللجنة.pdf",))

    outside.send(mail, sender=sender)

    received = outside.notice(recipient=sender, kind="received")
    registered = outside.notice(recipient=sender, kind="registered")
    assert NUMBER.match(registered.number)
    assert registered.number in registered.text
    assert registered.submission == received.submission
    assert "+968" in registered.text
    assert registered.message["Auto-Submitted"] == "auto-replied"
    assert registered.message["X-MailFrom"] in ("", "<>", None)
    html = registered.message.get_body(("html",))
    assert html is not None
    assert 'dir="rtl"' in html.get_content()
    line = next(line for line in outside.book(year()) if line["number"] == registered.number)
    assert line["submission_id"] == registered.submission
    assert line["sha256"] == hashlib.sha256(mail.as_bytes()).hexdigest()


def test_the_same_letter_sent_again_is_one_submission(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    raw = letter(sender=sender, subject="خطاب واحد", files=("خطاب.pdf",)).as_bytes()
    outside.send(raw, sender=sender)
    first = outside.notice(recipient=sender, kind="registered")

    outside.send(b"Received: from elsewhere by relay.example; Sat, 21 Nov 2026 10:00:00 +0400\r\n" + raw, sender=sender)
    marker = somebody()
    outside.send(letter(sender=marker, subject="خطاب لاحق", files=("خطاب.pdf",)), sender=marker)
    outside.notice(recipient=marker, kind="registered")

    assert len(outside.notices(recipient=sender, kind="registered")) == 1
    assert len([line for line in outside.book(year()) if line["submission_id"] == first.submission]) == 1


def test_an_incomplete_letter_is_completed_by_reply_and_then_registered(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    outside.send(
        letter(sender=sender, subject="طلب جديد", files=("جواز السفر.pdf",), recipient="work-permits@diwan.example"),
        sender=sender,
        recipients=("work-permits@diwan.example",),
    )
    incomplete = outside.notice(recipient=sender, kind="incomplete")
    missing = outside.http.get(_tracking(incomplete.text)).json()
    assert missing["state"] == "incomplete"
    assert missing["missing"]
    assert all(one["title"]["ar"] in incomplete.text for one in missing["missing"])

    reply = letter(
        sender=sender,
        subject="رد: طلب جديد",
        files=tuple(f"{one['title']['ar']}.pdf" for one in missing["missing"]),
        recipient=incomplete.message["Reply-To"],
    )
    reply["In-Reply-To"] = incomplete.message["Message-ID"]
    outside.send(reply, sender=sender, recipients=(incomplete.message["Reply-To"],))

    registered = outside.notice(recipient=sender, kind="registered")
    assert registered.submission == incomplete.submission
    assert len(outside.notices(recipient=sender, kind="received")) == 1
    tracked = wait_for(lambda: _with_unit(outside, incomplete.text))
    assert tracked["state"] == "registered"
    assert tracked["telephone"]
    assert tracked["missing"] == []


def test_a_reply_is_recognised_by_the_thread_it_answers(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    outside.send(
        letter(sender=sender, subject="طلب", files=("جواز السفر.pdf",), recipient="work-permits@diwan.example"),
        sender=sender,
        recipients=("work-permits@diwan.example",),
    )
    incomplete = outside.notice(recipient=sender, kind="incomplete")
    missing = outside.http.get(_tracking(incomplete.text)).json()["missing"]

    # some mail programs answer the From address and keep nothing but the References
    reply = letter(sender=sender, subject="Re:", files=tuple(f"{one['title']['en']}.pdf" for one in missing))
    reply["References"] = f"<one@elsewhere.example> {incomplete.message['Message-ID']}"
    outside.send(reply, sender=sender)

    assert outside.notice(recipient=sender, kind="registered").submission == incomplete.submission


def test_a_letter_with_the_number_in_its_subject_joins_its_matter(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    outside.send(letter(sender=sender, subject="خطاب", files=("خطاب.pdf",)), sender=sender)
    registered = outside.notice(recipient=sender, kind="registered")

    outside.send(letter(sender=sender, subject=f"إضافة إلى {registered.number}", files=("ملحق.pdf",)), sender=sender)

    assert outside.notice(recipient=sender, kind="supplemented").submission == registered.submission
    assert len(outside.notices(recipient=sender, kind="registered")) == 1
    assert len(outside.notices(recipient=sender, kind="received")) == 1


def test_a_stranger_with_a_number_does_not_join_the_matter(outside: Outside, somebody: Somebody) -> None:
    owner, stranger = somebody(), somebody()
    outside.send(letter(sender=owner, subject="خطاب", files=("خطاب.pdf",)), sender=owner)
    registered = outside.notice(recipient=owner, kind="registered")

    outside.send(letter(sender=stranger, subject=f"Re: {registered.number}", files=("x.pdf",)), sender=stranger)

    assert outside.notice(recipient=stranger, kind="received").submission != registered.submission


def test_an_unreadable_mail_waits_for_a_clerk_and_its_sender_is_told(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    deep = b"".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode() for level in range(1000)
    )
    outside.send(b"From: someone@example.com\r\nSubject: deep\r\n" + deep + b"\r\nend\r\n", sender=sender)

    received = outside.notice(recipient=sender, kind="received")
    with outside.as_("clerk") as clerk:
        waiting = _waiting(clerk, received.submission)
        assert waiting["readable"] is False
        path, body = f"/api/v1/desk/{received.submission}/register", {"request_type": "general-correspondence"}
        decided = clerk.post(path, json=body, headers=seen(waiting))
        assert decided.status_code == 200, decided.text
        # That it has a unit is written to it, too, in the same moment.
        address = f"/api/v1/transactions/{decided.json()['number']}"
        routed = wait_for(lambda: (now := clerk.get(address).json())["unit"] and now)
        assert clerk.post(path, json=body, headers=seen(routed)).status_code == 409
    assert outside.notice(recipient=sender, kind="registered").submission == received.submission


def test_an_unclear_letter_is_returned_by_a_clerk_and_another_one_rejected(
    outside: Outside, somebody: Somebody
) -> None:
    returned, rejected = somebody(), somebody()
    for sender in (returned, rejected):
        outside.send(letter(sender=sender, subject="مرحبا", text="هل أنتم هناك؟"), sender=sender)
    first = outside.notice(recipient=returned, kind="received").submission
    second = outside.notice(recipient=rejected, kind="received").submission
    with outside.as_("clerk") as clerk:
        for submission, decision, body in (
            (first, "return", {"remark": "نرجو إرفاق الخطاب"}),
            (second, "reject", {"reason": "ليس من اختصاص الوزارة"}),
        ):
            headers = seen(_waiting(clerk, submission))
            answer = clerk.post(f"/api/v1/desk/{submission}/{decision}", json=body, headers=headers)
            assert answer.status_code == 200, answer.text
    assert "نرجو إرفاق الخطاب" in outside.notice(recipient=returned, kind="incomplete").text
    assert "ليس من اختصاص الوزارة" in outside.notice(recipient=rejected, kind="rejected").text


def test_automatic_mail_is_kept_but_never_answered(outside: Outside, somebody: Somebody) -> None:
    robot, marker = somebody(), somebody()
    mail = letter(sender=robot, subject="Out of office", files=("x.pdf",))
    mail["Auto-Submitted"] = "auto-replied"
    outside.send(mail, sender=robot)
    null = letter(sender=robot, subject="Undelivered", files=("y.pdf",))
    outside.send(null, sender="")
    outside.send(letter(sender=marker, subject="خطاب", files=("خطاب.pdf",)), sender=marker)
    outside.notice(recipient=marker, kind="registered")

    assert outside.notices(recipient=robot) == []
    assert {hashlib.sha256(one.as_bytes()).hexdigest() for one in (mail, null)} <= {
        line["sha256"] for line in outside.book(year())
    }


def test_windows_1256_and_arabic_file_names_arrive_as_they_were_meant(outside: Outside, somebody: Somebody) -> None:
    sender = somebody()
    body = "نرفق لكم الخطاب".encode("windows-1256")
    raw = (
        f"From: {sender}\r\nTo: {DOCUMENTS}\r\n".encode()
        + b"Subject: =?windows-1256?B?" + base64.b64encode("خطاب قديم".encode("windows-1256")) + b"?=\r\n"
        + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + b"--b\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body
        + b"\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        + b"Content-Disposition: attachment; filename*=windows-1256''" + _percent("الخطاب.pdf".encode("windows-1256"))
        + b"\r\n\r\n" + base64.b64encode(pdf()) + b"\r\n--b--\r\n"
    )  # fmt: skip
    outside.send(raw, sender=sender)

    registered = outside.notice(recipient=sender, kind="registered")
    with outside.as_("clerk") as clerk:
        matter = clerk.get(f"/api/v1/transactions/{registered.number}").json()
        assert matter["subject"] == "خطاب قديم"
        assert [document["name"] for document in matter["documents"]] == ["الخطاب.pdf"]
        document = matter["documents"][0]
        download = wait_for(lambda: _found(clerk.get(f"/api/v1/documents/{document['document_id']}")))
    assert hashlib.sha256(download.content).hexdigest() == document["sha256"]
    assert download.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(("recipient", "code"), [("nobody@diwan.example", 550), ("someone@elsewhere.example", 550)])
def test_mail_for_others_is_refused(outside: Outside, recipient: str, code: int, somebody: Somebody) -> None:
    sender = somebody()
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        outside.send(letter(sender=sender, subject="x"), sender=sender, recipients=(recipient,))
    assert [answer[0] for answer in refused.value.recipients.values()] == [code]


def test_two_hundred_mails_over_ten_connections_get_two_hundred_numbers(outside: Outside, somebody: Somebody) -> None:
    _two_hundred(outside, somebody, meanwhile=lambda: None)


def test_two_hundred_mails_get_two_hundred_numbers_while_the_registry_is_killed(
    outside: Outside, stack: Stack, somebody: Somebody
) -> None:
    _two_hundred(outside, somebody, meanwhile=lambda: stack.kill_process("registry"))


def _two_hundred(outside: Outside, somebody: Somebody, *, meanwhile: Callable[[], object]) -> None:
    before = len(outside.book(year()))
    senders = [somebody() for _ in range(200)]

    def send_some(some: list[str]) -> None:
        with smtplib.SMTP(*outside.stack.smtp_address, timeout=60) as smtp:
            for sender in some:
                mail = letter(sender=sender, subject="خطاب رسمي", files=("خطاب.pdf",))
                smtp.sendmail(sender, [DOCUMENTS], mail.as_bytes())

    with ThreadPoolExecutor(10) as pool:
        sending = [pool.submit(send_some, senders[start::10]) for start in range(10)]
        wait_for(lambda: len(outside.notices()) > 0)
        meanwhile()
        for one in sending:
            one.result()

    def all_registered() -> bool:
        got = {one.recipient for one in outside.notices(kind="registered")}
        return got.issuperset(senders)

    wait_for(all_registered, seconds=180)
    lines = outside.book(year())
    assert [line["sequence"] for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) >= before + 200
    assert len({line["number"] for line in lines}) == len(lines)
    assert [line["registered_at"] for line in lines] == sorted(line["registered_at"] for line in lines)
    numbers = {}
    for sender in senders:
        (registered,) = outside.notices(recipient=sender, kind="registered")
        (received,) = outside.notices(recipient=sender, kind="received")
        assert registered.submission == received.submission
        numbers[sender] = registered.number
    assert set(numbers.values()) <= {line["number"] for line in lines}
    assert len(set(numbers.values())) == 200


def _tracking(text: str) -> str:
    found = re.search(r"/track/([0-9a-f]{32})", text)
    assert found
    return f"/api/v1/tracking/{found[1]}"


def _with_unit(outside: Outside, text: str) -> dict[str, object] | None:
    tracked: dict[str, object] = outside.http.get(_tracking(text)).json()
    return tracked if tracked.get("unit") else None


def _waiting(clerk: httpx.Client, submission: str) -> dict[str, object]:
    """Wait until a submission is on the desk."""

    def look() -> dict[str, object] | None:
        page = clerk.get("/api/v1/desk", params={"limit": 200}).json()
        return next((one for one in page["waiting"] if one["submission_id"] == submission), None)

    return wait_for(look)


def _found(answer: httpx.Response) -> httpx.Response | None:
    return answer if answer.status_code == 200 else None


def _percent(data: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in data)
