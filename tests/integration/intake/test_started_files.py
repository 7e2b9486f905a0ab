"""MongoDB keeps files that are sent in parts as intake needs it, and forgets them."""

import pytest

from services.intake.adapters import MongoStartedFiles
from shared.mongo.connection import Database
from tests.unit.intake.started_files_contract import StartedFilesContract, begun


@pytest.fixture
async def started_files(mongo_database: Database) -> MongoStartedFiles:
    files = MongoStartedFiles(mongo_database)
    await files.create_indexes()
    return files


class TestMongoStartedFiles(StartedFilesContract):
    pass


async def test_files_and_their_pieces_are_forgotten_by_the_database(
    mongo_database: Database, started_files: MongoStartedFiles
) -> None:
    one = begun()
    await started_files.add(one)
    await started_files.append(one, b"abc")
    for name in ("started_files", "pieces"):
        indexes = await mongo_database[name].index_information()
        assert indexes["ends_at"]["expireAfterSeconds"] == 0
        assert await mongo_database[name].count_documents({"ends_at": one.ends_at}) == 1


async def test_of_two_who_send_the_same_part_the_loser_leaves_nothing(
    mongo_database: Database, started_files: MongoStartedFiles
) -> None:
    one = begun()
    await started_files.add(one)
    assert await started_files.append(one, b"abc")
    assert await started_files.append(one, b"xyz") is None
    assert await mongo_database["pieces"].count_documents({}) == 1
