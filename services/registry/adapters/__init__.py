"""Matters, books, units and figures in MongoDB."""

from services.registry.adapters.books import MongoBooks
from services.registry.adapters.checking import MongoChecks
from services.registry.adapters.deeds import deeds
from services.registry.adapters.figures import MongoFigures
from services.registry.adapters.handed_in import MongoHandedIn
from services.registry.adapters.letters import MongoLetterBooks
from services.registry.adapters.measures import MongoMeasures
from services.registry.adapters.past import MongoPast
from services.registry.adapters.search import MongoSearch
from services.registry.adapters.units import MongoUnits

__all__ = [
    "MongoBooks",
    "MongoChecks",
    "MongoFigures",
    "MongoHandedIn",
    "MongoLetterBooks",
    "MongoMeasures",
    "MongoPast",
    "MongoSearch",
    "MongoUnits",
    "deeds",
]
