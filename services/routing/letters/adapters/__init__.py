"""Letters in MongoDB, and the printing process behind its port."""

from services.routing.letters.adapters.letters import COLLECTION, MongoLetters
from services.routing.letters.adapters.printer import ProcessPrinter

__all__ = ["COLLECTION", "MongoLetters", "ProcessPrinter"]
