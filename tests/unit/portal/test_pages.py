"""Every page in both languages: what it says of itself, and what it may use."""

import re

import pytest

from services.portal.api.answering import MAY_USE
from tests.unit.portal.browser import Browser
from tests.unit.portal.examples import ANSWER, FULLY_TOLD, INCOMPLETE, REGISTERED, TOKEN, UNDECIDED, matter
from tests.unit.portal.fakes import FakeRegistry

PATHS = (
    "/",
    "/register",
    "/register?q=تصريح",
    "/register/work-permit",
    "/register/general-correspondence",
    "/track",
    "/complete",
    f"/track/{TOKEN}",
    f"/track/{TOKEN}/receipt",
    f"/track/{TOKEN}/complete",
    "/register/no-such-type",
    f"/track/{'0' * 32}",
    "/track/nonsense",
)
STATES = {
    "undecided": UNDECIDED,
    "incomplete": INCOMPLETE,
    "registered": REGISTERED,
    "fully told": FULLY_TOLD,
    "rejected": UNDECIDED | {"state": "rejected"},
    "void": UNDECIDED | {"state": "void", "number": "IN-2026-000123-7"},
    "unheard of": UNDECIDED | {"state": "answered"},
}


@pytest.fixture(params=["", "/en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_says_its_language_and_uses_nothing_from_elsewhere(
    browser: Browser, registry: FakeRegistry, path: str, language: str
) -> None:
    registry.matters[TOKEN] = matter(FULLY_TOLD)
    page = await browser.open(language + path if path != "/" else language or "/")
    (html,) = page.all("html")
    assert (html["lang"], html["dir"]) == (("en", "ltr") if language else ("ar", "rtl"))
    assert page.headers["content-language"] == html["lang"]
    assert page.headers["content-security-policy"] == MAY_USE
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    used = [has[name] for _, has in page.tags for name in ("src", "href", "action", "poster") if name in has]
    assert [address for address in used if not re.match(r"/(?!/)|#|mailto:|tel:", address)] == []
    assert not any("style" in has or any(name.startswith("on") for name in has) for _, has in page.tags)
    assert all("src" in has for has in page.all("script"))
    assert page.all("style") == []


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_has_one_heading_of_the_first_rank_landmarks_and_names_for_its_controls(
    browser: Browser, registry: FakeRegistry, path: str, language: str
) -> None:
    registry.matters[TOKEN] = matter(INCOMPLETE)
    page = await browser.open(language + path if path != "/" else language or "/")
    for landmark in ("h1", "main", "header", "footer", "nav"):
        assert page.all(landmark), landmark
    assert len(page.all("h1")) == len(page.all("main")) == 1
    labels = {has["for"] for has in page.all("label") if "for" in has}
    controls = [has for tag in ("input", "textarea") for has in page.all(tag)]
    ids = {has["id"] for _, has in page.tags if "id" in has}
    for control in controls:
        if control.get("type") in ("hidden", "radio", "checkbox"):
            continue
        assert control["id"] in labels
        assert set(control.get("aria-describedby", "").split()) <= ids
    assert len([has["id"] for _, has in page.tags if "id" in has]) == len(ids)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("path", ["", "/receipt", "/complete"])
async def test_every_state_of_a_matter_has_words(
    browser: Browser, registry: FakeRegistry, state: str, path: str, language: str
) -> None:
    registry.matters[TOKEN] = matter(STATES[state])
    page = await browser.open(f"{language}/track/{TOKEN}{path}")
    assert page.status == 200
    assert "<عمل>" not in page.html
    assert "<سفر>" not in page.html


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith("/register/no")])
async def test_the_other_language_is_one_click_away(browser: Browser, registry: FakeRegistry, path: str) -> None:
    registry.matters[TOKEN] = matter(REGISTERED)
    arabic = await browser.open(path)
    (to_english,) = arabic.all("a", hreflang="en")
    english = await browser.open(to_english["href"])
    (to_arabic,) = english.all("a", hreflang="ar")
    assert english.all("html")[0]["lang"] == "en"
    assert to_arabic["href"] == path.partition("?")[0]


async def test_a_page_weighs_little(browser: Browser) -> None:
    page = await browser.open("/register/work-permit")
    weight = len(page.html.encode())
    for address in {has.get("src") or has["href"] for tag, has in page.tags if tag in ("script", "link", "img")}:
        answer = await browser.client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        weight += len(answer.content)
    assert weight < 60_000


@pytest.mark.parametrize(
    ("path", "methods"), [("/", {"GET", "HEAD"}), ("/en/register/work-permit", {"GET", "HEAD", "POST"})]
)
async def test_a_page_says_how_it_can_be_asked_for(browser: Browser, path: str, methods: set[str]) -> None:
    assert (await browser.client.head(path)).status_code == 200
    answer = await browser.client.put(path)
    assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, methods)
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_file_has_no_other_address_than_its_own(browser: Browser) -> None:
    assert (await browser.open("/static/000000000000/portal.css")).status == 404


async def test_the_receipt_and_the_tracking_page_tell_what_arrived(browser: Browser, registry: FakeRegistry) -> None:
    registry.matters[TOKEN] = matter(FULLY_TOLD)
    for path in ("", "/receipt"):
        page = await browser.open(f"/en/track/{TOKEN}{path}")
        for told in ("IN-2026-000123-7", "9f" * 32, "Labour Permits Department", "+968 24 000 310", "10 working days"):
            assert told in page.text
        assert page.all("a", href="tel:+96824000310")
    assert page.all("svg")
    assert "0123 4567 89ab cdef" in page.text


async def test_what_the_unit_asks_is_shown_and_can_be_answered(browser: Browser, registry: FakeRegistry) -> None:
    steps = [{"at": "2026-11-22T10:05:00Z", "what": what} for what in ("received", "registered", "moved", "asked")]
    registry.matters[TOKEN] = matter({**REGISTERED, "question": "متى يبدأ <العمل>؟", "steps": steps})
    shown = await browser.open(f"/en/track/{TOKEN}")
    assert "متى يبدأ <العمل>؟" in shown.text
    assert "<العمل>" not in shown.html
    assert "The unit asks you something" in shown.text
    assert shown.all("a", href=f"/en/track/{TOKEN}/complete")
    asked = await browser.open(f"/en/track/{TOKEN}/complete")
    assert "متى يبدأ <العمل>؟" in asked.text
    assert "Answer the question" in asked.text


async def test_the_answer_is_shown_with_its_number_and_its_documents_to_download(
    browser: Browser, registry: FakeRegistry
) -> None:
    steps = [{"at": "2026-11-22T10:05:00Z", "what": what} for what in ("received", "registered", "moved", "answered")]
    told = {**REGISTERED, "state": "answered", "steps": steps, "answers": [ANSWER]}
    registry.matters[TOKEN] = matter(told)
    for path, words in (("/en", ("Answered", "The answer", "23 November 2026")), ("", ("تم الرد", "23 نوفمبر 2026"))):
        page = await browser.open(f"{path}/track/{TOKEN}")
        for said in (*words, "OUT-2026-000045-1", "ab" * 32, "خطاب <الرد>.pdf"):
            assert said in page.text, said
        (link,) = page.all("a", href=f"/api/v1/tracking/{TOKEN}/documents/{ANSWER['documents'][0]['document_id']}")
        assert "download" in link
        assert "<الرد>" not in page.html
        assert not [has for has in page.all("div", id="live") if "data-live" in has]


async def test_a_closed_request_says_why_and_still_takes_documents(browser: Browser, registry: FakeRegistry) -> None:
    steps = [{"at": "2026-11-22T10:05:00Z", "what": "closed", "reason": "سُحب <الطلب>"}]
    registry.matters[TOKEN] = matter({**REGISTERED, "state": "closed", "due": None, "steps": steps})
    page = await browser.open(f"/en/track/{TOKEN}")
    assert "Closed" in page.text
    assert "سُحب <الطلب>" in page.text
    assert page.all("a", href=f"/en/track/{TOKEN}/complete")
    arabic = await browser.open(f"/track/{TOKEN}")
    assert "مغلق" in arabic.text


async def test_dates_are_gregorian_with_hijri_beside(browser: Browser, registry: FakeRegistry) -> None:
    registry.matters[TOKEN] = matter(FULLY_TOLD)
    assert "22 November 2026 (12 Jumada II 1448 AH), 10:05" in (await browser.open(f"/en/track/{TOKEN}")).text
    assert "1448 هـ" in (await browser.open(f"/track/{TOKEN}")).text


async def test_types_are_found_as_people_write_them(browser: Browser) -> None:
    for wanted in ("التصريح", "تصريح عمل", "PERMIT", "passp"):
        page = await browser.open(f"/en/register?q={wanted}")
        assert page.all("a", href="/en/register/work-permit"), wanted
        assert not page.all("a", href="/en/register/general-correspondence"), wanted
    nothing = await browser.open("/en/register?q=spaceship")
    assert nothing.all("a", href="/en/register/general-correspondence")
