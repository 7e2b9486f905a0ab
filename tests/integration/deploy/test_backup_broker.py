"""A broker that is away is never taken for a backup that is damaged."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.backup.connecting import connected
from deploy.backup.errors import BackupError
from deploy.backup.parts import opened
from deploy.backup.replaying import replay
from deploy.backup.sealing import Unsealed
from deploy.backup.stores.folder import FolderStore
from tests.unit.deploy.backup.examples import kept_backup


@pytest.fixture
def nobody() -> Iterator[str]:
    """The address of a broker that does not run."""
    with socket.socket() as listening_to_nobody:
        listening_to_nobody.bind(("127.0.0.1", 0))
        yield f"amqp://127.0.0.1:{listening_to_nobody.getsockname()[1]}/"


async def test_a_broker_that_is_not_there_is_said_to_be_the_trouble(nobody: str) -> None:
    with pytest.raises(BackupError, match=r"^the broker"):
        async with connected(nobody):
            pass


def test_a_backup_is_not_said_to_be_damaged_when_the_broker_takes_nothing_of_it(nobody: str, tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    backup = kept_backup(store, datetime(2026, 1, 1, tzinfo=UTC), {})
    with pytest.raises(BackupError, match=r"^the broker"), opened(store, Unsealed(), backup.events) as events:
        asyncio.run(replay(nobody, events, events))
