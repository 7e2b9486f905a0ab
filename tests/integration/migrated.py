"""Migrations on a test's database, all of them."""

from collections.abc import Sequence

from shared.migrations import Migration
from shared.migrations.running import Manner, Runner
from shared.mongo.connection import Database


async def migrated(database: Database, migrations: Sequence[Migration], manner: Manner | None = None) -> int:
    """Run what is left; returns how many were run."""
    runner = Runner(database, migrations, release="testing", say=lambda _: None, manner=manner or Manner())
    return await runner.run("contract", waiting=lambda: None)
