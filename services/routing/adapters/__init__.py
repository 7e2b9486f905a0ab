"""Routes and units in MongoDB."""

from services.routing.adapters.older_routes import OlderRoutes
from services.routing.adapters.routes import MongoRoutes
from services.routing.adapters.units import MongoUnitProjection

__all__ = ["MongoRoutes", "MongoUnitProjection", "OlderRoutes"]
