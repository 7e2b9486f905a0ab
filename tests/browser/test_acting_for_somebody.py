"""Who acts for somebody is told so on every page, and has that person's pages; search is a page of its own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.browsing import Visit
from tests.browser.desks import hand_in, sign_in, wait_until
from tests.browser.matters import COMPLETE
from tests.e2e.outside import Outside

pytestmark = pytest.mark.stack
Come = Callable[..., Visit]


def test_the_header_says_for_whom_one_acts_and_the_pages_of_that_role_are_there(
    visit: Come, outside: Outside, language: str
) -> None:
    now = datetime.now(UTC)
    with outside.as_("agent") as agent:
        agent_id = agent.get("/api/v1/me").json()["person_id"]
    with outside.as_("manager") as manager:
        name = manager.get("/api/v1/me").json()["name"][language]
        given = manager.post(
            "/api/v1/delegations",
            json={
                "to": agent_id,
                "starts_at": (now - timedelta(minutes=1)).isoformat(),
                "ends_at": (now + timedelta(days=3)).isoformat(),
                "reason": "إجازة",
            },
        ).raise_for_status()
        page = sign_in(visit(language=language), outside, "agent", "/account")
        assert name in page.locator(".acting").inner_text()
        page.locator("header nav a, nav a").get_by_text("البحث" if language == "ar" else "Search").click()
        page.locator("#q").wait_for()
        ended = f"/api/v1/delegations/{given.json()['delegation_id']}/end"
        manager.post(ended, headers={"If-Match": given.headers["ETag"]}).raise_for_status()


def test_a_clerk_finds_a_matter_by_the_beginning_of_a_word_and_is_led_to_it(
    visit: Come, outside: Outside, language: str
) -> None:
    submission = hand_in(outside, COMPLETE, subject=f"استقدامُ ممرضة {language}")
    wait_until(outside, submission, "registered")
    page = sign_in(visit(language=language), outside, path="/search")
    page.fill("#q", f"الاستقد ممرضه {language}")
    page.locator("form.search button").click()
    hit = page.locator(".rows tbody th a").first
    hit.click()
    page.wait_for_url(lambda address: submission in address)
