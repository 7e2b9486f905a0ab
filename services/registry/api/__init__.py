"""HTTP edge of the registry."""

from services.registry.api.books import routes
from services.registry.api.checking import checking_routes
from services.registry.api.correcting import correcting_routes
from services.registry.api.counter import counter_routes
from services.registry.api.desk import desk_routes
from services.registry.api.registers import register_routes
from services.registry.api.reports import report_routes
from services.registry.api.request_types import request_type_routes
from services.registry.api.search import search_routes

__all__ = [
    "checking_routes",
    "correcting_routes",
    "counter_routes",
    "desk_routes",
    "register_routes",
    "report_routes",
    "request_type_routes",
    "routes",
    "search_routes",
]
