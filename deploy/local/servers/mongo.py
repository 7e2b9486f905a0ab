"""MongoDB: one replica set (transactions need it), one user per service with its own database only."""

from collections.abc import Mapping

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy.local.credentials import Credentials
from deploy.local.environment import mongo_url
from deploy.local.errors import StackError
from deploy.local.servers import replica_set
from deploy.local.servers.replica_set import ADMINISTRATOR, Client
from deploy.local.services import SERVICES
from deploy.local.settings import Settings

OPERATORS: Mapping[str, str] = {"backup": "read", "restore": "readWrite"}
"""Users of no service's own: name → what each may do with the databases of all."""


def initialise(settings: Settings, credentials: Credentials) -> None:
    """Make the replica set and the users; what is there already stays. Raises `StackError` when MongoDB refuses."""
    password = credentials.token("mongo-admin")
    client: Client
    try:
        replica_set.form(settings, password)
        with MongoClient(mongo_url(settings, ADMINISTRATOR, password, "admin"), w="majority", journal=True) as client:
            stores = [service for service in SERVICES if service.store]
            for service in stores:
                roles = {service.database: "readWrite"}
                _ensure_user(client, service.database, service.name, credentials.token(f"mongo-{service.name}"), roles)
            for name, role in OPERATORS.items():
                roles = {service.database: role for service in stores}
                _ensure_user(client, "admin", name, credentials.token(f"mongo-{name}"), roles)
    except PyMongoError as error:
        raise StackError(f"MongoDB could not be set up: {error}") from error


def _ensure_user(client: Client, database: str, name: str, password: str, roles: Mapping[str, str]) -> None:
    command = "updateUser" if client[database].command("usersInfo", name)["users"] else "createUser"
    client[database].command(
        command, name, pwd=password, roles=[{"role": role, "db": of} for of, role in roles.items()]
    )
