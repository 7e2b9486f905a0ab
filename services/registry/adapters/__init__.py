"""Matters, books, units and figures in MongoDB."""

from services.registry.adapters.books import MongoBooks
from services.registry.adapters.checking import MongoChecks
from services.registry.adapters.deeds import deeds
from services.registry.adapters.figures import MongoFigures
from services.registry.adapters.letters import MongoLetterBooks
from services.registry.adapters.units import MongoUnits

__all__ = ["MongoBooks", "MongoChecks", "MongoFigures", "MongoLetterBooks", "MongoUnits", "deeds"]
