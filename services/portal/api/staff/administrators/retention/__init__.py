"""Pages of retention: classes in versions, what is due, what was confirmed, what is held."""

from fastapi import APIRouter

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.api.staff.administrators.retention import confirming, drafting, holding, looking
from shared.language import OneLanguage


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    looking.add(router, administrators, language)
    drafting.add(router, administrators, language)
    confirming.add(router, administrators, language)
    holding.add(router, administrators, language)
