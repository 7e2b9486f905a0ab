"""The broker, spoken to with patience, and its troubles in our own words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aio_pika
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError

from deploy.backup.errors import BackupError

PATIENCE_SECONDS = 30.0
"""How long the broker may take to answer."""


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[AbstractConnection]:
    """A connection to the broker. Raises `BackupError` when there is none, or when it is lost or silent while it is used."""
    try:
        async with await aio_pika.connect(url, timeout=PATIENCE_SECONDS) as connection:
            yield connection
    except (AMQPError, ChannelInvalidStateError, ConnectionError, TimeoutError) as error:
        raise BackupError(f"the broker cannot be used: {type(error).__name__} {error}") from error
