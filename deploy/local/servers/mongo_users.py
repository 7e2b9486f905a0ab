"""The users of MongoDB: one per service, with its own database only, and operators' commands."""

from collections.abc import Callable, Mapping
from typing import Any

from pymongo import MongoClient

from deploy.local.services import SERVICES

Client = MongoClient[dict[str, Any]]

OPERATORS: Mapping[str, str] = {"backup": "read", "restore": "readWrite"}
"""Users of no service's own: name → what each may do with the databases of all."""


def ensure_users(client: Client, password_of: Callable[[str], str]) -> None:
    """Make all users, or give them their passwords; raises `PyMongoError`."""
    stores = [service for service in SERVICES if service.store]
    for service in stores:
        _ensure_user(client, service.database, service.name, password_of(service.name), {service.database: "readWrite"})
    for name, role in OPERATORS.items():
        _ensure_user(client, "admin", name, password_of(name), {service.database: role for service in stores})


def _ensure_user(client: Client, database: str, name: str, password: str, roles: Mapping[str, str]) -> None:
    command = "updateUser" if client[database].command("usersInfo", name)["users"] else "createUser"
    client[database].command(
        command, name, pwd=password, roles=[{"role": role, "db": of} for of, role in roles.items()]
    )
