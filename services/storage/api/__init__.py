"""HTTP: documents for those who may see them, blobs from those who may bring them."""

from fastapi import APIRouter

from services.storage.api import answers, blobs, documents
from services.storage.service import Storage


def routes(storage: Storage) -> APIRouter:
    """The routes of storage."""
    router = APIRouter(prefix="/api/v1", tags=["storage"])
    documents.add(router, storage)
    answers.add(router, storage)
    blobs.add(router, storage)
    return router
