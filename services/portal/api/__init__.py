"""HTTP edge of the portal: pages and forms, the same for both languages."""

from fastapi import APIRouter

from services.portal.api import completing, entering, following, handing_in, live, short, start
from services.portal.api.answering import Desk
from services.portal.api.files import routes as static_routes
from services.portal.api.overseers import Overseers
from services.portal.api.overseers import routes as overseer_routes
from services.portal.api.refusals import PageRoute, answer_with_pages
from services.portal.api.staff import (
    Administrators,
    Agents,
    Clerks,
    Officers,
    Staff,
    Writers,
    account_routes,
    administrators_routes,
    agent_routes,
    letters_routes,
    officer_routes,
)
from services.portal.api.staff import routes as staff_routes
from services.portal.api.staff.elsewhere import BACK
from shared.language import OneLanguage

__all__ = [
    "BACK",
    "Administrators",
    "Agents",
    "Clerks",
    "Desk",
    "Officers",
    "Overseers",
    "Staff",
    "Writers",
    "account_routes",
    "administrators_routes",
    "agent_routes",
    "answer_with_pages",
    "letters_routes",
    "officer_routes",
    "overseer_routes",
    "routes",
    "staff_routes",
    "static_routes",
]


def routes(desk: Desk, language: OneLanguage) -> APIRouter:
    """The pages of one language."""
    router = APIRouter(
        prefix="" if language == "ar" else "/en", include_in_schema=False, route_class=PageRoute.of(desk.pages)
    )
    for part in (start, handing_in, entering, following, completing, live, short):
        part.add(router, desk, language)
    return router
