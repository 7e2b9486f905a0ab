"""Pages of retention: classes changed and put back, what is due confirmed, what is held let go."""

import pytest

from services.portal.errors import RefusedError
from services.portal.model.retention import class_changes
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.retention_fakes import CLASSES, NUMBERS, FakeRetention, due_line
from tests.unit.portal.staff.window import Window

HERE = "/en/administration/retention"
PAGES = ["", "/classes", "/versions/1", "/due", "/due?class=short", "/due?after=n", "/holds", "/disposals"]


@pytest.fixture
async def administrator(window: Window) -> Window:
    await window.sign_in("administrator")
    return window


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
async def test_every_page_is_there_in_both_languages(administrator: Window, page: str, language: str) -> None:
    shown = await administrator.read(f"{language}/administration/retention{page}")
    assert shown.all("details", **{"class": "help"})
    assert "Ordinary <b>" not in shown.html


@pytest.mark.parametrize("page", PAGES)
async def test_nobody_else_sees_them(window: Window, page: str) -> None:
    assert (await window.open(HERE + page)).headers["location"].startswith("/en/sign-in")
    await window.sign_in("officer")
    assert (await window.open(HERE + page)).status_code == 403


async def test_the_overview_says_what_holds_and_how_much_is_due(administrator: Window) -> None:
    text = (await administrator.read(HERE)).text
    for words in ("10 years", "for ever", "default", "grievance: gone", "2021"):
        assert words in text


async def test_a_class_is_added_changed_and_put_in_force(administrator: Window, retention: FakeRetention) -> None:
    path = f"{HERE}/classes"
    page = await administrator.open(path)
    more = await administrator.send(page, path, ("step", "add"))
    assert 'name="classes.3.code"' in more.text
    new = (
        ("classes.3.code", "audit"),
        ("classes.3.title.ar", "تدقيق"),
        ("classes.3.title.en", "Audit"),
        ("classes.3.help.ar", "للتدقيق"),
        ("classes.3.help.en", "For audits"),
        ("classes.3.years", "7"),
        ("classes.3.counted_from", "received"),
        ("classes.3.then", "delete"),
        ("classes.1.then", "delete"),
        ("default", "ordinary"),
    )
    without = await administrator.send(more, path, *new, ("step", "put"))
    assert (without.status_code, len(retention.kept)) == (422, 1)
    done = await administrator.send(without, path, *new, ("why", "decision 9"), ("step", "put"))
    assert done.headers["location"].startswith(f"{HERE}?done=in-force")
    content = retention.kept[-1].content
    assert [one["code"] for one in content["classes"]] == ["ordinary", "short", "permanent", "audit"]
    assert content["classes"][3]["years"] == 7
    assert content["classes"][2]["years"] is None
    assert retention.kept[-1].why == "decision 9"


async def test_what_is_wrong_with_a_class_is_said_beside_it_and_what_was_typed_stays(
    administrator: Window, retention: FakeRetention
) -> None:
    path = f"{HERE}/classes"
    page = await administrator.open(path)
    retention.refuse = RefusedError("invalid-content", told=(("classes.0.years", "At least 1, please."),))
    answer = await administrator.send(page, path, ("classes.0.years", "0"), ("why", "x"), ("step", "put"))
    shown = Page(answer)
    assert answer.status_code == 422
    assert "At least 1, please." in shown.text
    assert shown.all("a", href="#classes.0.years")
    retention.state(CLASSES, "somebody else")
    stale = await administrator.send(answer, path, ("why", "mine"), ("step", "put"))
    assert (stale.status_code, 'value="mine"' in stale.text) == (409, True)


async def test_a_class_is_left_out_and_an_older_version_is_put_back(
    administrator: Window, retention: FakeRetention
) -> None:
    path = f"{HERE}/classes"
    less = await administrator.send(await administrator.open(path), path, ("step", "remove:2"))
    await administrator.send(less, path, ("default", "short"), ("why", "x"), ("step", "put"))
    page = await administrator.open(f"{HERE}/versions/2")
    assert "Removed" in Page(page).text
    first = await administrator.open(f"{HERE}/versions/1")
    here = f"{HERE}/versions/1/restore"
    assert (await administrator.send(first, here)).status_code == 422
    done = await administrator.send(first, here, ("reason", "back"))
    assert "done=put-back" in done.headers["location"]
    assert (retention.kept[-1].restores, retention.kept[-1].content) == (1, CLASSES)


async def test_nothing_is_confirmed_without_a_reason_a_tick_and_a_number(
    administrator: Window, retention: FakeRetention
) -> None:
    path = f"{HERE}/due"
    page = await administrator.open(f"{path}?class=short")
    wrong = await administrator.send(page, path)
    assert wrong.status_code == 422
    for control in ("number", "reason", "sure"):
        assert f'href="#{control}"' in wrong.text
    typed = (("reason", "minutes 3"), ("sure", "yes"))
    kept = await administrator.send(page, path, ("reason", "minutes 3"), ("number", NUMBERS[0]))
    assert (kept.status_code, f'value="{NUMBERS[0]}" checked' in kept.text) == (422, True)
    assert retention.confirmed == []
    done = await administrator.send(page, path, *typed, *(("number", number) for number in NUMBERS))
    assert done.headers["location"].startswith(f"{HERE}/disposals?done=confirmed")
    assert [one.number for one in retention.confirmed[0].transactions] == list(NUMBERS)
    assert retention.conditions[-1].key
    shown = await administrator.read(f"{HERE}/disposals")
    assert "minutes 3" in shown.text
    assert NUMBERS[1] in shown.text


async def test_what_may_not_go_is_named_by_its_number(administrator: Window, retention: FakeRetention) -> None:
    path = f"{HERE}/due"
    page = await administrator.open(path)
    retention.refuse = RefusedError("not-due", told=(("numbers.1", "This transaction is held."),))
    typed = (("reason", "x"), ("sure", "yes"), *(("number", number) for number in NUMBERS))
    answer = await administrator.send(page, path, *typed)
    assert answer.status_code == 422
    assert f"{NUMBERS[1]}: This transaction is held." in Page(answer).text


async def test_what_was_ticked_on_a_later_page_is_still_ticked_when_it_was_not_confirmed(
    administrator: Window, retention: FakeRetention
) -> None:
    later = await administrator.open(f"{HERE}/due?class=short&after=n")
    again = await administrator.send(later, f"{HERE}/due", ("number", NUMBERS[0]))
    assert again.status_code == 422
    assert f'value="{NUMBERS[0]}" checked' in again.text
    assert retention.places == ["n", "n"]


async def test_what_is_to_be_looked_at_is_chosen_one_by_one(administrator: Window, retention: FakeRetention) -> None:
    retention.due_ = [due_line(number, then="review") for number in NUMBERS]
    page = await administrator.read(f"{HERE}/due?class=short")
    assert len(page.all("input", type="radio", name="number")) == 2


def test_what_tells_versions_apart_is_named_class_by_class() -> None:
    changed = {
        "default": "short",
        "classes": [{**CLASSES["classes"][0], "years": 12}, CLASSES["classes"][1]],
    }
    found = [(one.what, one.title.en, one.before, one.after) for one in class_changes(CLASSES, changed)]
    assert found == [
        ("removed", "Kept", None, None),
        ("years", "Ordinary <b>", 10, 12),
        ("default", "Short", None, None),
    ]
    assert [one.what for one in class_changes(changed, CLASSES)] == ["added", "years", "default"]
