"""Pages for those who have signed in."""

from fastapi import APIRouter

from services.portal.api.staff import account, deciding, desk, item, papers, search, sign_in
from services.portal.api.staff.answering import Staff
from services.portal.api.staff.clerks import Clerks
from services.portal.api.staff.route import StaffRoute
from shared.language import OneLanguage

__all__ = ["Clerks", "Staff", "routes"]


def routes(clerks: Clerks, language: OneLanguage) -> APIRouter:
    """The pages of one language."""
    router = APIRouter(
        prefix="" if language == "ar" else "/en",
        include_in_schema=False,
        route_class=StaffRoute.of(clerks.staff.desk.pages),
    )
    for part in (sign_in, account):
        part.add(router, clerks.staff, language)
    for part in (desk, papers, item, deciding, search):
        part.add(router, clerks, language)
    return router
