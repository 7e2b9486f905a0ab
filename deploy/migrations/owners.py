"""Which services have migrations, and how the environment names their databases: as the services' own settings do."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.directory.migrations import MIGRATIONS as DIRECTORY
from services.notify.migrations import MIGRATIONS as NOTIFY
from services.registry.migrations import MIGRATIONS as REGISTRY
from services.routing.migrations import MIGRATIONS as ROUTING
from shared.migrations import Migration
from shared.mongo.connection import Client, Database, connect, database

OWNERS: Final[Mapping[str, Sequence[Migration]]] = {
    "directory": DIRECTORY,
    "registry": REGISTRY,
    "routing": ROUTING,
    "notify": NOTIFY,
}
"""Service → its migrations, in the order in which they are run."""


class MissingSettingError(Exception):
    """The environment does not say where a service's database is; the message names the variable."""


def settings_of(service: str) -> tuple[str, str]:
    """The variables that name a service's MongoDB and its database: those that the service itself reads."""
    return f"DIWAN_{service.upper()}_MONGO_URL", f"DIWAN_{service.upper()}_MONGO_DATABASE"


def open_database(service: str, environment: Mapping[str, str]) -> tuple[Client, Database]:
    """Connect to a service's database, as its own user. Raises `MissingSettingError`."""
    values: list[str] = []
    for name in settings_of(service):
        if not environment.get(name):
            raise MissingSettingError(name)
        values.append(environment[name])
    client = connect(values[0])
    return client, database(client, values[1])
