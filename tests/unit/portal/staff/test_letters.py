"""Letters by their pages: found, written from a template, approved, sent back, noted as delivered."""

from uuid import UUID

import pytest

from services.portal.model.letters import STAGES
from services.portal.model.shelves import SHELVES
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.clerks_fakes import Office, an_id, paper
from tests.unit.portal.staff.letter_fakes import OUT, Chancery, content, edition, letter, pdf_of, step
from tests.unit.portal.staff.window import Window
from tests.unit.portal.staff.work_fakes import NUMBER, Ministry, branch, work

ONE = f"/en/letters/{an_id(901)}"
WRITE = "/en/letters/write"
ANSWER = f"{WRITE}?kind=answer&number={NUMBER}&template=approval"


@pytest.fixture
async def officer(window: Window, ministry: Ministry) -> Window:
    ministry.add(work(1))
    await window.sign_in("officer")
    return window


@pytest.fixture
async def manager(window: Window) -> Window:
    await window.sign_in("manager")
    return window


@pytest.mark.parametrize("shelf", SHELVES)
async def test_a_shelf_is_shown_as_it_is_asked_for(officer: Window, chancery: Chancery, shelf: str) -> None:
    chancery.add(*(letter(place, stage) for place, stage in enumerate(STAGES)))
    page = await officer.read(f"/letters?shelf={shelf}&stage=draft")
    assert "طلبكم" in page.text
    # What waits for approval is shown to managers, on a page of its own.
    assert chancery.looks[-1].shelf == ("mine" if shelf == "to-approve" else shelf)


async def test_a_manager_begins_with_what_waits_for_approval_and_the_units_inbox(
    manager: Window, chancery: Chancery
) -> None:
    chancery.add(letter(1, "waiting"), letter(2))
    page = await manager.read("/en/approvals")
    assert (page.text.count("طلبكم"), "The inbox of your unit" in page.text) == (1, True)
    assert (await manager.open("/en/sign-in")).headers["location"] == "/en/approvals"


async def test_approvals_are_a_managers(officer: Window) -> None:
    assert (await officer.open("/en/approvals")).status_code == 403


async def test_a_template_is_chosen_among_those_that_fit(officer: Window) -> None:
    page = await officer.read(f"/en/letters/new?kind=answer&number={NUMBER}")
    found = [link["href"] for link in page.all("a") if link.get("href", "").startswith(WRITE)]
    assert found == [
        f"{WRITE}?kind=answer&unit=permits&number={NUMBER}&template=approval",
        f"{WRITE}?kind=answer&unit=permits&number={NUMBER}",
    ]


async def test_an_answer_begins_with_its_template_and_its_requester(officer: Window) -> None:
    page = await officer.read(ANSWER)
    assert page.values["ar-subject"] == "approval of permits"
    assert (page.values["name"], page.values["address"], page.values["by"]) == (
        "Salim <b>",
        "salim@company.example",
        "mail",
    )
    assert f"About {NUMBER}" in page.text


async def test_whoever_holds_nothing_of_a_transaction_writes_no_answer(window: Window, ministry: Ministry) -> None:
    ministry.add(work(1, branch(may=())))
    await window.sign_in("officer")
    assert (await window.open(ANSWER)).status_code == 404
    assert (await window.open(f"{WRITE}?kind=answer")).status_code == 404
    assert (await window.open(f"{WRITE}?kind=letter&template=../../me")).status_code == 404


async def test_it_is_saved_with_what_is_enclosed_and_looked_at(
    officer: Window, chancery: Chancery, office: Office
) -> None:
    office.papers = {found.document_id: (found, held) for found, held in [paper(1, "plan.pdf", b"%PDF 1", "x/y")]}
    form = await officer.open(ANSWER)
    assert "plan.pdf" in Page(form).text
    typed = (("en-subject", ""), ("en-body", ""), ("ar-body", "سطر\r\nآخر"), ("enclosed", f"{'9f' * 32}/plan.pdf"))
    answer = await officer.send(form, WRITE, *typed)
    assert answer.status_code == 303
    ((what, _, body, condition),) = chancery.done
    said = body["content"]
    assert (what, body["kind"], body["number"], body["unit_id"]) == ("draft", "answer", NUMBER, "permits")
    assert (said["en"], said["ar"]["body"]) == (None, "سطر\nآخر")
    assert said["attachments"] == [{"name": "plan.pdf", "sha256": "9f" * 32}]
    assert len(condition.key) == 32
    assert "Saved as a draft." in (await officer.read(answer.headers["location"])).text


async def test_saved_and_sent_for_approval_is_one_press(officer: Window, chancery: Chancery) -> None:
    form = await officer.open(ANSWER)
    await officer.send(form, WRITE, ("ar-body", "نص"), ("en-body", "Text"), ("then", "submit"))
    assert [(what, condition.version) for what, _, _, condition in chancery.done] == [("draft", ""), ("submit", "1")]


@pytest.mark.parametrize(
    ("typed", "control"),
    [
        ((("ar-subject", ""), ("en-subject", "")), "ar-subject"),
        ((("en-body", ""), ("ar-body", "نص")), "en-body"),
        ((("name", ""), ("ar-body", "نص"), ("en-body", "x")), "name"),
        ((("address", "nowhere"), ("ar-body", "نص"), ("en-body", "x")), "address"),
    ],
)
async def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(
    officer: Window, chancery: Chancery, typed: tuple[tuple[str, str], ...], control: str
) -> None:
    form = await officer.open(ANSWER)
    page = Page(await officer.send(form, WRITE, *typed, ("postal-address", "PO 1")))
    assert (page.status, chancery.done) == (422, [])
    assert {"aria-invalid": "true"}.items() <= next(
        has for tag, has in page.tags if tag in ("input", "textarea") and has.get("name") == control
    ).items()
    assert "PO 1" in page.text


async def test_files_lie_in_the_vault_when_a_form_comes_back(officer: Window, chancery: Chancery) -> None:
    form = Page(await officer.open(ANSWER))
    sent = {**form.values, "ar-subject": "", "en-subject": ""}
    files = [("files", ("خطة.pdf", b"%PDF", "application/pdf"))]
    page = Page(await officer.client.post(WRITE, data=sent, files=files))
    (digest,) = chancery.kept
    assert page.status == 422
    assert page.all("input", name="enclosed", value=f"{digest}/خطة.pdf", checked="")


async def test_a_memo_goes_to_other_units_and_to_nobody_else(officer: Window, chancery: Chancery) -> None:
    form = await officer.open(f"{WRITE}?kind=memo")
    words = (("ar-subject", "تعميم"), ("ar-body", "نص"))
    page = Page(await officer.send(form, WRITE, *words))
    assert (page.status, "choose at least one unit" in page.text) == (422, True)
    await officer.send(form, WRITE, *words, ("to", "legal"), ("to", "inspection"))
    said = chancery.done[0][2]["content"]
    assert (said["by"], said["to_units"], said["recipient"]) == ("units", ["legal", "inspection"], {})


async def test_a_letter_is_seen_as_it_will_look(officer: Window, chancery: Chancery) -> None:
    chancery.add(letter(1, "waiting"))
    page = await officer.read(ONE)
    pictures = [has["src"] for tag, has in page.tags if tag == "img" and "preview" in has["src"]]
    assert pictures == [f"/letters/{an_id(901)}/preview/pages/{number}?version=3" for number in (1, 2)]
    drawn = await officer.open(pictures[1])
    assert (drawn.headers["content-type"], drawn.content) == ("image/jpeg", b"\xff\xd8\xff page 2")
    assert chancery.previews == [an_id(901)]
    assert "sandbox" in drawn.headers["content-security-policy"]
    saved = await officer.open(f"/letters/{an_id(901)}/preview/file?version=3")
    assert (saved.content, "attachment" in saved.headers["content-disposition"]) == (b"%PDF 2", True)
    assert (await officer.open(f"/letters/{an_id(901)}/preview/pages/9?version=3")).status_code == 404


async def test_a_transaction_shows_its_letters_and_where_an_answer_begins(officer: Window, chancery: Chancery) -> None:
    chancery.add(letter(1, "waiting"), letter(2, "issued", number=OUT))
    page = await officer.read(f"/en/matters/{NUMBER}")
    assert OUT in page.text
    assert page.all("a", href=f"/en/letters/new?kind=answer&number={NUMBER}")
    chancery.away = True
    assert "cannot be shown at the moment" in (await officer.read(f"/en/matters/{NUMBER}")).text


async def test_the_version_that_was_seen_is_approved_and_the_next_opens(manager: Window, chancery: Chancery) -> None:
    chancery.add(letter(1, "waiting", editions=[edition(), edition(2)]), letter(2, "waiting"))
    answer = await manager.send(await manager.open(f"{ONE}?shelf=to-approve"), f"{ONE}/approve")
    ((what, letter_id, body, condition),) = chancery.done
    assert (what, letter_id, body, condition.version) == ("approve", an_id(901), {"edition": 2}, "3")
    assert answer.headers["location"].startswith(f"/en/letters/{an_id(902)}?shelf=to-approve&did=approve")
    last = await manager.send(await manager.open(answer.headers["location"]), f"/en/letters/{an_id(902)}/approve")
    assert last.headers["location"].startswith("/en/approvals?did=approve")
    assert "Approved." in (await manager.read(last.headers["location"])).text


async def test_nothing_is_sent_back_without_a_word(manager: Window, chancery: Chancery) -> None:
    chancery.add(letter(1, "waiting"))
    form = await manager.open(ONE)
    assert Page(await manager.send(form, f"{ONE}/send-back", ("comments", " "))).status == 422
    await manager.send(form, f"{ONE}/send-back", ("comments", "Shorter"))
    assert chancery.done[0][2] == {"comments": "Shorter"}


@pytest.mark.parametrize("because", ["stale-version", "letter-state"])
async def test_whoever_is_second_is_told_and_keeps_the_comments(
    manager: Window, chancery: Chancery, because: str
) -> None:
    chancery.add(letter(1, "waiting"))
    form = await manager.open(ONE)
    told = [step("drafted"), step("withdrawn", 9)]
    stage = "waiting" if because == "stale-version" else "draft"
    chancery.add(letter(1, stage, version=5, history=told, may=("send-back",) if stage == "waiting" else ()))
    chancery.refuse = because
    page = Page(await manager.send(form, f"{ONE}/send-back", ("comments", "Please mend <it>")))
    assert (page.status, "Somebody else was faster" in page.text, "Taken back" in page.text) == (409, True, True)
    assert "Please mend <it>" in page.text


async def test_comments_stand_beside_the_text_that_is_mended(officer: Window, chancery: Chancery) -> None:
    chancery.add(letter(1, "back", history=[step("drafted"), step("sent-back", 5, because="Too <long>")]))
    assert "Too <long>" in (await officer.read(ONE)).text
    form = await officer.open(f"{ONE}/edit")
    assert "Too <long>" in Page(form).text
    await officer.send(form, f"{ONE}/edit", ("en-body", "Shorter."), ("ar-body", "أقصر."), ("then", "submit"))
    assert [(what, one.version) for what, _, _, one in chancery.done] == [("edit", "3"), ("submit", "8")]


async def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(
    officer: Window, chancery: Chancery
) -> None:
    chancery.add(letter(1))
    form = await officer.open(f"{ONE}/edit")
    theirs = {"subject": "Your <request>", "body": "It is refused."}
    chancery.add(letter(1, "draft", version=4, editions=[edition(), edition(2, en=theirs)]))
    chancery.refuse = "stale-version"
    page = Page(await officer.send(form, f"{ONE}/edit", ("en-body", "Mine."), ("ar-body", "لي.")))
    assert (page.status, page.values["version"]) == (409, "4")
    assert ("Mine." in page.text, "put in: refused" in page.text) == (True, True)


async def test_words_are_kept_when_the_draft_was_sent_off_meanwhile(officer: Window, chancery: Chancery) -> None:
    chancery.add(letter(1))
    form = await officer.open(f"{ONE}/edit")
    chancery.add(letter(1, "waiting", may=("withdraw",)))
    chancery.refuse = "letter-state"
    page = Page(await officer.send(form, f"{ONE}/edit", ("en-body", "My words."), ("ar-body", "كلماتي.")))
    assert (page.status, "My words." in page.text, "كلماتي." in page.text) == (409, True, True)
    assert (await officer.open(f"{ONE}/edit")).status_code == 200 or page.status == 409


async def test_what_a_version_changed_is_said_in_words(officer: Window, chancery: Chancery) -> None:
    editions = [edition(), edition(2, en={"subject": "Your <request>", "body": "It is refused."}, by="paper")]
    chancery.add(letter(1, "waiting", editions=editions))
    text = (await officer.read(ONE)).text
    assert "What version 2 changed" in text
    assert "put in: refused" in text
    assert "On paper" in text


async def test_a_letter_whose_documents_were_deleted_can_still_be_read_of(
    officer: Window, chancery: Chancery, office: Office
) -> None:
    chancery.add(letter(1, "dispatch", number=OUT, document=pdf_of(1), issued_at="2026-11-22T06:05:00Z"))
    gone = UUID(str(pdf_of(1)["document_id"]))
    office.papers, office.disposed = {gone: paper(1, "letter.pdf", b"%PDF 2", "application/pdf")}, {gone}
    for path in (ONE, f"{ONE}/print"):
        page = await officer.read(path)
        assert (OUT in page.text, "it was deleted. Its name" in page.text) == (True, True)


async def test_what_was_deleted_is_not_offered_to_be_enclosed(officer: Window, office: Office) -> None:
    there = paper(1, "plan.pdf", b"%PDF 1", "x/y")
    gone = paper(2, "old.pdf", b"%PDF 1", "x/y", disposed_at="2026-11-20T08:00:00Z")
    office.papers = {found.document_id: (found, content) for found, content in (there, gone)}
    text = (await officer.read(ANSWER)).text
    assert ("plan.pdf" in text, "old.pdf" in text) == (True, False)


async def test_paper_is_printed_with_a_slip_and_its_delivery_noted(
    officer: Window, chancery: Chancery, office: Office
) -> None:
    issued = letter(1, "dispatch", number=OUT, document=pdf_of(1), issued_at="2026-11-22T06:05:00Z")
    chancery.add(issued)
    office.papers = {UUID(str(pdf_of(1)["document_id"])): paper(1, "letter.pdf", b"%PDF 2", "application/pdf")}
    page = await officer.read(f"{ONE}/print")
    assert len([has for tag, has in page.tags if tag == "img" and "/pages/" in has["src"]]) == 2
    assert (OUT in page.text, "Proof of delivery" in page.text) == (True, True)
    form = await officer.open(ONE)
    wrong = Page(await officer.send(form, f"{ONE}/deliver", ("at", "yesterday")))
    assert wrong.status == 422
    typed = (("outcome", "delivered"), ("at", "2026-11-22T10:30"), ("how", "By hand"), ("reference", "R 7"))
    await officer.send(form, f"{ONE}/deliver", *typed)
    assert chancery.done[0][2] == {
        "outcome": "delivered",
        "at": "2026-11-22T10:30:00+04:00",
        "how": "By hand",
        "reference": "R 7",
        "remark": "",
    }


async def test_a_letter_that_is_not_there_is_not_found(officer: Window, chancery: Chancery) -> None:
    assert (await officer.open(ONE)).status_code == 404
    chancery.add(letter(1, "issued", may=(), editions=[edition(**content())]))
    assert (await officer.open(f"{ONE}/edit")).status_code == 404
    assert (await officer.open(f"{ONE}/print")).status_code == 404
