"""Pages for those who have signed in."""

from fastapi import APIRouter

from services.portal.api.staff import account, counter, deciding, desk, item, papers, sign_in
from services.portal.api.staff.answering import Staff
from services.portal.api.staff.clerks import Clerks
from services.portal.api.staff.counter import Agents
from services.portal.api.staff.route import StaffRoute
from shared.language import OneLanguage

__all__ = ["Agents", "Clerks", "Staff", "routes"]


def routes(clerks: Clerks, agents: Agents, language: OneLanguage) -> APIRouter:
    """The pages of one language."""
    router = APIRouter(
        prefix="" if language == "ar" else "/en",
        include_in_schema=False,
        route_class=StaffRoute.of(clerks.staff.desk.pages),
    )
    for part in (sign_in, account):
        part.add(router, clerks.staff, language)
    for part in (desk, papers, item, deciding):
        part.add(router, clerks, language)
    counter.add(router, agents, language)
    return router
