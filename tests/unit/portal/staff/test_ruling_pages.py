"""Pages of the routing rules: looked at, drafted by forms, tried, put in force and put back."""

import json
from typing import Any

import httpx
import pytest

from services.portal.errors import RefusedError
from services.portal.model.rules import Rules
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.rules_fakes import RULES, FakeRulebook
from tests.unit.portal.staff.window import Window

HERE, DRAFT = "/en/administration/rules", "/en/administration/rules/draft"
NEW = (
    ("code", "sender-bank"),
    ("unit", "permits"),
    ("words-ar", ""),
    ("words-en", ""),
    ("senders", "bank.example\n\n other.example "),
    ("mailboxes", ""),
    ("certainty", "95"),
    ("priority", "5"),
    ("note", "why"),
)
CONTENT = {**RULES, "rules": [*RULES["rules"]]}


@pytest.fixture
async def administrator(window: Window) -> Window:
    await window.sign_in("administrator")
    return window


async def act(window: Window, page: httpx.Response, what: str, *typed: tuple[str, str]) -> httpx.Response:
    return await window.send(page, DRAFT, *typed, ("act", what))


def draft_on(answer: httpx.Response) -> dict[str, Any]:
    return Rules.model_validate(json.loads(Page(answer).values["draft"])).content


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", ["", "/draft", "/versions/1"])
async def test_every_page_is_there_in_both_languages(administrator: Window, page: str, language: str) -> None:
    shown = await administrator.read(f"{language}/administration/rules{page}")
    assert shown.all("details", **{"class": "help"})
    assert "<courts>" not in shown.html


@pytest.mark.parametrize("page", ["", "/draft", "/versions/1", "/versions/1/routing-rules.yaml"])
async def test_nobody_else_sees_them(window: Window, page: str) -> None:
    assert (await window.open(HERE + page)).headers["location"].startswith("/en/sign-in")
    await window.sign_in("officer")
    assert (await window.open(HERE + page)).status_code == 403


async def test_rules_stand_in_order_of_strength_with_the_types_unit_between_them(administrator: Window) -> None:
    text = (await administrator.read(HERE)).text
    places = [text.index(words) for words in ("courts", "p@m.example", "two.example", "The type’s own unit", "lease")]
    assert places == sorted(places)
    assert "Only suggests" in text


async def test_a_rule_is_added_in_the_draft_and_nothing_is_in_force_yet(
    administrator: Window, rulebook: FakeRulebook
) -> None:
    form = await act(administrator, await administrator.open(DRAFT), "new")
    answer = await act(administrator, form, "keep", *NEW, ("request-types", "grievance"))
    (*_, added) = draft_on(answer)["rules"]
    assert added == {
        "code": "sender-bank",
        "unit": "permits",
        "when": {"request_types": ["grievance"], "senders": ["bank.example", "other.example"]},
        "certainty": 0.95,
        "priority": 5,
        "note": "why",
    }
    assert "Added sender-bank" in Page(answer).text
    assert len(rulebook.kept) == 1


async def test_a_rule_is_changed_removed_and_moved(administrator: Window) -> None:
    page = await administrator.open(DRAFT)
    form = await act(administrator, page, "open:2")
    assert 'value="80"' in form.text
    changed = draft_on(await act(administrator, form, "keep:2", *NEW))["rules"]
    assert [one["code"] for one in changed] == ["weak", "courts", "sender-bank", "two"]
    dropped = draft_on(await act(administrator, page, "drop:0"))["rules"]
    assert [one["code"] for one in dropped] == ["courts", "one", "two"]
    swapped = draft_on(await act(administrator, page, "swap:3:2"))["rules"]
    assert [one["code"] for one in swapped] == ["weak", "courts", "two", "one"]
    assert draft_on(await act(administrator, form, "back")) == CONTENT


async def test_what_a_rule_lacks_is_said_beside_it_and_what_was_typed_stays(administrator: Window) -> None:
    form = await act(administrator, await administrator.open(DRAFT), "new")
    typed = (("code", "courts"), ("unit", ""), ("certainty", "much"), ("note", "typed"))
    answer = await act(administrator, form, "keep", *typed, ("priority", "x"), ("senders", ""))
    text = Page(answer).text
    assert answer.status_code == 422
    assert "Another rule has this code already" in text
    assert "at least one condition" in text
    assert "whole number from 0 to 100" in text
    assert 'value="typed"' in answer.text


async def test_limits_are_given_in_percent(administrator: Window) -> None:
    page = await administrator.open(DRAFT)
    answer = await act(administrator, page, "limits", ("certain-from", "50"), ("type-certainty", "75"))
    assert (draft_on(answer)["certain_from"], draft_on(answer)["type_certainty"]) == (0.5, 0.75)
    assert "50" in Page(answer).text


async def test_a_draft_is_tried_and_says_what_it_would_do(administrator: Window, rulebook: FakeRulebook) -> None:
    page = await act(administrator, await administrator.open(DRAFT), "drop:0")
    answer = await act(administrator, page, "try", ("first", "2026-08-01"), ("last", "2026-08-31"))
    ((content, *period),) = rulebook.asked
    assert (len(content["rules"]), period) == (3, ["2026-08-01", "2026-08-31", "en"])
    text = Page(answer).text
    assert "12 transactions looked at" in text
    assert "IN-2026-000007-1" in text
    assert draft_on(answer) == content


async def test_a_draft_is_put_in_force_with_a_reason(administrator: Window, rulebook: FakeRulebook) -> None:
    page = await act(administrator, await administrator.open(DRAFT), "drop:0")
    without = await act(administrator, page, "put", ("why", " "))
    assert (without.status_code, len(rulebook.kept)) == (422, 1)
    answer = await act(administrator, page, "put", ("why", "decision 14"))
    assert answer.headers["location"].startswith(f"{HERE}?done=in-force")
    assert (rulebook.kept[-1].why, len(rulebook.kept[-1].content["rules"])) == ("decision 14", 3)
    assert rulebook.conditions[-1].key
    assert "In force from now on" in (await administrator.read(answer.headers["location"])).text


async def test_whoever_was_slower_keeps_the_draft_and_sees_what_it_would_change_now(
    administrator: Window, rulebook: FakeRulebook
) -> None:
    page = await act(administrator, await administrator.open(DRAFT), "drop:0")
    rulebook.state({**RULES, "certain_from": 0.5}, "meanwhile")
    answer = await act(administrator, page, "put", ("why", "mine"))
    assert answer.status_code == 409
    assert "Somebody else changed the rules" in Page(answer).text
    assert len(draft_on(answer)["rules"]) == 3
    again = await act(administrator, answer, "put", ("why", "mine"))
    assert again.status_code == 303


async def test_what_routing_refuses_is_named_by_its_rule(administrator: Window, rulebook: FakeRulebook) -> None:
    rulebook.refuse = RefusedError(
        "invalid-content", told=(("rules.1.unit", "There is no such unit."), ("", "All wrong."))
    )
    answer = await act(administrator, await administrator.open(DRAFT), "try")
    text = Page(answer).text
    assert answer.status_code == 422
    assert "courts : There is no such unit." in text.replace("courts: ", "courts : ")
    assert "All wrong." in text


async def test_rules_go_out_and_come_in_as_text(administrator: Window) -> None:
    text = await administrator.open(f"{HERE}/versions/1/routing-rules.yaml")
    assert "attachment" in text.headers["content-disposition"]
    page = await act(administrator, await administrator.open(DRAFT), "drop:0")
    answer = await act(administrator, page, "take", ("yaml", text.text))
    assert draft_on(answer) == CONTENT
    wrong = await act(administrator, page, "take", ("yaml", "certain_from: 0.6\nrules: [{cod: x}]\n"))
    assert (wrong.status_code, "rules.0.cod" in Page(wrong).text) == (422, True)
    assert len(draft_on(wrong)["rules"]) == 3


async def test_older_rules_are_put_back_with_a_reason(administrator: Window, rulebook: FakeRulebook) -> None:
    rulebook.state({**RULES, "rules": RULES["rules"][1:]}, "fewer")
    shown = await administrator.read(f"{HERE}/versions/2")
    assert "Removed weak" in shown.text
    page = await administrator.open(f"{HERE}/versions/1")
    action = f"{HERE}/versions/1/restore"
    assert (await administrator.send(page, action, ("reason", ""))).status_code == 422
    answer = await administrator.send(page, action, ("reason", "too few"))
    assert answer.headers["location"].startswith(f"{HERE}?done=put-back")
    assert (rulebook.kept[-1].restores, rulebook.kept[-1].content) == (1, RULES)


@pytest.mark.parametrize("draft", ["", "x", "[]", '{"rules": 3}', '{"rules": [{"when": []}]}'])
async def test_a_draft_that_is_none_is_refused(administrator: Window, draft: str) -> None:
    page = await administrator.open(DRAFT)
    assert (await act(administrator, page, "try", ("draft", draft))).status_code == 403
