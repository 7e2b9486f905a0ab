"""How much room MongoDB has."""

from shared.errors import TransientError
from shared.mongo.connection import Database, store_errors


async def free_bytes(database: Database) -> int:
    """Free bytes on the disk of the primary, of a database that one may read. Raises `TransientError`."""
    with store_errors():
        stats = await database.command("dbStats")
    if stats["fsTotalSize"] <= 0:
        # of a database without a collection yet, or when the disk cannot be asked
        raise TransientError("MongoDB does not tell its free space")
    return int(stats["fsTotalSize"] - stats["fsUsedSize"])
