"""HTTP edge of notify."""

from services.notify.api.calls import call_routes
from services.notify.api.notices import routes

__all__ = ["call_routes", "routes"]
