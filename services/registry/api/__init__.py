"""HTTP edge of the registry."""

from services.registry.api.books import routes
from services.registry.api.desk import desk_routes
from services.registry.api.reports import report_routes

__all__ = ["desk_routes", "report_routes", "routes"]
