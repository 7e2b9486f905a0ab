"""Pages for those who have signed in."""

from fastapi import APIRouter

from services.portal.api.staff import account, sign_in
from services.portal.api.staff.answering import Staff
from services.portal.api.staff.route import StaffRoute
from shared.language import OneLanguage

__all__ = ["Staff", "routes"]


def routes(staff: Staff, language: OneLanguage) -> APIRouter:
    """The pages of one language."""
    router = APIRouter(
        prefix="" if language == "ar" else "/en", include_in_schema=False, route_class=StaffRoute.of(staff.desk.pages)
    )
    for part in (sign_in, account):
        part.add(router, staff, language)
    return router
