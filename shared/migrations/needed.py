"""What a service needs of its database before it serves."""

from collections.abc import Sequence

from shared.migrations.marks import BORN, Marks, is_done
from shared.migrations.model import Migration
from shared.mongo.connection import Database


class OlderDatabaseError(Exception):
    """The database is as an earlier release left it; the message, for operators, says what is missing and how it comes."""


class Needed:
    """The migrations without which a service must not serve: those of `expand`."""

    def __init__(self, database: Database, migrations: Sequence[Migration]) -> None:
        self._migrations = migrations
        self._marks = Marks(database)
        self._name = database.name

    async def check(self) -> None:
        """Return when they are done. A new database has none to do, and that is noted. Raises `OlderDatabaseError`, `TransientError`."""
        known = await self._marks.all()
        missing = [one.name for one in self._migrations if one.phase == "expand" and not is_done(known.get(one.name))]
        if not missing:
            return
        if not await self._marks.is_new():
            raise OlderDatabaseError(
                f"{self._name} is older than this release: {', '.join(missing)}; run python -m deploy.migrations run"
            )
        await self._marks.note_done(self._migrations, BORN)
