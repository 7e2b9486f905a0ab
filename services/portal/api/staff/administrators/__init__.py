"""Pages of administrators."""

from fastapi import APIRouter

from services.portal.api.staff.administrators import (
    adding,
    announcing,
    calendar,
    delegations,
    inviting,
    people,
    person,
    request_types,
    retention,
    rules,
    start,
    templates,
    unit,
    units,
)
from services.portal.api.staff.administrators.parts import Administrators
from services.portal.api.staff.route import StaffRoute
from shared.language import OneLanguage

__all__ = ["Administrators", "routes"]


def routes(administrators: Administrators, language: OneLanguage) -> APIRouter:
    """The pages of one language."""
    router = APIRouter(
        prefix="" if language == "ar" else "/en",
        include_in_schema=False,
        route_class=StaffRoute.of(administrators.staff.desk.pages),
    )
    for part in (
        start,
        units,
        adding,
        unit,
        calendar,
        announcing,
        people,
        person,
        inviting,
        delegations,
        request_types,
        rules,
        templates,
        retention,
    ):
        part.add(router, administrators, language)
    return router
