"""Pages for those who have signed in."""

from fastapi import APIRouter

from services.portal.api.staff import (
    acting,
    counter,
    deciding,
    desk,
    elsewhere,
    inbox,
    invitation,
    item,
    linking,
    own_account,
    own_delegations,
    papers,
    search,
    sign_in,
    transaction,
)
from services.portal.api.staff.administrators import Administrators
from services.portal.api.staff.administrators import routes as administrators_routes
from services.portal.api.staff.answering import Staff
from services.portal.api.staff.clerks import Clerks
from services.portal.api.staff.counter import Agents
from services.portal.api.staff.letters import Writers
from services.portal.api.staff.letters import routes as letters_routes
from services.portal.api.staff.officers import Officers
from services.portal.api.staff.route import StaffRoute
from shared.language import OneLanguage

__all__ = [
    "Administrators",
    "Agents",
    "Clerks",
    "Officers",
    "Staff",
    "Writers",
    "account_routes",
    "administrators_routes",
    "agent_routes",
    "letters_routes",
    "officer_routes",
    "routes",
]


def routes(clerks: Clerks, language: OneLanguage) -> APIRouter:
    """The pages of one language for signing in, and for clerks."""
    router = _router(clerks.staff, language)
    for part in (sign_in, elsewhere):
        part.add(router, clerks.staff, language)
    for part in (desk, papers, item, deciding, search):
        part.add(router, clerks, language)
    return router


def agent_routes(agents: Agents, language: OneLanguage) -> APIRouter:
    """The pages of one language for those who hand in for others, and who call."""
    router = _router(agents.staff, language)
    counter.add(router, agents, language)
    return router


def officer_routes(officers: Officers, language: OneLanguage) -> APIRouter:
    """The pages of one language for those who work on transactions."""
    router = _router(officers.staff, language)
    for part in (inbox, transaction, acting, linking):
        part.add(router, officers, language)
    return router


def account_routes(administrators: Administrators, language: OneLanguage) -> APIRouter:
    """Everybody's own account, and the way to one."""
    router = _router(administrators.staff, language)
    for part in (own_account, own_delegations, invitation):
        part.add(router, administrators, language)
    return router


def _router(staff: Staff, language: OneLanguage) -> APIRouter:
    return APIRouter(
        prefix="" if language == "ar" else "/en",
        include_in_schema=False,
        route_class=StaffRoute.of(staff.desk.pages),
    )
