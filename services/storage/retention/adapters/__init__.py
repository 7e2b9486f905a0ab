"""MongoDB behind retention's ports."""

from services.storage.retention.adapters.asides import MongoAsides
from services.storage.retention.adapters.disposals import MongoDisposals
from services.storage.retention.adapters.documents import MongoDisposedDocuments
from services.storage.retention.adapters.matters import MongoKeptMatters
from services.storage.retention.adapters.naming import MongoNamedClasses

__all__ = ["MongoAsides", "MongoDisposals", "MongoDisposedDocuments", "MongoKeptMatters", "MongoNamedClasses"]
