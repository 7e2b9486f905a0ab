"""Pages of letters: lists, one letter, writing, approving, printing."""

from fastapi import APIRouter

from services.portal.api.staff.letters import acting, drafting, editing, letter, lists, pictures, printing
from services.portal.api.staff.letters.writers import Writers
from services.portal.api.staff.route import StaffRoute
from shared.language import OneLanguage

__all__ = ["Writers", "routes"]


def routes(writers: Writers, language: OneLanguage) -> APIRouter:
    """The pages of one language."""
    router = APIRouter(
        prefix="" if language == "ar" else "/en",
        include_in_schema=False,
        route_class=StaffRoute.of(writers.staff.desk.pages),
    )
    # First what stands where a letter's id could.
    for part in (lists, drafting, letter, editing, acting, pictures, printing):
        part.add(router, writers, language)
    return router
