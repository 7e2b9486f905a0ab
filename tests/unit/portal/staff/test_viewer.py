"""Documents beside a matter: shown as pictures or not at all, fetched once, kept for one session."""

import pytest

from services.portal.errors import NotDrawnError
from services.portal.viewing import Viewer, Viewing
from tests.unit.portal.staff.clerks_fakes import FakeDrawing, Office, an_id, matter, paper
from tests.unit.portal.staff.window import Window

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
ONE = f"/en/desk/{an_id(1)}"
CLERK = Viewer(session_id="session-1", token="token of clerk")


@pytest.fixture
async def clerk(window: Window, office: Office) -> Window:
    office.add(matter(1))
    papers = (
        paper(1, "letter.eml", b"From: x", "message/rfc822"),
        paper(2, "scan.pdf", b"%PDF 3", "application/pdf"),
        paper(3, "photo.png", PNG, "image/png"),
        paper(4, "drawing.svg", SVG, "image/svg+xml"),
        paper(5, "false.png", SVG, "image/png", agrees=False),
        paper(6, "broken.pdf", b"%PDF broken", "application/pdf"),
    )
    office.papers = {found[0].document_id: found for found in papers}
    await window.sign_in()
    return window


def pictures(number: int) -> str:
    return f"/desk/documents/{an_id(500 + number)}"


async def test_the_first_document_that_can_be_shown_is_shown_as_pictures(clerk: Window) -> None:
    page = await clerk.read(ONE)
    assert [has["src"] for has in page.all("img")][1:] == [f"{pictures(2)}/pages/{number}" for number in (1, 2, 3)]
    assert not page.all("iframe")
    assert not page.all("object")
    assert not page.all("embed")


async def test_a_page_is_a_picture_that_can_do_nothing(clerk: Window) -> None:
    answer = await clerk.open(f"{pictures(2)}/pages/2")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await clerk.open(f"{pictures(2)}/pages/4")).status_code == 404


async def test_storage_is_asked_once_for_all_pages_that_somebody_looks_at(clerk: Window, office: Office) -> None:
    await clerk.read(ONE)
    for number in (1, 2, 3):
        await clerk.open(f"{pictures(2)}/pages/{number}")
    assert office.opened == [an_id(502)]


async def test_a_picture_has_the_type_that_its_bytes_say(clerk: Window) -> None:
    answer = await clerk.open(f"{pictures(3)}/picture")
    assert (answer.headers["content-type"], answer.content) == ("image/png", PNG)


@pytest.mark.parametrize("number", [1, 2, 4, 5])
async def test_what_is_no_picture_is_never_shown_as_one(clerk: Window, number: int) -> None:
    assert (await clerk.open(f"{pictures(number)}/picture")).status_code == 404


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
async def test_a_file_is_only_ever_saved(clerk: Window, number: int, office: Office) -> None:
    answer = await clerk.open(f"{pictures(number)}/file?name=%D8%AC%22%0D%0Ax")
    assert answer.content == office.papers[an_id(500 + number)][1]
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%D8%AC%22%0D%0Ax"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("number", "words"), [(4, "is not shown here"), (6, "No picture can be made"), (5, "not what the name says")]
)
async def test_why_a_document_is_not_shown_is_said(clerk: Window, number: int, words: str) -> None:
    assert words in (await clerk.read(f"{ONE}?paper={an_id(500 + number)}")).text


async def test_of_what_was_deleted_its_end_and_its_fingerprint_are_said(clerk: Window, office: Office) -> None:
    gone, content = paper(2, "scan.pdf", b"%PDF 3", "application/pdf", disposed_at="2026-11-20T08:00:00Z")
    office.papers[gone.document_id] = gone, content
    office.disposed = {gone.document_id}
    page = await clerk.read(f"{ONE}?paper={gone.document_id}")
    for words in ("Deleted on", "it was deleted. Its name", gone.sha256):
        assert words in page.text
    assert not page.all("a", href=f"{pictures(2)}/file?name=scan.pdf")
    assert (await clerk.open(f"{pictures(2)}/file")).status_code == 410


async def test_without_storage_the_matter_can_still_be_decided(clerk: Window, office: Office) -> None:
    office.away = {"storage"}
    page = await clerk.read(ONE)
    assert "No documents can be shown." in page.text
    assert page.all("form", action=f"{ONE}/register")


def viewing(office: Office, times: list[float], **limits: int) -> Viewing:
    most = {"most_bytes": 100, "most_kept": 10, "most_pages": 2} | limits
    return Viewing(papers=office, drawing=FakeDrawing(), monotonic=lambda: times[0], keep_seconds=600, **most)


async def test_what_is_held_is_for_one_session_and_not_for_long(clerk: Window, office: Office) -> None:
    assert clerk
    times = [0.0]
    shown = viewing(office, times)
    for viewer in (CLERK, CLERK, Viewer(session_id="session-2", token=CLERK.token)):
        await shown.page(viewer, an_id(502), 1)
    assert len(office.opened) == 2
    times[0] = 601.0
    await shown.page(CLERK, an_id(502), 1)
    assert len(office.opened) == 3


async def test_only_so_many_pages_and_bytes_are_shown(clerk: Window, office: Office) -> None:
    assert clerk
    papers = [paper for paper, _ in office.papers.values()]
    opened = await viewing(office, [0.0]).open(CLERK, papers, an_id(502))
    assert opened is not None
    assert (opened.pages, opened.more) == (2, True)
    with pytest.raises(NotDrawnError):
        await viewing(office, [0.0]).page(CLERK, an_id(502), 3)
    small = viewing(office, [0.0], most_bytes=5)
    opened = await small.open(CLERK, papers, an_id(502))
    assert opened is not None
    assert opened.shown == "too-large"
    with pytest.raises(NotDrawnError):
        await small.page(CLERK, an_id(502), 1)
