"""Pages of the templates of letters: changed with a preview, put in force and put back."""

import httpx
import pytest

from services.portal.errors import RefusedError
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.template_fakes import APPROVAL, FakeLetterTemplates
from tests.unit.portal.staff.window import Window

HERE, ONE, NEW = (f"/en/administration/{path}" for path in ("templates", "templates/approval", "new-template"))
WORDS = (("body-ar", "رقم {number}"), ("body-en", "Another {number}\r\n\r\nYours"))


@pytest.fixture
async def administrator(window: Window) -> Window:
    await window.sign_in("administrator")
    return window


async def act(
    window: Window, page: httpx.Response, what: str, *typed: tuple[str, str], at: str = ONE
) -> httpx.Response:
    return await window.send(page, at, *WORDS, *typed, ("act", what))


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", ["templates", "templates/approval", "new-template", "templates/approval/versions/1"])
async def test_every_page_is_there_in_both_languages(administrator: Window, page: str, language: str) -> None:
    shown = await administrator.read(f"{language}/administration/{page}")
    assert shown.all("details", **{"class": "help"})
    assert "<b>" not in shown.html.replace("<bdi", "")


@pytest.mark.parametrize("page", [HERE, ONE, NEW, f"{ONE}/versions/1"])
async def test_nobody_else_sees_them(window: Window, page: str) -> None:
    assert (await window.open(page)).headers["location"].startswith("/en/sign-in")
    await window.sign_in("officer")
    assert (await window.open(page)).status_code == 403


async def test_a_draft_is_shown_as_a_letter_and_nothing_is_in_force_yet(
    administrator: Window, templates: FakeLetterTemplates
) -> None:
    page = await administrator.open(ONE)
    answer = await act(administrator, page, "try", ("by-unit", "permits"))
    ((code, content, *rest),) = templates.asked
    assert (code, rest) == ("approval", ["permits", "", "en"])
    assert content == {**APPROVAL, "en": {"subject": "About {subject}", "body": "Another {number}\n\nYours\n"}}
    assert any(one["src"].startswith("data:image/jpeg;base64,") for one in Page(answer).all("img"))
    assert "Another {number}" in answer.text
    assert len(templates.kept["approval"].kept) == 1


async def test_a_change_is_put_in_force_with_a_reason_and_stands_in_the_history(
    administrator: Window, templates: FakeLetterTemplates
) -> None:
    page = await administrator.open(ONE)
    without = await act(administrator, page, "put", ("why", " "))
    assert (without.status_code, len(templates.kept["approval"].kept)) == (422, 1)
    answer = await act(administrator, page, "put", ("why", "decision 14"))
    assert answer.headers["location"].startswith(f"{ONE}?done=in-force")
    shown = await administrator.read(answer.headers["location"])
    assert "decision 14" in shown.text
    changed = await administrator.read(f"{ONE}/versions/2")
    assert "Text in English" in changed.text
    back = await administrator.open(f"{ONE}/versions/1")
    action = f"{ONE}/versions/1/restore"
    assert (await administrator.send(back, action, ("reason", ""))).status_code == 422
    done = await administrator.send(back, action, ("reason", "it was right"))
    assert done.headers["location"].startswith(f"{ONE}?done=put-back")
    assert templates.kept["approval"].kept[-1].content == APPROVAL


async def test_a_new_template_needs_a_code(administrator: Window, templates: FakeLetterTemplates) -> None:
    page = await administrator.open(NEW)
    typed = (("title-ar", "شكر"), ("title-en", "Thanks"), ("kinds", "letter"), ("why", "new"))
    for code in ("", "Two Words"):
        wrong = await act(administrator, page, "put", ("code", code), *typed, at=NEW)
        assert (wrong.status_code, "Please give the template a code" in wrong.text) == (422, True)
    answer = await act(administrator, page, "put", ("code", "thanks"), *typed, at=NEW)
    assert answer.headers["location"].startswith(f"{HERE}/thanks?done=in-force")
    assert list(templates.kept["thanks"].kept[0].content["kinds"]) == ["letter"]
    again = await act(administrator, page, "put", ("code", "approval"), *typed, at=NEW)
    assert again.status_code == 409


async def test_what_routing_refuses_is_named_at_its_control(
    administrator: Window, templates: FakeLetterTemplates
) -> None:
    faults = (("ar.body", "There is no such field."), ("kinds", "At least one."))
    templates.refuse = RefusedError("invalid-content", told=faults)
    answer = await act(administrator, await administrator.open(ONE), "try")
    shown = Page(answer)
    assert answer.status_code == 422
    assert {one["href"] for one in shown.all("a")} >= {"#body-ar", "#kinds"}
    assert [one["id"] for one in shown.all("textarea", **{"aria-invalid": "true"})] == ["body-ar"]
    assert "There is no such field." in shown.text


@pytest.mark.parametrize("number", ["IN-2026-000007-1", "nonsense"])
async def test_a_transaction_that_is_not_ones_own_is_not_shown(administrator: Window, number: str) -> None:
    answer = await act(administrator, await administrator.open(ONE), "try", ("number", number))
    assert (answer.status_code, "It cannot be shown as a letter" in answer.text) == (422, True)


async def test_whoever_was_slower_keeps_what_was_typed(administrator: Window, templates: FakeLetterTemplates) -> None:
    page = await administrator.open(ONE)
    templates.kept["approval"].state({**APPROVAL, "active": False}, "meanwhile")
    answer = await act(administrator, page, "put", ("why", "mine"))
    assert (answer.status_code, "Another {number}" in answer.text) == (409, True)
    assert "Somebody else changed this" in answer.text
