"""Whoever holds what a backup is given can read the house, and change nothing of it."""

import io
from collections.abc import Iterator

import aio_pika
import pytest
from aiormq.exceptions import ChannelAccessRefused
from minio import Minio
from minio.error import S3Error
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.local.stack import Stack
from shared.messaging.topology import EXCHANGE, queues


@pytest.fixture
def given(servers: Stack) -> dict[str, str]:
    return {name.removeprefix("DIWAN_BACKUP_"): value for name, value in servers.backup_environment().items()}


@pytest.fixture
def mongo(given: dict[str, str]) -> Iterator[MongoClient[dict[str, object]]]:
    with MongoClient[dict[str, object]](given["MONGO_URL"]) as client:
        yield client


def test_it_reads_every_database_and_writes_none(mongo: MongoClient[dict[str, object]]) -> None:
    assert mongo.diwan_registry.matters.find_one() is None
    for change in (
        lambda: mongo.diwan_registry.matters.insert_one({"_id": 1}),
        mongo.diwan_registry.matters.drop,
        lambda: mongo.admin.command("usersInfo"),
        mongo.local["oplog.rs"].find_one,
    ):
        with pytest.raises(OperationFailure, match="not authorized"):
            change()


def test_it_lists_the_bucket_and_puts_and_deletes_nothing(given: dict[str, str]) -> None:
    host = given["S3_ENDPOINT"].removeprefix("http://")
    vault = Minio(host, given["S3_ACCESS_KEY"], given["S3_SECRET_KEY"], secure=False)
    bucket = given["S3_BUCKET"]
    list(vault.list_objects(bucket))
    with pytest.raises(S3Error, match="AccessDenied"):
        vault.put_object(bucket, "0" * 64, io.BytesIO(b"x"), 1)
    with pytest.raises(S3Error, match="AccessDenied"):
        vault.remove_object(bucket, "0" * 64)


async def test_it_takes_no_events_and_states_none(given: dict[str, str]) -> None:
    async with await aio_pika.connect(given["AMQP_URL"]) as connection:
        channel = await connection.channel()
        queue = await channel.get_queue(next(queues()).name, ensure=False)
        with pytest.raises(ChannelAccessRefused):
            await queue.get(fail=False)
        channel = await connection.channel()
        exchange = await channel.get_exchange(EXCHANGE, ensure=False)
        with pytest.raises(ChannelAccessRefused):
            await exchange.publish(aio_pika.Message(b"x"), next(queues()).routing_key)
