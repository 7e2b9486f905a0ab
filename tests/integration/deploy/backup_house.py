"""A house of a few records and blobs in real stores, to be backed up and restored."""

import asyncio
import hashlib
import io
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aio_pika
from minio import Minio
from pydantic import SecretStr
from pymongo import MongoClient
from pymongo.database import Database

from deploy.backup.manifest import Manifest
from deploy.backup.restoring import Restoring
from deploy.backup.sealing import Seal, Unsealed
from deploy.backup.settings import Settings
from deploy.backup.stores import Store
from deploy.backup.stores.folder import FolderStore
from deploy.backup.taking import take
from deploy.local.stack import Stack
from shared.messaging.topology import EXCHANGE
from shared.vault import VaultSettings
from shared.vault.aside import ASIDE

NOW = datetime(2026, 11, 22, tzinfo=UTC)
STATED = ("before the moment", "of a time that has ended", "after the restore")


class House:
    """A storage of a test's own, with its vault, on the shared servers."""

    topic = "intake.submission-read.v1"

    def __init__(self, servers: Stack, vault: VaultSettings, folder: Path, client: MongoClient[Any]) -> None:
        self.prefix = f"test{uuid.uuid4().hex[:8]}_"
        self.client = client
        self.storage: Database[Any] = client[f"{self.prefix}storage"]
        self.store: Store = FolderStore(folder)
        self.settings = Settings(
            target=str(folder),
            mongo_url=SecretStr(servers.mongo_admin_url),
            mongo_database_prefix=self.prefix,
            amqp_url=SecretStr(servers.amqp_operator_url),
            s3_endpoint=vault.s3_endpoint,
            s3_access_key=vault.s3_access_key,
            s3_secret_key=vault.s3_secret_key,
            s3_bucket=vault.s3_bucket,
        )
        host = vault.s3_endpoint.removeprefix("http://")
        self.vault = Minio(host, vault.s3_access_key, vault.s3_secret_key.get_secret_value(), secure=False)
        self.said: list[str] = []

    def put(self, content: bytes, *, aside: bool = False) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        key = (ASIDE if aside else "") + sha256
        self.vault.put_object(self.settings.s3_bucket, key, io.BytesIO(content), len(content))
        return sha256

    def names(self) -> set[str]:
        return {one.object_name or "" for one in self.vault.list_objects(self.settings.s3_bucket, recursive=True)}

    def empty_vault(self) -> None:
        for name in self.names():
            self.vault.remove_object(self.settings.s3_bucket, name)

    def state(self, message_id: str) -> None:
        """Publish an event."""

        async def publish() -> None:
            async with await aio_pika.connect(self.settings.amqp_url.get_secret_value()) as connection:
                channel = await connection.channel()
                exchange = await channel.get_exchange(EXCHANGE, ensure=False)
                await exchange.publish(aio_pika.Message(b"{}", message_id=message_id, headers={"a": 1}), self.topic)

        asyncio.run(publish())

    def waiting(self) -> list[str | None]:
        """What registry has not heard yet."""

        async def look() -> list[str | None]:
            async with await aio_pika.connect(self.settings.amqp_url.get_secret_value()) as connection:
                channel = await connection.channel()
                queue = await channel.declare_queue(f"registry.{self.topic}", passive=True)
                count = queue.declaration_result.message_count or 0
                found = [await queue.get(fail=False) for _ in range(count)]
                # The broker may put back a moment later what was looked at before: once is enough.
                seen = dict.fromkeys(message.message_id for message in found if message)
                return [one for one in seen if one in STATED]

        return asyncio.run(look())

    def take(self, seal: Seal | None = None) -> Manifest:
        return take(self.settings, self.store, seal or Unsealed(), self.said.append)

    def restore(self, backup: Manifest, *, over: bool = True) -> int:
        return Restoring(self.settings, self.store, self.said.append).restore(backup, over=over)
