"""The pages of a service office's counter."""

from fastapi import APIRouter

from services.portal.api.staff.counter import calls, completing, handing_in, matter, start
from services.portal.api.staff.counter.agents import Agents
from shared.language import OneLanguage

__all__ = ["Agents", "add"]


def add(router: APIRouter, agents: Agents, language: OneLanguage) -> None:
    """Add the routes of one language."""
    for part in (start, handing_in, matter, completing, calls):
        part.add(router, agents, language)
