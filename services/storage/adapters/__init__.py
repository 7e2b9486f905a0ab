"""MongoDB behind storage's ports; the vault's adapter is shared."""

from services.storage.adapters.brought import MongoBrought
from services.storage.adapters.documents import MongoDocuments
from services.storage.adapters.letters import MongoLetters
from services.storage.adapters.matters import MongoClassifications, MongoGrants, MongoHomes
from services.storage.adapters.views import MongoViews

__all__ = [
    "MongoBrought",
    "MongoClassifications",
    "MongoDocuments",
    "MongoGrants",
    "MongoHomes",
    "MongoLetters",
    "MongoViews",
]
