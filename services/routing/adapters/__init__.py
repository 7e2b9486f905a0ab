"""Routes, units and figures in MongoDB."""

from services.routing.adapters.deeds import deeds
from services.routing.adapters.figures import MongoFigures
from services.routing.adapters.grounds import MongoGrounds
from services.routing.adapters.links import MongoLinks
from services.routing.adapters.measures import MongoMeasures
from services.routing.adapters.routes import MongoRoutes
from services.routing.adapters.units import MongoUnitProjection

__all__ = [
    "MongoFigures",
    "MongoGrounds",
    "MongoLinks",
    "MongoMeasures",
    "MongoRoutes",
    "MongoUnitProjection",
    "deeds",
]
