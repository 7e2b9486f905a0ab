"""A desk with work on it, made by the services' own interfaces, and somebody who sits at it."""

import io
from dataclasses import dataclass

from fpdf import FPDF
from PIL import Image
from playwright.sync_api import Page

from tests.browser.browsing import Visit
from tests.browser.matters import COMPLETE, INCOMPLETE, UNCLEAR
from tests.e2e.outside import Outside, pdf, wait_for

File = tuple[str, bytes, str]


def letter(*pages: str) -> bytes:
    """A PDF with a page for each text."""
    document = FPDF()
    document.set_font("Helvetica", size=20)
    for text in pages:
        document.add_page()
        document.cell(text=text)
    return bytes(document.output())


def picture() -> bytes:
    """A picture of something."""
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), (23, 89, 74)).save(drawn, "PNG")
    return drawn.getvalue()


def hand_in(
    outside: Outside,
    names: tuple[str, ...] = UNCLEAR,
    *,
    files: tuple[File, ...] = (),
    subject: str = "تصريح عمل لعامل",
    request_type: str = "work-permit",
) -> str:
    """Hand something in; gives the submission's id."""
    sent = files or tuple((name, pdf(), "application/pdf") for name in names)
    answer = outside.http.post(
        "/api/v1/submissions",
        data={"request_type": request_type, "subject": subject, "sender_name": "سالم بن علي", "message": "مرفق."},
        files=[("files", file) for file in sent],
    )
    return str(answer.raise_for_status().json()["submission_id"])


def wait_until(outside: Outside, submission: str, *states: str) -> None:
    """Wait until a matter is in one of these states, and its documents can be seen."""
    with outside.as_("clerk") as clerk:

        def there() -> bool:
            matter = clerk.get(f"/api/v1/desk/{submission}")
            listed = clerk.get(f"/api/v1/submissions/{submission}/documents")
            return matter.is_success and matter.json()["state"] in states and listed.is_success and bool(listed.json())

        wait_for(there)


@dataclass(frozen=True)
class Desks:
    """One matter of every kind, by its submission's id."""

    undecided: str
    incomplete: str
    doubtful: str
    registered: str
    broken: str

    @classmethod
    def of(cls, outside: Outside) -> "Desks":
        """Hand everything in, and wait until it is where it shall be."""
        scans = (
            ("scan0001.pdf", letter("Page one of a letter", "Page two"), "application/pdf"),
            ("scan0002.png", picture(), "image/png"),
            ("scan0003.pdf", pdf(), "application/pdf"),
        )
        made = cls(
            undecided=hand_in(outside, files=scans),
            incomplete=hand_in(outside, INCOMPLETE),
            doubtful=hand_in(
                outside,
                ("letter.pdf",),
                subject="Work permit and labour dispute",
                request_type="general-correspondence",
            ),
            registered=hand_in(outside, COMPLETE),
            broken=hand_in(
                outside,
                files=tuple((name, b"%PDF-1.4 nothing else " + name.encode(), "application/pdf") for name in UNCLEAR),
            ),
        )
        for name, state in (("undecided", "undecided"), ("incomplete", "incomplete"), ("registered", "registered")):
            wait_until(outside, getattr(made, name), state)
        wait_until(outside, made.broken, "undecided")
        wait_until(outside, made.doubtful, "registered")
        return made


def sign_in(visit: Visit, outside: Outside, name: str = "clerk", path: str = "/desk") -> Page:
    """Sign in on the way to a page."""
    page = visit.open(path)
    page.fill("#login", name)
    page.fill("#password", outside.stack.accounts[name])
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page
