from collections.abc import Sequence

import pytest

from services.registry.adapters import MongoBooks, MongoHandedIn, MongoLetterBooks
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Client, Database
from shared.mongo.outbox import MongoOutbox


class Heard:
    """A broker that confirms everything, and remembers it."""

    def __init__(self) -> None:
        self.published: list[Pending] = []

    async def publish(self, events: Sequence[Pending]) -> None:
        self.published += events


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def relay(mongo_database: Database, heard: Heard) -> Relay:
    return Relay(MongoOutbox(mongo_database["matters"]), heard)


@pytest.fixture
async def books(mongo_client: Client, mongo_database: Database, relay: Relay) -> MongoBooks:
    books = MongoBooks(mongo_client, mongo_database, relay, time_zone="Asia/Muscat")
    await books.create_indexes()
    return books


@pytest.fixture
async def letter_books(mongo_client: Client, mongo_database: Database, heard: Heard) -> MongoLetterBooks:
    relay = Relay(MongoOutbox(mongo_database["letters"]), heard)
    books = MongoLetterBooks(mongo_client, mongo_database, relay, time_zone="Asia/Muscat")
    await books.create_indexes()
    return books


@pytest.fixture
async def handed_in(mongo_database: Database) -> MongoHandedIn:
    handed_in = MongoHandedIn(mongo_database)
    await handed_in.create_indexes()
    return handed_in
