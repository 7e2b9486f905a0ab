"""Storage on MongoDB and S3."""

from collections.abc import AsyncIterator

import pytest

from services.storage.adapters import MongoDocuments, MongoGrants, MongoViews, S3Blobs
from shared.mongo.connection import Database
from shared.vault import VaultSettings

pytest.register_assert_rewrite("tests.unit.storage.contract")


@pytest.fixture
async def documents(mongo_database: Database) -> MongoDocuments:
    documents = MongoDocuments(mongo_database)
    await documents.create_indexes()
    return documents


@pytest.fixture
def grants(mongo_database: Database) -> MongoGrants:
    return MongoGrants(mongo_database)


@pytest.fixture
async def views(mongo_database: Database) -> MongoViews:
    views = MongoViews(mongo_database)
    await views.create_indexes()
    return views


@pytest.fixture
async def blobs(vault_settings: VaultSettings) -> AsyncIterator[S3Blobs]:
    blobs = S3Blobs(vault_settings)
    yield blobs
    await blobs.close()
