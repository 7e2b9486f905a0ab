"""HTTP edge of routing."""

from services.routing.api.calendars import calendar_routes
from services.routing.api.related import related_routes
from services.routing.api.reports import report_routes
from services.routing.api.routes import reading_routes
from services.routing.api.rules import rule_routes
from services.routing.api.work import work_routes

__all__ = [
    "calendar_routes",
    "reading_routes",
    "related_routes",
    "report_routes",
    "rule_routes",
    "work_routes",
]
