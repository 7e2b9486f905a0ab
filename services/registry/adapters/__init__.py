"""Matters, books and units in MongoDB."""

from services.registry.adapters.books import MongoBooks
from services.registry.adapters.handed_in import MongoHandedIn
from services.registry.adapters.letters import MongoLetterBooks
from services.registry.adapters.older_matters import OlderMatters
from services.registry.adapters.search import MongoSearch
from services.registry.adapters.units import MongoUnits

__all__ = ["MongoBooks", "MongoHandedIn", "MongoLetterBooks", "MongoSearch", "MongoUnits", "OlderMatters"]
