"""What is done with a transaction by its forms, and what stands in the way."""

import pytest

from services.portal.model.work import ACTS
from tests.unit.portal.browser import Page
from tests.unit.portal.staff.fakes import FakeSessions
from tests.unit.portal.staff.window import Window
from tests.unit.portal.staff.work_fakes import (
    CHILD,
    HOLDER,
    NUMBER,
    ROOT,
    Ministry,
    branch,
    child,
    entry,
    number,
    question,
    step,
    work,
)

ONE = f"/en/matters/{NUMBER}"
TYPED = {
    "accept": (),
    "return": (("reason", " Not ours. "),),
    "done": (("remark", "All well"),),
    "ask": (("question", "Which year?"),),
    "note": (("text", "Called him"),),
}
SENT = {
    "accept": {},
    "return": {"reason": "Not ours."},
    "done": {"remark": "All well"},
    "ask": {"question": "Which year?"},
    "note": {"text": "Called him"},
}


@pytest.fixture
async def officer(window: Window, ministry: Ministry) -> Window:
    ministry.add(work(1), work(2))
    ministry.entries = [entry(1), entry(2)]
    await window.sign_in("officer")
    return window


async def do(officer: Window, act: str, *typed: tuple[str, str], query: str = "") -> Page:
    return Page(await officer.send(await officer.open(ONE + query), f"{ONE}/{act}", *typed))


@pytest.mark.parametrize("act", TYPED)
async def test_it_is_done_once_to_what_was_seen(officer: Window, ministry: Ministry, act: str) -> None:
    page = await do(officer, act, *TYPED[act])
    assert page.status == 303
    ((done, branch_id, body, condition),) = ministry.done
    assert (done, branch_id, dict(body)) == (act, ROOT, SENT[act])
    assert (condition.version, len(condition.key)) == ("4", 32)


@pytest.mark.parametrize(("act", "leaves"), [("done", True), ("return", True), ("accept", False), ("ask", False)])
async def test_after_what_ends_it_the_next_one_opens_and_otherwise_the_same(
    officer: Window, act: str, *, leaves: bool
) -> None:
    page = await do(officer, act, *TYPED[act], query="?show=running&mine=true")
    there = page.headers["location"]
    assert there.startswith(f"/en/matters/{number(2) if leaves else NUMBER}?show=running&mine=true&did={act}")
    shown = await officer.read(there)
    assert f". {NUMBER}" in " ".join(shown.text.split()) or "still. " + NUMBER in shown.text


async def test_after_the_last_one_comes_the_inbox(officer: Window, ministry: Ministry) -> None:
    ministry.entries = [entry(1)]
    page = await do(officer, "done")
    assert page.headers["location"].startswith("/en/inbox?show=all&did=done")
    assert f"Done. {NUMBER}" in (await officer.read(page.headers["location"])).text


async def test_nobody_else_can_put_words_into_our_mouth(officer: Window) -> None:
    page = await officer.read(f"/en/inbox?did=done&about={number(3)}&word={'0' * 64}")
    assert number(3) not in page.text


async def test_it_is_referred_to_several_units_and_persons_at_once(officer: Window, ministry: Ministry) -> None:
    typed = (("to", "legal"), ("to", "inspection"), ("to", "permits/person-manager"), ("purpose", "information"))
    await do(officer, "refer", *typed, ("instruction", "For you"), ("due", "2026-12-01"))
    ((_, branch_id, body, _),) = ministry.done
    assert branch_id == ROOT
    assert body == {
        "to": [
            {"unit_id": "legal"},
            {"unit_id": "inspection"},
            {"unit_id": "permits", "person_id": "person-manager"},
        ],
        "purpose": "information",
        "instruction": "For you",
        "due_on": "2026-12-01",
    }


async def test_what_was_referred_is_recalled_by_its_own_branch(officer: Window, ministry: Ministry) -> None:
    ministry.add(work(1, branch(may=HOLDER), child(may=("recall",))))
    await do(officer, "recall", ("recalled", str(CHILD)), ("recall-reason", "A mistake"))
    ((act, branch_id, body, _),) = ministry.done
    assert (act, branch_id, body) == ("recall", CHILD, {"reason": "A mistake"})


async def test_a_question_is_settled_and_a_unit_changed_on_the_whole_transaction(
    officer: Window, ministry: Ministry
) -> None:
    ministry.add(work(1, branch(), may=("settle", "assign"), questions=[question()], waiting=True))
    await do(officer, "settle", ("because", "By telephone"))
    await do(officer, "assign", ("unit", "legal"), ("assign-reason", "It is a contract"))
    assert [(act, dict(body)) for act, _, body, _ in ministry.done] == [
        ("settle", {"because": "By telephone"}),
        ("assign", {"unit_id": "legal", "reason": "It is a contract"}),
    ]


@pytest.mark.parametrize(
    ("act", "typed", "control"),
    [
        ("refer", (("instruction", "For <you>"),), "to"),
        ("refer", (("to", "legal"), ("instruction", "For <you>"), ("due", "tomorrow")), "due"),
        ("refer", (("to", "legal"), ("instruction", "x" * 4001)), "instruction"),
        ("return", (("reason", " "),), "reason"),
        ("done", (("remark", "x" * 2001),), "remark"),
        ("ask", (("question", ""),), "question"),
        ("note", (("text", ""),), "text"),
    ],
)
async def test_what_lacks_something_is_not_sent_and_what_was_typed_stays(
    officer: Window, ministry: Ministry, act: str, typed: tuple[tuple[str, str], ...], control: str
) -> None:
    page = await do(officer, act, *typed)
    assert (page.status, ministry.done) == (422, [])
    (fold,) = page.all("details", id=f"act-{act}")
    assert "open" in fold
    for name, value in typed:
        ticked = {has["value"] for has in page.all("input", name="to") if "checked" in has}
        assert value in ticked if name == "to" else value.strip() in page.text or value in page.html
    assert f'id="{control}-faults"><p>' in page.html.replace("\n", "")


async def test_whoever_is_second_is_told_what_the_first_did_and_keeps_what_was_typed(
    officer: Window, ministry: Ministry
) -> None:
    form = await officer.open(ONE)
    ministry.refuse = "stale-version"
    history = [step("routed", because="request-type"), step("referred", 5, who="person-manager", branch_id=ROOT)]
    ministry.add(work(1, branch(may=HOLDER), child(), history=history, version=5))
    answer = await officer.send(form, f"{ONE}/ask", ("question", "Which <year>?"))
    page = Page(answer)
    assert page.status == 409
    assert "Somebody else was faster." in page.text
    summary = page.text.partition("Nothing was changed")[2].partition("What you can do")[0]
    assert "Referred to Legal Affairs" in summary
    assert "Fatma the manager" in summary
    assert "Sent to" not in summary
    assert "Which <year>?" in page.text.partition("What you can do")[2]
    assert {has["value"] for has in page.all("input", name="version")} == {"5"}


async def test_words_for_what_cannot_be_done_any_more_are_shown(officer: Window, ministry: Ministry) -> None:
    form = await officer.open(ONE)
    ministry.absent = True
    ministry.add(work(1, branch(), may=()))
    page = Page(await officer.send(form, f"{ONE}/done", ("remark", "All <well>")))
    assert (page.status, ministry.done) == (409, [])
    assert "What you typed All <well>" in page.text


async def test_words_for_what_is_not_here_any_more_are_shown_too(officer: Window, ministry: Ministry) -> None:
    form = await officer.open(ONE)
    ministry.works.clear()
    page = Page(await officer.send(form, f"{ONE}/done", ("remark", "All <well>")))
    assert (page.status, ministry.done) == (409, [])
    assert "This transaction is not with you any more" in page.text
    assert "All <well>" in page.text
    assert (await officer.send(form, f"{ONE}/accept")).status_code == 404


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("open-work-below", "is not done yet"),
        ("impossible-due-date", "must be a later working day"),
        ("question-waiting", "still waits for an answer"),
        ("something-new", "could not be understood"),
    ],
)
async def test_what_the_rules_forbid_is_said_in_words(
    officer: Window, ministry: Ministry, code: str, words: str
) -> None:
    ministry.refuse = code
    page = await do(officer, "refer", ("to", "legal"), ("instruction", "Please"))
    assert page.status == 422
    assert words in page.text
    assert "Please" in page.text


@pytest.mark.parametrize("act", ACTS)
async def test_nothing_is_done_by_a_form_from_elsewhere(officer: Window, ministry: Ministry, act: str) -> None:
    for seal in ("", "0" * 64):
        sent = {"seal": seal, "reason": "x", "to": "legal", "text": "x", "question": "x", "branch": str(ROOT)}
        assert (await officer.client.post(f"{ONE}/{act}", data=sent)).status_code == 403
    assert ministry.done == []


async def test_after_the_session_nothing_is_done(officer: Window, ministry: Ministry, sessions: FakeSessions) -> None:
    form = await officer.open(ONE)
    sessions.kept.clear()
    answer = await officer.send(form, f"{ONE}/accept")
    assert (answer.headers["location"], ministry.done) == ("/en/sign-in", [])


@pytest.mark.parametrize("role", ["auditor", "administrator", "agent"])
async def test_whoever_holds_no_work_does_nothing(window: Window, ministry: Ministry, role: str) -> None:
    await window.sign_in(role)
    assert (await window.client.post(f"{ONE}/note", data={"text": "x"})).status_code == 403
    assert ministry.done == []
