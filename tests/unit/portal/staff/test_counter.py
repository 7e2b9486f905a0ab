"""The counter's pages: who may see them, what is handed in, what is told and printed."""

from collections.abc import Mapping

import httpx
import pytest

from services.portal.model import Matter
from tests.unit.portal.browser import PDF, Page
from tests.unit.portal.examples import INCOMPLETE, PERMIT, REGISTERED, TOKEN
from tests.unit.portal.fakes import FakeAnswerFiles, FakeIntake, FakeRegistry
from tests.unit.portal.staff.clerks_fakes import an_id
from tests.unit.portal.staff.counter_fakes import CounterHouse, call, line
from tests.unit.portal.staff.window import Window

REGISTER = "/en/counter/register/work-permit"
HERE = f"/en/counter/handed-in/{an_id(1)}"
PERSON = {
    "identity-civil-number": "12345678",
    "identity-name": "Salim",
    "identity-telephone": "9212 3456",
    "field-civil_number": "1234567",
}
ONE = "1" * 32
PAGES = ("/counter", "/counter/handed-in", "/counter/calls", "/counter/register/work-permit", HERE, f"{HERE}/receipt")


@pytest.fixture
async def agent(window: Window) -> Window:
    answer = await window.sign_in("agent")
    assert answer.headers["location"] == "/en/counter"
    return window


async def send(
    agent: Window, path: str, changes: Mapping[str, str] | None = None, *, passport: bool = True
) -> httpx.Response:
    values = {**Page(await agent.open(path)).values, **(changes or {})}
    files = [("document-passport", ("passport.pdf", PDF, "application/pdf"))] if passport else []
    # A form with files, even when none was chosen.
    return await agent.client.post(path, data=values, files=files or [("other-documents", ("", b"", ""))])


@pytest.mark.parametrize("path", PAGES)
async def test_the_counter_is_for_agents(window: Window, path: str) -> None:
    asked = await window.open(path)
    assert asked.headers["location"].startswith(("/sign-in?to=", "/en/sign-in?to="))
    await window.sign_in("officer")
    assert (await window.open(path)).status_code == 403


async def test_a_clerk_may_call_people_and_nothing_else_here(window: Window) -> None:
    await window.sign_in("clerk")
    for path in PAGES:
        assert (await window.open(path)).status_code == (200 if path.endswith("/calls") else 403), path


async def test_what_is_missing_is_said_before_anything_is_sent(agent: Window, counter: CounterHouse) -> None:
    page = Page(await send(agent, REGISTER, passport=False))
    assert page.status == 422
    assert counter.taken == []
    said = [one["href"] for one in page.all("a") if one.get("href", "").startswith("#")]
    wanted = ("#identity-civil-number", "#identity-name", "#identity-telephone", "#field-civil_number")
    assert set(said) >= {*wanted, "#document-passport"}
    assert "#identity-on-behalf-of" not in said


@pytest.mark.parametrize(
    ("control", "typed"), [("identity-civil-number", "12"), ("identity-telephone", "123"), ("identity-name", "x" * 501)]
)
async def test_what_does_not_fit_is_said_beside_it(
    agent: Window, counter: CounterHouse, control: str, typed: str
) -> None:
    page = Page(await send(agent, REGISTER, {**PERSON, control: typed}))
    assert page.status == 422
    assert counter.taken == []
    assert page.all("input", id=control)[0]["aria-invalid"] == "true"
    assert page.all("input", id=control)[0]["value"] == typed


async def test_a_whole_form_is_handed_in_and_leads_to_its_receipt(agent: Window, counter: CounterHouse) -> None:
    answer = await send(agent, REGISTER, {**PERSON, "language": "ar"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/receipt")
    ((to, values, files),) = counter.taken
    assert (to, values["identity-name"], files) == ("work-permit@", "Salim", ["passport.pdf"])


async def test_a_file_that_was_sent_in_parts_stands_for_its_document(
    agent: Window, counter: CounterHouse, intake: FakeIntake
) -> None:
    intake.uploads = {ONE: ("passport.pdf", PDF)}
    answer = await send(agent, REGISTER, {**PERSON, "sent-document-passport": ONE}, passport=False)
    assert answer.headers["location"] == f"{HERE}/receipt"
    assert [files for _, _, files in counter.taken] == [["passport.pdf"]]


async def test_a_file_that_is_gone_is_asked_for_again(
    agent: Window, counter: CounterHouse, registry: FakeRegistry
) -> None:
    registry.matters[TOKEN] = Matter.model_validate(INCOMPLETE | {"request_type": PERMIT})
    for path in (REGISTER, f"{HERE}/complete"):
        page = Page(await send(agent, path, {**PERSON, "sent-other-documents": ONE}))
        assert page.status == 422
        assert "no longer there" in page.text
    assert counter.taken == []


async def test_what_was_sent_for_one_person_does_not_lie_in_the_form_of_the_next(agent: Window) -> None:
    apart = [Page(await agent.open(REGISTER)).all("form", action=REGISTER)[0]["data-apart"] for _ in range(2)]
    assert apart[0] != apart[1]


async def test_a_form_of_another_session_is_not_taken(agent: Window, counter: CounterHouse) -> None:
    answer = await send(agent, REGISTER, {**PERSON, "seal": "0" * 64})
    assert answer.status_code == 403
    assert counter.taken == []
    assert Page(answer).all("input", id="identity-name")[0]["value"] == "Salim"


@pytest.mark.parametrize(("code", "said"), [("identity-faulty", "card"), ("office-unknown", "several service offices")])
async def test_what_intake_refuses_is_said_in_words(agent: Window, counter: CounterHouse, code: str, said: str) -> None:
    counter.refuse = code
    page = Page(await send(agent, REGISTER, PERSON))
    assert page.status == 422
    assert said in page.text


async def test_the_start_page_says_whom_to_tell_what(agent: Window, counter: CounterHouse) -> None:
    counter.lines_ = [line(1, **INCOMPLETE), line(2, number="IN-2026-000123-7", state="registered")]
    counter.waiting_calls = [call(1)]
    page = await agent.read("/en/counter")
    assert "Salim <i>1" in page.text
    assert "Passport" in page.text
    assert page.all("a", href=f"{HERE}")
    assert page.all("a", href=REGISTER)


async def test_services_that_are_away_are_no_reason_to_show_nothing(agent: Window, counter: CounterHouse) -> None:
    counter.away = {"registry", "notify"}
    for path in ("/en/counter", "/en/counter/handed-in", "/en/counter/calls"):
        assert (await agent.open(path)).status_code == 200


async def test_the_list_shows_today_apart_and_is_searched(agent: Window, counter: CounterHouse) -> None:
    counter.lines_ = [line(1), line(2, days=1, **REGISTERED)]
    page = await agent.read("/en/counter/handed-in?q=sal&mine=true")
    assert counter.asked[-1] == ("sal", True)
    assert page.text.index("Today") < page.text.index("Salim <i>1") < page.text.index("Earlier")
    assert "IN-2026-000123-7" in page.text
    (more,) = [one["href"] for one in page.all("a") if "after=" in one.get("href", "")]
    assert more == "/en/counter/handed-in?q=sal&mine=true&after=more"


async def test_a_matter_says_what_to_tell_and_where_to_complete_it(agent: Window, registry: FakeRegistry) -> None:
    registry.matters[TOKEN] = Matter.model_validate(INCOMPLETE | {"request_type": PERMIT})
    page = await agent.read(HERE)
    assert "12345678" in page.text
    assert "Passport" in page.text
    assert page.all("a", href=f"{HERE}/complete")
    assert not page.all("a", href=f"/en/track/{TOKEN}/complete")


async def test_a_document_of_an_answer_that_was_deleted_is_no_link_here_either(
    agent: Window, registry: FakeRegistry, answer_files: FakeAnswerFiles
) -> None:
    gone = {"document_id": an_id(7), "name": "answer.pdf", "sha256": "9f" * 32, "size": 512}
    answer = {"number": "OUT-2019-000001-1", "issued_at": "2019-05-01T08:00:00Z", "documents": [gone]}
    told = {"received_at": "2019-04-01T08:00:00Z", "answers": [answer]}
    registry.matters[TOKEN] = Matter.model_validate(REGISTERED | told)
    answer_files.gone = {an_id(7)}
    page = await agent.read(HERE)
    assert not page.all("a", href=f"/api/v1/tracking/{TOKEN}/documents/{an_id(7)}")
    assert page.all("span", **{"class": "careful"})


async def test_what_another_office_handed_in_is_not_there(agent: Window) -> None:
    for path in ("", "/receipt", "/complete"):
        assert (await agent.open(f"/en/counter/handed-in/{an_id(9)}{path}")).status_code == 404


async def test_what_is_missing_is_completed_for_the_person(
    agent: Window, counter: CounterHouse, registry: FakeRegistry
) -> None:
    registry.matters[TOKEN] = Matter.model_validate(INCOMPLETE | {"request_type": PERMIT})
    empty = await send(agent, f"{HERE}/complete", passport=False)
    assert empty.status_code == 422
    answer = await send(agent, f"{HERE}/complete")
    assert answer.headers["location"] == f"{HERE}?added=1"
    assert counter.taken[-1][2] == ["passport.pdf"]


async def test_nothing_is_completed_while_nobody_knows_what_is_missing(agent: Window) -> None:
    assert (await agent.open(f"{HERE}/complete")).status_code == 503


@pytest.mark.parametrize("slip", [False, True])
async def test_the_receipt_is_there_before_registry_has_heard_of_it(agent: Window, slip: bool) -> None:  # noqa: FBT001 - given by name
    page = await agent.read(f"{HERE}/receipt{'?slip=true' if slip else ''}")
    assert "The number is to come" in page.text or "number" in page.text
    assert "0123 4567 89ab cdef" in page.text
    assert "b" * 64 in page.text
    assert "Sanad" in page.text or "يوسف <b>" in page.text
    # The number of the card is on no paper that goes from hand to hand.
    assert "12345678" not in page.text
    assert page.all("article", **{"class": f"printed {'slip' if slip else 'a4'}"})


async def test_the_number_is_on_the_receipt_once_there_is_one(agent: Window, registry: FakeRegistry) -> None:
    registry.matters[TOKEN] = Matter.model_validate(REGISTERED)
    page = await agent.read(f"{HERE}/receipt")
    assert "IN-2026-000123-7" in page.text
    assert "Labour Permits Department" in page.text


async def test_a_call_is_shown_with_what_to_say_and_ticked_off(agent: Window, counter: CounterHouse) -> None:
    counter.waiting_calls = [call(1, attempts=2, last_remark="busy"), call(2, language="both")]
    page = await agent.open("/en/counter/calls")
    assert "في طلبك نواقص" in page.text
    assert page.text.count("Something is missing") == 1
    path = f"/en/counter/calls/{an_id(501)}"
    answer = await agent.send(page, path, ("outcome", "reached"), ("remark", " comes tomorrow "))
    assert answer.headers["location"] == "/en/counter/calls?done=reached"
    ((notice_id, outcome, remark, condition),) = counter.noted
    assert (notice_id, outcome, remark, condition.version) == (an_id(501), "reached", "comes tomorrow", "2")
    assert "has been told" in (await agent.read("/en/counter/calls?done=reached")).text


async def test_a_call_without_an_outcome_is_not_noted(agent: Window, counter: CounterHouse) -> None:
    counter.waiting_calls = [call(1)]
    page = await agent.open("/en/counter/calls")
    for typed in ((), (("outcome", "x"),), (("outcome", "reached"), ("remark", "x" * 501))):
        answer = await agent.send(page, f"/en/counter/calls/{an_id(501)}", *typed)
        assert answer.status_code == 422
    assert counter.noted == []


@pytest.mark.parametrize(("code", "status"), [("call-ended", 409), ("stale-version", 409), ("x", 422)])
async def test_whoever_was_faster_is_no_reason_to_lose_the_list(
    agent: Window, counter: CounterHouse, code: str, status: int
) -> None:
    counter.waiting_calls, counter.refuse = [call(1)], code
    page = await agent.open("/en/counter/calls")
    answer = await agent.send(page, f"/en/counter/calls/{an_id(501)}", ("outcome", "reached"))
    assert answer.status_code == status
    assert "Maryam" in answer.text


@pytest.mark.parametrize("path", PAGES[:4])
async def test_every_page_is_there_in_arabic_with_nothing_of_strangers_as_markup(
    agent: Window, counter: CounterHouse, path: str
) -> None:
    counter.lines_, counter.waiting_calls = [line(1)], [call(1)]
    answer = await agent.open(path)
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in answer.text
    for evil in ("<i>1", "Maryam <i>", "يوسف <b>"):
        assert evil not in answer.text
