"""MongoDB and S3 behind storage's ports."""

from services.storage.adapters.blobs import S3Blobs
from services.storage.adapters.records import MongoDocuments, MongoGrants, MongoViews

__all__ = ["MongoDocuments", "MongoGrants", "MongoViews", "S3Blobs"]
