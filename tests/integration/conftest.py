"""The real servers, without the services: MongoDB, RabbitMQ, S3, on ports of their own, gone afterwards."""

import uuid
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from minio import Minio
from pydantic import SecretStr

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from shared.mongo.connection import Client, Database, connect, database
from shared.vault import S3Vault, VaultSettings


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The servers, ready and set up."""
    stack = Stack(Settings.private(tmp_path_factory.mktemp("servers")))
    stack.start(services=())
    yield stack
    stack.stop()


@pytest.fixture
async def mongo_client(servers: Stack) -> AsyncIterator[Client]:
    """MongoDB with all rights."""
    client = connect(servers.mongo_admin_url)
    yield client
    client.close()


@pytest.fixture
async def mongo_database(mongo_client: Client) -> AsyncIterator[Database]:
    """A database of the test's own."""
    name = f"test_{uuid.uuid4().hex}"
    yield database(mongo_client, name)
    await mongo_client.drop_database(name)


@pytest.fixture
def vault_settings(servers: Stack) -> Iterator[VaultSettings]:
    """An empty bucket of the test's own."""
    admin = servers.s3_admin
    client = Minio(admin["endpoint"], admin["access_key"], admin["secret_key"], secure=False)
    bucket = f"test-{uuid.uuid4().hex}"
    client.make_bucket(bucket)
    yield VaultSettings(
        s3_endpoint=f"http://{admin['endpoint']}",
        s3_access_key=admin["access_key"],
        s3_secret_key=SecretStr(admin["secret_key"]),
        s3_bucket=bucket,
    )
    for item in client.list_objects(bucket, recursive=True):
        client.remove_object(bucket, item.object_name or "")
    client.remove_bucket(bucket)


@pytest.fixture
async def vault(vault_settings: VaultSettings) -> AsyncIterator[S3Vault]:
    """The vault in that bucket."""
    vault = S3Vault(vault_settings)
    yield vault
    await vault.close()


@pytest.fixture(scope="session")
def amqp_operator_url(servers: Stack) -> str:
    """The broker with the right to read and write every queue."""
    return servers.amqp_operator_url


@pytest.fixture(scope="session")
def amqp_service_url(servers: Stack) -> Callable[[str], str]:
    """The broker as one service sees it."""
    return servers.amqp_url
