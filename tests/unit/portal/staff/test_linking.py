"""Transactions that belong together, on the page of one of them."""

import pytest

from tests.unit.portal.browser import Page
from tests.unit.portal.staff.window import Window
from tests.unit.portal.staff.work_fakes import HOLDER, NUMBER, Ministry, branch, number, related, work

ONE = f"/en/matters/{NUMBER}"
OTHER = number(2)


@pytest.fixture
async def officer(window: Window, ministry: Ministry) -> Window:
    ministry.add(work(1, branch(may=HOLDER), may=("note", "link")), work(2))
    await window.sign_in("officer")
    return window


async def tie(officer: Window, which: str, *typed: tuple[str, str]) -> Page:
    return Page(await officer.send(await officer.open(ONE), f"{ONE}/{which}", *typed))


async def test_what_it_is_linked_with_is_shown_with_who_when_and_how(officer: Window, ministry: Ministry) -> None:
    unseen = {"seen": False, "subject": "", "unit_id": None, "history": [], "may_unlink": False}
    ministry.links[NUMBER] = [related(2, closed=True), related(3, **unseen)]
    page = await officer.read(ONE)
    for words in (OTHER, "Matter 2", "Closed · Legal Affairs", "Goes <on>", "Huda the lawyer"):
        assert words in page.text
    assert f"{number(3)} With another unit" in page.text
    assert "<on>" not in page.html
    assert page.all("a", href=f"/en/matters/{OTHER}")
    assert not page.all("a", href=f"/en/matters/{number(3)}")
    assert len(page.all("form", action=f"{ONE}/unlink")) == 1


async def test_who_may_not_link_has_no_form_for_it(window: Window, ministry: Ministry) -> None:
    ministry.add(work(1, branch(may=()), may=()))
    ministry.links[NUMBER] = [related(2, may_unlink=False)]
    await window.sign_in("auditor")
    page = await window.read(ONE)
    assert OTHER in page.text
    assert not page.all("form", action=f"{ONE}/link")
    assert not page.all("form", action=f"{ONE}/unlink")


async def test_without_links_the_page_is_of_use(officer: Window, ministry: Ministry) -> None:
    ministry.away = {"links"}
    assert "Link with another transaction" in (await officer.read(ONE)).text


async def test_two_are_linked_by_number_once(officer: Window, ministry: Ministry) -> None:
    page = await tie(officer, "link", ("linked", f" {OTHER} "), ("link-note", "Goes on"))
    assert page.status == 303
    assert page.headers["location"].startswith(f"{ONE}?show=all&did=link")
    ((which, other, why, condition),) = ministry.tied
    assert (which, other, why, condition.version, len(condition.key)) == ("link", OTHER, "Goes on", "", 32)
    assert "Linked." in (await officer.read(page.headers["location"])).text


async def test_two_are_parted_as_they_were_seen_and_with_a_reason(officer: Window, ministry: Ministry) -> None:
    ministry.links[NUMBER] = [related(2)]
    missing = await tie(officer, "unlink", ("unlink-reason", " "))
    assert missing.status == 422
    assert not ministry.tied
    page = await tie(officer, "unlink", ("unlink-reason", "By mistake"))
    assert page.headers["location"].startswith(f"{ONE}?show=all&did=unlink")
    ((which, other, why, condition),) = ministry.tied
    assert (which, other, why, condition.version) == ("unlink", OTHER, "By mistake", "3")


async def test_a_number_that_one_may_not_see_is_told_beside_it(officer: Window, ministry: Ministry) -> None:
    page = await tie(officer, "link", ("linked", number(9)), ("link-note", "Kept"))
    assert page.status == 422
    assert "There is no transaction of this number that you may see" in page.text
    assert page.all("input", name="linked", value=number(9))
    assert "Kept" in page.text
    empty = await tie(officer, "link", ("linked", ""))
    assert empty.status == 422
    assert not ministry.tied


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("already-linked", "The two transactions are linked already"),
        ("impossible-link", "cannot be linked with itself"),
        ("stale-version", "Somebody else was faster"),
        ("something-new", "request"),
    ],
)
async def test_what_stands_in_the_way_is_said_in_words(
    officer: Window, ministry: Ministry, code: str, said: str
) -> None:
    ministry.refuse = code
    page = await tie(officer, "link", ("linked", OTHER))
    assert page.status == 409
    assert said in page.text
