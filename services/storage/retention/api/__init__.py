"""HTTP edge of retention."""

from services.storage.retention.api.classes import class_routes
from services.storage.retention.api.disposals import disposal_routes
from services.storage.retention.api.due import due_routes
from services.storage.retention.api.holds import hold_routes

__all__ = ["class_routes", "disposal_routes", "due_routes", "hold_routes"]
