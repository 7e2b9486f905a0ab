"""Every page of those who answer for the work, and of auditors."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.browser.desks import Desks
from tests.browser.pages import Step, nothing
from tests.e2e.outside import Outside


def overseer_pages() -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there, for managers too."""
    return {
        "dashboard": ("/dashboard", nothing),
        "dashboard-68": ("/dashboard?period=days-68", nothing),
        "reports": ("/reports", nothing),
        "reports-units": ("/reports?period=year&by=unit", nothing),
        "reports-wrong": ("/reports?from=2026-02-02&to=2026-01-01", nothing),
    }


def auditor_pages(outside: Outside, desks: Desks) -> Mapping[str, tuple[str, Step]]:
    """Name → address and what is done there, for auditors alone."""
    year = datetime.now(UTC).year
    with outside.as_("clerk") as clerk:
        number = clerk.get(f"/api/v1/desk/{desks.registered}").raise_for_status().json()["number"]
    return {
        "registers": ("/registers", nothing),
        "register": (f"/registers/incoming/{year}", nothing),
        "register-checked": (f"/registers/incoming/{year}?check=true", nothing),
        "register-voids": (f"/registers/incoming/{year}/voids", nothing),
        "activity": ("/activity", nothing),
        "activity-person": ("/activity?person=p-0002", nothing),
        "activity-matter": (f"/activity?number={number}", nothing),
        "activity-document": (f"/activity?document={desks.registered}", nothing),
        "activity-missing": ("/activity?number=x", nothing),
    }
