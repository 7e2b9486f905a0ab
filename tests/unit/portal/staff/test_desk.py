"""The desk: what waits, one matter, a decision, and the next one."""

import pytest

from services.portal.model.rows import following, row_of_matter
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.clerks_fakes import NUMBER, Office, an_id, bounced, matter, route
from tests.unit.portal.staff.fakes import FakeSessions
from tests.unit.portal.staff.window import Window

ONE, TWO = (f"/en/desk/{an_id(number)}" for number in (1, 2))


@pytest.fixture
async def clerk(window: Window, office: Office) -> Window:
    office.add(matter(1), matter(2, minutes=1), matter(3, minutes=2, urgent_because="urgent-type"))
    await window.sign_in()
    return window


async def test_the_desk_shows_what_is_urgent_first_and_then_what_is_oldest(clerk: Window) -> None:
    page = await clerk.read("/en/desk")
    assert [page.text.index(f"Matter {number}") for number in (3, 1, 2)] == sorted(
        page.text.index(f"Matter {number}") for number in (1, 2, 3)
    )
    assert "the documents could not be recognised" in page.text
    assert "Issue of a work permit" in page.text


async def test_every_kind_is_counted_and_shown_by_itself(clerk: Window, office: Office) -> None:
    office.add(matter(4, readable=False), matter(5, state="incomplete"), matter(6, state="registered", number=NUMBER))
    office.routes[NUMBER] = route(6)
    office.notices.append(bounced(6))
    page = await clerk.read("/en/desk?kind=unreadable")
    for words in ("To decide 3", "Unreadable 1", "With the requester 1", "Unit in doubt 1", "Bounced notices 1"):
        assert words in page.text
    assert "Matter 4" in page.text
    assert "Matter 1" not in page.text
    assert NUMBER in (await clerk.read("/en/desk?kind=doubtful")).text
    assert "salim@company.example" in (await clerk.read("/en/desk?kind=bounced")).text


async def test_a_list_whose_service_is_away_is_said_and_the_others_are_there(clerk: Window, office: Office) -> None:
    office.away = {"notify", "routing"}
    assert "Matter 1" in (await clerk.read("/en/desk")).text
    assert "cannot be shown at the moment" in (await clerk.read("/en/desk?kind=bounced")).text


async def test_a_matter_is_shown_with_what_was_thought_of_it(clerk: Window) -> None:
    page = await clerk.read(ONE)
    for words in ("Matter 1", "words in it", "Salim the clerk", "10:05", "E-mail", "Changed"):
        assert words in page.text
    assert "<script>" not in page.html.replace("<script src=", "")
    assert "Salim <b>" in page.text


@pytest.mark.parametrize("role", ["officer", "manager", "agent", "auditor", "administrator"])
async def test_only_clerks_have_a_desk(window: Window, role: str) -> None:
    await window.sign_in(role)
    for path in ("/en/desk", ONE, f"{ONE}/label"):
        assert (await window.open(path)).status_code == 403


@pytest.mark.parametrize(
    ("role", "status"), [("officer", 404), ("auditor", 404), ("agent", 403), ("administrator", 403)]
)
async def test_who_may_see_a_document_is_left_to_storage(window: Window, role: str, status: int) -> None:
    await window.sign_in(role)
    assert (await window.open(f"/desk/documents/{an_id(501)}/file")).status_code == status


async def test_registering_opens_the_next_one_and_says_what_was_done(clerk: Window, office: Office) -> None:
    answer = await clerk.send(await clerk.open(ONE), f"{ONE}/register", ("register-type", "work-permit"))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{TWO}?kind=undecided&")
    ((action, body, condition),) = office.done
    assert (action, body) == ("register", {"request_type": "work-permit"})
    assert condition is not None
    assert len(condition.key) == 32
    page = await clerk.read(answer.headers["location"])
    assert f"Registered. {NUMBER}" in page.text


async def test_nobody_else_can_put_words_into_our_mouth(clerk: Window) -> None:
    page = await clerk.read(f"{TWO}?done=register&about={an_id(1)}&number={NUMBER}&word={'0' * 64}")
    assert NUMBER not in page.text


async def test_after_the_last_one_comes_what_was_passed_over_and_then_an_empty_desk(
    clerk: Window, office: Office
) -> None:
    places = []
    for path in (TWO, f"/en/desk/{an_id(3)}", ONE):
        answer = await clerk.send(await clerk.open(path), f"{path}/reject", ("reason", "not ours"))
        places.append(answer.headers["location"].partition("?")[0])
    assert places == [f"/en/desk/{an_id(3)}", ONE, "/en/desk"]
    assert "Nothing waits here." in (await clerk.read("/en/desk")).text
    assert {state.state for state in office.matters.values()} == {"rejected"}


async def test_a_return_has_the_clerks_words_and_what_was_ticked(clerk: Window, office: Office) -> None:
    typed = (("remark", " Too dark. "), ("missing", "passport"), ("missing", "photograph"))
    await clerk.send(await clerk.open(ONE), f"{ONE}/return", *typed)
    wanted = {"remark": "Too dark.", "missing": ["passport", "photograph"], "request_type": "work-permit"}
    assert office.done[0][:2] == ("return", wanted)


@pytest.mark.parametrize(
    ("action", "field", "text"),
    [("return", "remark", " "), ("reject", "reason", ""), ("reject", "reason", "x" * 2001), ("register", "register-type", "")],
)  # fmt: skip
async def test_what_lacks_words_is_not_sent_and_what_was_typed_stays(
    clerk: Window, office: Office, action: str, field: str, text: str
) -> None:
    answer = await clerk.send(await clerk.open(ONE), f"{ONE}/{action}", (field, text))
    page = Page(answer)
    assert (page.status, office.done) == (422, [])
    assert text.strip() in page.html
    assert [has["id"] for tag in ("textarea", "select") for has in page.all(tag, **{"aria-invalid": "true"})] == [field]


@pytest.mark.parametrize("code", ["already-decided", "stale-version"])
async def test_whoever_is_second_is_told_how_it_stands(clerk: Window, office: Office, code: str) -> None:
    form = await clerk.open(ONE)
    office.refuse = code
    office.add(matter(1, state="registered", number=NUMBER))
    answer = await clerk.send(form, f"{ONE}/reject", ("reason", "not ours"))
    assert answer.status_code == 409
    page = Page(answer)
    assert "Somebody else has decided this meanwhile" in page.text
    assert NUMBER in page.text
    assert not page.all("form", action=f"{ONE}/reject")


async def test_a_doubtful_unit_is_confirmed_or_changed(clerk: Window, office: Office) -> None:
    office.add(matter(6, state="registered", number=NUMBER))
    office.routes[NUMBER] = route(6)
    six = f"/en/desk/{an_id(6)}"
    page = await clerk.open(f"{six}?kind=doubtful")
    answer = await clerk.send(page, f"{six}/assign", ("unit", "legal"), ("reason", "a contract"))
    assert answer.headers["location"].startswith("/en/desk?kind=doubtful&done=assign")
    ((_, done, condition),) = office.done
    assert done == (NUMBER, "legal", "a contract")
    assert condition is not None
    assert condition.version == "4"


async def test_a_bounced_notice_of_this_matter_is_sent_again_and_no_other(clerk: Window, office: Office) -> None:
    office.notices += [bounced(1), bounced(2)]
    page = await clerk.open(f"{ONE}?kind=bounced")
    answer = await clerk.send(page, f"{ONE}/retry", ("notice", str(an_id(902))))
    assert (answer.status_code, office.done) == (404, [])
    answer = await clerk.send(page, f"{ONE}/retry")
    assert (answer.status_code, office.done[0][:2]) == (303, ("retry", an_id(901)))


@pytest.mark.parametrize("action", ["register", "return", "reject", "assign", "retry"])
async def test_nothing_is_decided_by_a_form_from_elsewhere(clerk: Window, office: Office, action: str) -> None:
    for seal in ("", "0" * 64):
        sent = {"seal": seal, "remark": "x", "reason": "x", "register-type": "work-permit", "unit": "legal"}
        assert (await clerk.client.post(f"{ONE}/{action}", data=sent)).status_code == 403
    assert office.done == []


async def test_after_the_session_nothing_is_decided(clerk: Window, office: Office, sessions: FakeSessions) -> None:
    form = await clerk.open(ONE)
    sessions.kept.clear()
    answer = await clerk.send(form, f"{ONE}/register", ("register-type", "work-permit"))
    assert (answer.headers["location"], office.done) == ("/en/sign-in", [])


async def test_a_label_is_there_once_there_is_a_number(clerk: Window, office: Office) -> None:
    assert "no label before" in (await clerk.read(f"{ONE}/label")).text
    office.add(matter(1, state="registered", number=NUMBER))
    assert (await clerk.read(f"{ONE}/label")).all("svg", **{"aria-label": NUMBER})


def test_the_next_one_is_found_from_a_place_that_is_no_more() -> None:
    rows = tuple(row_of_matter(matter(number, minutes=number)) for number in (1, 2, 4))
    gone = row_of_matter(matter(3, minutes=3))
    assert following(rows, gone) == rows[2]
    assert following(rows, rows[2]) == rows[0]
    assert following(rows, None) == rows[0]
    assert following(rows[:1], rows[0]) is None
