"""Handing in by a form, without JavaScript: checked first, sent once, shown again with what was typed."""

import errno
from collections.abc import AsyncIterator

import pytest

from services.portal.errors import AnswerMissingError, RefusedError
from shared.errors import DiwanError, StoreFullError, TransientError
from tests.unit.portal.browser import Browser, Page, pdf
from tests.unit.portal.examples import RECEIVED, TOKEN, UNDECIDED, matter
from tests.unit.portal.fakes import FakeIntake, FakeRegistry

FORM = "/en/register/work-permit"
TYPED = {"name": "Salim <b>", "field-civil_number": "١٢٣٤٥٦٧٨", "subject": "A permit", "email": "salim@company.example"}
PASSPORT = [("document-passport", pdf("passport.pdf"))]


async def test_a_complete_form_reaches_intake_with_what_each_file_is(browser: Browser, intake: FakeIntake) -> None:
    form = await browser.open(FORM)
    files = [
        *PASSPORT,
        ("document-photograph", ("me.png", b"\x89PNG\r\n\x1a\n", "image/png")),
        ("other-documents", pdf("z.pdf")),
    ]
    answer = await browser.send(form, TYPED, files)
    assert answer.status_code == 303
    (kept,) = intake.taken
    assert kept.to == "work-permit"
    assert [(document, name) for document, name, _ in kept.files] == [
        ("passport", "passport.pdf"), ("photograph", "me.png"), ("", "z.pdf"),
    ]  # fmt: skip
    assert kept.files[0][2] == pdf("passport.pdf")[1]
    assert TYPED.items() <= kept.values.items()
    assert kept.values["language"] == "en"


async def test_the_receipt_is_there_before_registry_has_heard_of_it(browser: Browser, registry: FakeRegistry) -> None:
    answer = await browser.send(await browser.open(FORM), TYPED, PASSPORT)
    receipt = await browser.open(answer.headers["location"])
    assert receipt.status == 200
    assert "22 November 2026 (12 Jumada II 1448 AH), 10:05" in receipt.text
    assert "The transaction number comes in a moment" in receipt.text
    assert receipt.all("div", id="live")[0]["data-live"] == f"/track/{TOKEN}/events?seen="
    (to_arabic,) = receipt.all("a", hreflang="ar")
    assert (await browser.open(to_arabic["href"])).status == 200
    registry.away = True
    assert (await browser.open(answer.headers["location"])).status == 200
    registry.away = False
    registry.matters[TOKEN] = matter(UNDECIDED)
    assert RECEIVED.isoformat() not in (await browser.open(answer.headers["location"])).text


@pytest.mark.parametrize("change", [("at=2026", "at=2025"), ("seal=", "seal=0&x="), (TOKEN, "f" * 32)])
async def test_nobody_can_make_a_receipt(browser: Browser, change: tuple[str, str]) -> None:
    answer = await browser.send(await browser.open(FORM), TYPED, PASSPORT)
    forged = answer.headers["location"].replace(*change)
    assert forged != answer.headers["location"]
    assert (await browser.open(forged)).status == 404


async def test_the_same_form_sent_twice_is_one_request(browser: Browser, intake: FakeIntake) -> None:
    form = await browser.open(FORM)
    first, second = [await browser.send(form, TYPED, PASSPORT) for _ in range(2)]
    assert first.headers["location"] == second.headers["location"]
    assert len(intake.taken) == 1


async def test_a_form_given_out_again_is_another_request(browser: Browser, intake: FakeIntake) -> None:
    for _ in range(2):
        await browser.send(await browser.open(FORM), TYPED, PASSPORT)
    assert len(intake.taken) == 2


async def test_what_is_wrong_is_said_and_what_was_typed_stays(browser: Browser, intake: FakeIntake) -> None:
    form = await browser.open(FORM)
    typed = TYPED | {"name": " ", "field-civil_number": "12", "email": "salim@", "message": "please"}
    answer = await browser.send(form, typed, [("other-documents", pdf("z.pdf"))])
    again = Page(answer)
    assert (again.status, intake.taken) == (422, [])
    linked = {has["href"].removeprefix("#") for has in again.all("a") if has["href"].startswith("#")} - {"main"}
    assert linked == {"name", "field-civil_number", "email", "document-passport"}
    assert {has["id"] for tag in ("input", "textarea") for has in again.all(tag, **{"aria-invalid": "true"})} == linked
    assert again.values["subject"] == "A permit"
    assert again.values["key"] == form.values["key"]
    assert "please" in again.text
    assert "choose these files again" in again.text
    assert "z.pdf" in again.text
    assert (await browser.send(again, TYPED, PASSPORT)).status_code == 303


async def test_what_was_typed_is_never_mark_up(browser: Browser) -> None:
    answer = await browser.send(await browser.open(FORM), TYPED | {"message": "</textarea><script>"}, [])
    assert "<b>" not in answer.text
    assert "<script>" not in answer.text


async def test_documents_may_follow_later_when_that_is_said(browser: Browser, intake: FakeIntake) -> None:
    form = await browser.open(FORM)
    assert (await browser.send(form, TYPED)).status_code == 422
    assert (await browser.send(form, TYPED | {"later": "yes"})).status_code == 303
    assert intake.taken[0].files == []


async def test_a_letter_of_no_type_needs_words_or_a_file(browser: Browser, intake: FakeIntake) -> None:
    form = await browser.open("/en/register/general-correspondence")
    assert (await browser.send(form, {"name": "Salim"})).status_code == 422
    assert (await browser.send(form, {"name": "Salim", "message": "When are you open?"})).status_code == 303
    assert intake.taken[0].values["message"] == "When are you open?"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("x.pdf", b"", "application/pdf"), "is empty"),
        (("x.pdf", b"no PDF at all", "application/pdf"), "is not of an accepted kind"),
        (("x.exe", b"%PDF-1.4", "application/pdf"), "is not of an accepted kind"),
        (("x.pdf", b"%PDF-1.4" + b" " * 1024 * 1024, "application/pdf"), "is larger than 1 MB"),
    ],
)
async def test_a_file_that_would_not_do_is_named(browser: Browser, file: tuple[str, bytes, str], said: str) -> None:
    page = Page(await browser.send(await browser.open(FORM), TYPED, [("document-passport", file)]))
    assert page.status == 422
    assert said in page.text
    assert "document-passport" in page.html


async def test_more_files_than_may_be_are_refused(browser: Browser) -> None:
    many = [*PASSPORT, *(("other-documents", pdf(f"{number}.pdf")) for number in range(3))]
    assert "more than 3 files" in Page(await browser.send(await browser.open(FORM), TYPED, many)).text


async def test_a_form_from_elsewhere_is_not_taken(browser: Browser, intake: FakeIntake) -> None:
    form = await browser.open(FORM)
    browser.client.cookies.clear()
    answer = await browser.send(form, TYPED, PASSPORT)
    assert (answer.status_code, intake.taken) == (403, [])
    assert (await browser.send(Page(answer), TYPED, PASSPORT)).status_code == 303


async def test_the_forms_cookie_is_for_this_host_and_out_of_reach_of_scripts(browser: Browser) -> None:
    (cookie,) = (await browser.open(FORM)).headers.get_list("set-cookie")
    assert cookie.startswith("__Host-diwan-form=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "set-cookie" not in (await browser.open(FORM)).headers


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (TransientError(), 503, "The service is temporarily unavailable"),
        (StoreFullError(), 503, "There is no space"),
        (AnswerMissingError(), 504, "will not become two requests"),
        (RefusedError("file-too-large"), 422, "One of the files is larger than allowed"),
        (RefusedError("something-nobody-knows"), 422, "could not be understood"),
    ],
)
async def test_what_the_services_behind_say_is_told_in_words_with_the_form_as_it_was(
    browser: Browser, intake: FakeIntake, error: DiwanError, status: int, said: str
) -> None:
    intake.error = error
    form = await browser.open(FORM)
    page = Page(await browser.send(form, TYPED, PASSPORT))
    assert page.status == status
    assert said in page.text
    assert "nobody-knows" not in page.html
    assert page.values["key"] == form.values["key"]
    assert page.values["name"] == TYPED["name"]


async def test_an_attempt_that_did_arrive_is_not_repeated_unseen(browser: Browser, intake: FakeIntake) -> None:
    form = await browser.open(FORM)
    await browser.send(form, TYPED, PASSPORT)
    page = Page(await browser.send(form, TYPED, [("document-passport", pdf("other.pdf"))]))
    assert page.status == 422
    assert "An earlier attempt from this form has arrived" in page.text
    assert page.values["key"] != form.values["key"]
    assert len(intake.taken) == 1


async def test_a_full_disk_is_no_defect(browser: Browser) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="other-documents"; filename="x.pdf"\r\n\r\n'
        raise OSError(errno.ENOSPC, "no space left")

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    page = Page(await browser.client.post(FORM, content=body(), headers=headers))
    assert (page.status, page.headers["retry-after"]) == (503, "60")
    assert "There is no space for new documents" in page.text


async def test_a_form_that_breaks_off_is_not_taken(browser: Browser, intake: FakeIntake) -> None:
    answer = await browser.client.post(
        FORM,
        content=b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nSal',
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert (answer.status_code, intake.taken) == (422, [])
    assert answer.headers["content-type"].startswith("text/html")
