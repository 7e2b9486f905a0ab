"""Pages of the templates of letters: listed, changed with a preview, put in force and put back."""

from fastapi import APIRouter

from services.portal.api.staff.administrators.parts import Administrators
from services.portal.api.staff.administrators.templates import changing, looking
from shared.language import OneLanguage


def add(router: APIRouter, administrators: Administrators, language: OneLanguage) -> None:
    """Add the routes of one language."""
    looking.add(router, administrators, language)
    changing.add(router, administrators, language)
