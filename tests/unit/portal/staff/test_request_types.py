"""Administrators change request types by a form that needs no script: tried first, put in force, and put back."""

from pathlib import Path

import httpx
import pytest
import yaml

from services.portal.api.staff.administrators.type_forms import content_of, control_of, stepped
from services.portal.api.staff.answering import Sent
from services.portal.errors import RefusedError
from services.portal.model.configuration import changes
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.house import House
from tests.unit.portal.staff.types import FILES, NOW, a_type, form_of
from tests.unit.portal.staff.window import Window

TYPE = "/en/administration/request-types/work-permit"
NEW = "/en/administration/new-request-type"


@pytest.fixture
async def administrator(window: Window) -> Window:
    await window.sign_in("administrator")
    return window


async def step(window: Window, at: str, step: str, content: dict[str, object], **more: str) -> httpx.Response:
    """Press a button of the form as it would be filled in with this content."""
    page = await window.open(at)
    typed = [*form_of(content), ("step", step), *more.items()]
    return await window.send(page, at, *typed)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "page",
    ["/administration/request-types", "/administration/request-types/work-permit", "/administration/new-request-type"],
)
async def test_every_page_has_help_in_both_languages(administrator: Window, language: str, page: str) -> None:
    assert (await administrator.read(language + page)).all("details", **{"class": "help"})


@pytest.mark.parametrize("page", [TYPE, NEW, "/administration/request-types", f"{TYPE}/text"])
async def test_nobody_else_sees_them(window: Window, page: str) -> None:
    await window.sign_in("officer")
    assert (await window.open(page)).status_code == 403


@pytest.mark.parametrize("path", sorted(FILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_form_says_what_its_type_says(path: Path) -> None:
    content = a_type(path.stem)
    assert changes(content, content_of(Sent(fields=tuple(form_of(content))))) == ()


async def test_a_row_more_or_less_puts_nothing_in_force(administrator: Window, house: House) -> None:
    more = Page(await step(administrator, TYPE, "add-document", a_type()))
    count = len(a_type()["documents"])
    assert more.status == 200
    assert more.all("input", name="rows.documents", value=str(count + 1))
    less = Page(await step(administrator, TYPE, "remove-document:0", a_type()))
    assert less.all("input", name="rows.documents", value=str(count - 1))
    assert house.types.done == []


@pytest.mark.parametrize("odd", ["", "remove-document:x", "remove-document:99", "remove-nothing:1", "add-document:"])
def test_an_odd_step_takes_nothing_away(odd: str) -> None:
    assert len(stepped(a_type(), odd)["documents"]) >= len(a_type()["documents"])


async def test_what_is_put_in_force_says_why_and_stands_in_the_history(administrator: Window, house: House) -> None:
    content = {**a_type(), "days_to_answer": 9}
    unsaid = await step(administrator, TYPE, "put", content)
    assert unsaid.status_code == 422
    assert house.types.done == []
    done = await step(administrator, TYPE, "put", content, why="new law")
    assert done.status_code == 303
    assert house.types.done == [("put", "work-permit")]
    shown = await administrator.read(done.headers["location"])
    assert "new law" in shown.text
    assert "Working days to answer" in shown.text
    back = await administrator.send(await administrator.open(TYPE), f"{TYPE}/restore/1", ("why", "too slow"))
    assert back.status_code == 303
    assert house.types.done[-1] == ("restore", 1)
    assert "Puts version 1 in force again." in (await administrator.read(TYPE)).text.replace("\u2068", "").replace(
        "\u2069", ""
    )


async def test_what_is_wrong_stands_at_its_control(administrator: Window, house: House) -> None:
    told = [("documents.0.recognise.names.en.0", "One word is not enough."), ("mailbox", "Taken.")]
    house.types.refuse = RefusedError("invalid-content", told=told)
    page = Page(await step(administrator, TYPE, "put", a_type(), why="x"))
    assert page.status == 422
    assert page.all("a", href="#documents.0.names.en")
    assert page.all("textarea", **{"id": "documents.0.names.en", "aria-invalid": "true"})
    assert page.all("input", **{"id": "mailbox", "aria-invalid": "true"})
    assert "One word is not enough." in page.text


async def test_somebody_who_was_faster_is_not_overwritten(administrator: Window, house: House) -> None:
    house.types.refuse = RefusedError("stale-version")
    assert (await step(administrator, TYPE, "put", a_type(), why="x")).status_code == 409


async def test_a_draft_is_tried_on_what_came(administrator: Window, house: House) -> None:
    judged = {"request_type": "work-permit", "outcome": "registered"}
    example = {
        "submission_id": "00000000-0000-0000-0000-000000000001",
        "received_at": NOW,
        "subject": "Permit <b>",
        "differences": ["asked"],
        "before": judged,
        "after": {**judged, "outcome": "incomplete", "missing": ["sketch"]},
    }
    house.types.found = {"differing": 3, "counts": {"asked": 3}, "hidden": 2, "examples": [example]}
    page = Page(await step(administrator, TYPE, "try", {**a_type(), "days_to_answer": 9}))
    assert "The sender would be asked for more" in page.text
    assert "sketch" in page.text
    assert "<b>" not in page.html
    assert page.all("input", id="days_to_answer", value="9")
    assert house.types.done == [("preview", "work-permit")]


async def test_the_requesters_form_is_looked_at(administrator: Window) -> None:
    page = Page(await step(administrator, TYPE, "look", a_type()))
    assert page.all("section", id="look")
    assert page.all("fieldset", disabled="")
    assert page.all("input", id="document-passport")


async def test_a_new_type_gets_codes_for_its_documents(administrator: Window, house: House) -> None:
    content = {**a_type(), "code": "boat-licence"}
    for one in content["documents"]:
        one["code"] = ""
    done = await step(administrator, NEW, "put", content, why="boats")
    assert done.headers["location"].startswith("/en/administration/request-types/boat-licence")
    kept = house.types.kept["boat-licence"][0].content or {}
    codes = [one["code"] for one in kept["documents"]]
    assert all(codes)
    assert len(set(codes)) == len(codes)


async def test_operators_take_a_type_as_a_text_and_bring_it_back(administrator: Window, house: House) -> None:
    text = (await administrator.open(f"{TYPE}/text")).text
    assert yaml.safe_load(text) == a_type()
    changed = text.replace("days_to_answer: 5", "days_to_answer: 11")
    page = Page(await step(administrator, TYPE, "take", a_type(), yaml=changed))
    assert page.status == 200
    assert house.types.done == []
    broken = Page(await step(administrator, TYPE, "take", a_type(), yaml="{"))
    assert broken.status == 422
    assert broken.all("a", href="#yaml")


@pytest.mark.parametrize(
    ("field", "control"),
    [
        ("title.ar", "title.ar"),
        ("keywords.en.3", "keywords.en"),
        ("documents.2.recognise.media_types", "documents.2.media"),
        ("documents.2.recognise.media_types.0", "documents.2.media"),
        ("documents.2.code", "documents.2.title.en"),
        ("fields.0.name", "fields.0.title.en"),
    ],
)
def test_a_fault_leads_to_the_control_that_mends_it(field: str, control: str) -> None:
    assert control_of(field) == control
