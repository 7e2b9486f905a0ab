"""Storage on MongoDB and S3."""

import pytest

from services.storage.adapters import (
    MongoBrought,
    MongoClassifications,
    MongoDocuments,
    MongoGrants,
    MongoHomes,
    MongoLetters,
    MongoViews,
)
from shared.mongo.connection import Database
from shared.vault import S3Vault

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
def classifications(mongo_database: Database) -> MongoClassifications:
    return MongoClassifications(mongo_database)


@pytest.fixture
def homes(mongo_database: Database) -> MongoHomes:
    return MongoHomes(mongo_database)


@pytest.fixture
async def letters(mongo_database: Database) -> MongoLetters:
    letters = MongoLetters(mongo_database)
    await letters.create_indexes()
    return letters


@pytest.fixture
async def brought(mongo_database: Database) -> MongoBrought:
    brought = MongoBrought(mongo_database)
    await brought.create_indexes()
    return brought


@pytest.fixture
async def views(mongo_database: Database) -> MongoViews:
    views = MongoViews(mongo_database)
    await views.create_indexes()
    return views


@pytest.fixture
def blobs(vault: S3Vault) -> S3Vault:
    return vault
