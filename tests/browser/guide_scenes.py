"""What the guides show: for every role some pages of the demonstration's ministry, and where in it they are found."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.sync_api import Page

from deploy.demo.past.days import ZONE
from tests.browser.pages import Step, nothing
from tests.e2e.outside import Outside

_TOKEN = re.compile(r"/track/([0-9a-f]{32})")
UNIT = "labour-permits"
"""Of the installation's own officer and manager."""

Scenes = Mapping[str, tuple[str, Step]]
"""Name of the picture → address and what is done there."""


def unfold(selector: str) -> Step:
    """Show what is folded up there."""

    def step(page: Page) -> None:
        page.locator(f"{selector} > summary").first.click()

    return step


def scroll_to(selector: str) -> Step:
    """Bring a part of the page to the middle."""

    def step(page: Page) -> None:
        page.locator(selector).first.evaluate("part => part.scrollIntoView({block: 'center'})")

    return step


@dataclass(frozen=True)
class Found:
    """Matters of the ministry that are worth a picture."""

    answered: str
    """A tracking code."""
    incomplete: str
    """A tracking code."""
    undecided: str
    handed_in: str
    referred: str
    """A transaction's number."""
    to_write: str
    """A transaction's number."""
    waiting: str
    """A letter's id."""

    @classmethod
    def in_(cls, outside: Outside) -> "Found":
        """Look for them, as those would who see them."""
        with outside.as_("officer") as officer, outside.as_("manager") as manager, outside.as_("clerk") as clerk:
            entries = officer.get("/api/v1/inbox", params={"limit": 100}).raise_for_status().json()["entries"]
            routes = [officer.get(f"/api/v1/routes/{one['number']}").json() for one in entries]
            waiting = manager.get("/api/v1/letters", params={"shelf": "to-approve"}).raise_for_status().json()
            desk = clerk.get("/api/v1/desk", params={"because": "papers-not-recognised"}).raise_for_status().json()
            some = clerk.get("/api/v1/desk").raise_for_status().json()
        with outside.as_("agent") as agent:
            handed_in = agent.get("/api/v1/counter/handed-in").raise_for_status().json()
        return cls(
            answered=_told(outside, "answered"),
            incomplete=_told(outside, "incomplete", lambda told: told["state"] == "incomplete" and told["missing"]),
            undecided=(desk["waiting"] or some["waiting"])[0]["submission_id"],
            handed_in=str(next(iter(handed_in.values()))[0]["submission_id"]),
            referred=max(routes, key=lambda route: len(route["branches"]))["number"],
            to_write=next(route["number"] for route in routes if _is_new(route)),
            waiting=waiting["letters"][0]["letter_id"],
        )


def _is_new(route: Mapping[str, Any]) -> bool:
    """Whether nothing has been done about a transaction but accepting it, and there is time."""
    return len(route["branches"]) == 1 and not (route["waiting"] or route["replies"] or route["clock"]["late"])


def _told(outside: Outside, kind: str, fits: Callable[[Any], object] = bool) -> str:
    """The tracking code of the latest matter whose sender was told so, and that stands so now."""
    notices = sorted(outside.notices(kind=kind), key=lambda notice: notice.arrived_at, reverse=True)
    tokens = (found[1] for notice in notices if (found := _TOKEN.search(notice.text)))
    return next(token for token in tokens if fits(outside.http.get(f"/api/v1/tracking/{token}").json()))


def scenes(found: Found) -> Mapping[str, Scenes]:
    """Login (empty: nobody) → what is shown as seen by that person; names begin with the guide that they are for."""
    year = datetime.now(ZONE).year
    return {
        "": {
            "requester-start": ("/", nothing),
            "requester-form": ("/register/work-permit", nothing),
            "requester-tracking": (f"/track/{found.answered}", nothing),
            "requester-complete": (f"/track/{found.incomplete}/complete", nothing),
        },
        "agent": {
            "agent-counter": ("/counter", nothing),
            "agent-form": ("/counter/register/labour-complaint", nothing),
            "agent-list": ("/counter/handed-in", nothing),
            "agent-receipt": (f"/counter/handed-in/{found.handed_in}/receipt", nothing),
        },
        "clerk": {
            "clerk-desk": ("/desk", nothing),
            "clerk-matter": (f"/desk/{found.undecided}?kind=undecided", nothing),
            "clerk-return": (f"/desk/{found.undecided}?kind=undecided", unfold("#return")),
            "clerk-doubtful": ("/desk?kind=doubtful", nothing),
            "clerk-search": ("/search?q=%D8%AA%D8%B5%D8%B1%D9%8A%D8%AD", nothing),
        },
        "officer": {
            "officer-inbox": ("/inbox", nothing),
            "officer-matter": (f"/matters/{found.referred}", nothing),
            "officer-tree": (f"/matters/{found.referred}", scroll_to("#who + *")),
            "officer-refer": (f"/matters/{found.to_write}", unfold("#act-refer")),
            "officer-letter": (f"/letters/write?kind=answer&number={found.to_write}&template=approval", nothing),
            "officer-follow-up": ("/follow-up", nothing),
        },
        "manager": {
            "manager-approvals": ("/approvals", nothing),
            "manager-letter": (f"/letters/{found.waiting}?shelf=to-approve", nothing),
            "manager-dashboard": ("/dashboard?period=days-68", scroll_to(".chart")),
            "manager-reports": ("/reports?period=days-68&by=week", scroll_to(".chart")),
            "manager-delegation": ("/account/delegations", nothing),
        },
        "admin": {
            "administrator-units": ("/administration/units", nothing),
            "administrator-calendar": (f"/administration/units/{UNIT}/calendar?year={year}", nothing),
            "administrator-people": ("/administration/people", nothing),
            "administrator-person": ("/administration/people/p-0003", nothing),
            "administrator-request-type": ("/administration/request-types/work-permit", nothing),
            "administrator-rules": ("/administration/rules", nothing),
            "administrator-template": ("/administration/templates/approval", nothing),
            "administrator-retention": ("/administration/retention/classes", nothing),
            "administrator-delegations": ("/administration/delegations", nothing),
        },
        "auditor": {
            "auditor-registers": ("/registers", nothing),
            "auditor-check": (f"/registers/incoming/{year}?check=true", nothing),
            "auditor-voids": (f"/registers/incoming/{year}/voids", nothing),
            "auditor-activity": ("/activity?person=p-0002&period=days-68", nothing),
        },
    }
