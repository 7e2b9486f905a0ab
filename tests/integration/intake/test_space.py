"""How much space there is, as the door may learn it."""

import shutil

import pytest

from deploy.local.services import named
from deploy.local.stack import Stack
from shared.errors import TransientError
from shared.mongo.connection import Database, connect, database
from shared.mongo.space import free_bytes


async def test_intake_may_ask_how_much_space_the_disk_of_its_database_has(servers: Stack) -> None:
    client = connect(servers.environment_of("intake")["DIWAN_INTAKE_MONGO_URL"])
    own = database(client, named("intake").database)
    await own["written"].insert_one({})
    expected = shutil.disk_usage(servers.layout.of("mongod")).free
    told = await free_bytes(own)
    await own.drop_collection("written")
    client.close()
    # Others use this disk too, so that it is never twice the same.
    assert abs(told - expected) < expected / 5


async def test_a_database_with_nothing_in_it_tells_nothing(mongo_database: Database) -> None:
    with pytest.raises(TransientError):
        await free_bytes(mongo_database)
