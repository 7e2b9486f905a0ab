"""Pages for those who answer for the work: its numbers, and what is open and late."""

from fastapi import APIRouter

from services.portal.api.overseers import activity, dashboard, downloads, registers, reports
from services.portal.api.overseers.asking import Overseers
from services.portal.api.staff.route import StaffRoute
from shared.language import OneLanguage

__all__ = ["Overseers", "routes"]


def routes(overseers: Overseers, language: OneLanguage) -> APIRouter:
    """The pages of one language."""
    router = APIRouter(
        prefix="" if language == "ar" else "/en",
        include_in_schema=False,
        route_class=StaffRoute.of(overseers.staff.desk.pages),
    )
    for part in (dashboard, downloads, reports, registers, activity):
        part.add(router, overseers, language)
    return router
