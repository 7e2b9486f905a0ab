"""Sessions in MongoDB: the contract, and that nothing in it can be used by who reads it."""

import asyncio
from hashlib import sha256

import pytest

from services.portal.adapters import MongoSessions
from shared.mongo.connection import Database
from tests.unit.portal.staff.contract import NOW, SessionsContract
from tests.unit.portal.staff.fakes import session

pytestmark = pytest.mark.stack


@pytest.fixture
async def sessions(mongo_database: Database) -> MongoSessions:
    """A store of the test's own."""
    found = MongoSessions(mongo_database, secret="the settings' secret")
    await found.create_indexes()
    return found


class TestSessionsInMongoDB(SessionsContract):
    """MongoDB keeps the contract."""


async def test_neither_the_id_nor_the_token_is_in_the_database(
    sessions: MongoSessions, mongo_database: Database
) -> None:
    await sessions.keep("the id of the session", session(NOW))
    (record,) = await mongo_database["sessions"].find().to_list(None)
    assert record["_id"] == sha256(b"the id of the session").hexdigest()
    assert b"a token" not in record["token"]
    assert "the id" not in str(record)


async def test_a_token_cannot_be_moved_to_another_session(sessions: MongoSessions, mongo_database: Database) -> None:
    await sessions.keep("mine", session(NOW))
    await sessions.keep("theirs", session(NOW))
    table = mongo_database["sessions"]
    theirs = await table.find_one({"_id": sha256(b"theirs").hexdigest()})
    assert theirs
    await table.update_one({"_id": sha256(b"mine").hexdigest()}, {"$set": {"token": theirs["token"]}})
    assert await sessions.find("mine") is None


async def test_another_secret_signs_everybody_out(sessions: MongoSessions, mongo_database: Database) -> None:
    await sessions.keep("one", session(NOW))
    assert await MongoSessions(mongo_database, secret="another").find("one") is None
    changing = MongoSessions(mongo_database, secret="another", accepted="the settings' secret")
    assert await changing.find("one") is not None


async def test_the_database_forgets_by_itself(sessions: MongoSessions, mongo_database: Database) -> None:
    indexes = await mongo_database["sessions"].index_information()
    assert indexes["over_at"]["expireAfterSeconds"] == 0
    running = asyncio.create_task(sessions.run())
    await asyncio.sleep(0.2)
    assert not running.done()
    running.cancel()
