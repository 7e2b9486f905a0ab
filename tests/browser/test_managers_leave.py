"""A manager is on leave: somebody else approves for the manager, and everybody who looks sees for whom."""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.browsing import Visit
from tests.browser.desks import sign_in
from tests.browser.letter_pages import change, content, draft, wait_for_stage
from tests.browser.test_answers_day import pages_are_drawn
from tests.browser.works import give
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]


@pytest.fixture
def leave(outside: Outside) -> Iterator[None]:
    """The manager lets the agent, who is no manager, act for a week."""
    now = datetime.now(UTC)
    with outside.as_("agent") as agent:
        agent_id = agent.get("/api/v1/me").raise_for_status().json()["person_id"]
    about = {
        "to": agent_id,
        "starts_at": (now - timedelta(minutes=1)).isoformat(),
        "ends_at": (now + timedelta(days=7)).isoformat(),
        "reason": "إجازة سنوية",
    }
    with outside.as_("manager") as manager:
        given = manager.post("/api/v1/delegations", json=about).raise_for_status()
        yield
        ended = f"/api/v1/delegations/{given.json()['delegation_id']}/end"
        manager.post(ended, headers={"If-Match": given.headers["ETag"]}).raise_for_status()


@pytest.mark.usefixtures("leave")
def test_whoever_acts_approves_and_it_is_shown_for_whom(visit: Come, outside: Outside, language: str) -> None:
    subject = f"الموافقة على تصريح العمل {uuid.uuid4().hex[:6]}"
    number = give(outside).number
    with outside.as_("officer") as officer:
        letter_id = draft(officer, kind="answer", number=number, content=content(subject))
        change(officer, letter_id, "submit")
    with outside.as_("manager") as manager:
        name = manager.get("/api/v1/me").raise_for_status().json()["name"][language]

    # Who acts is told so, and finds what waits for the manager by the pages of a manager.
    here = visit(language=language)
    page = sign_in(here, outside, "agent", "/approvals")
    assert name in page.inner_text(".acting")
    page.locator(f"a[href*='{letter_id}']").click()
    assert subject in page.inner_text("h1")
    pages_are_drawn(page)
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    page.locator(".done").wait_for()

    # The letter is issued, and says in its chain and in its history who approved it, and for whom.
    with outside.as_("officer") as officer:
        assert wait_for_stage(officer, letter_id, "issued").startswith("OUT-")
    officers = sign_in(visit(language=language), outside, "officer", f"/letters/{letter_id}")
    on_behalf = ("نيابةً عن" if language == "ar" else "on behalf of") + f" {name}"
    assert on_behalf in officers.inner_text(".chain")
    assert on_behalf in officers.inner_text(".timeline")
