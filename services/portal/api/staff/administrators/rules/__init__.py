"""Pages of the routing rules: what is in force, its history, and a draft that is tried before it is put in force."""

from fastapi import APIRouter

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.api.staff.administrators.rules import drafting, looking
from shared.language import OneLanguage


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    drafting.add(router, administrators, language)
    looking.add(router, administrators, language)
