"""The users of MongoDB: one per service, with its own database only, and operators' commands."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pymongo import MongoClient

from deploy.local.credentials import Account, other_name
from deploy.local.services import SERVICES

Client = MongoClient[dict[str, Any]]

OPERATORS: Mapping[str, str] = {"backup": "read", "restore": "readWrite"}
"""Users of no service's own: name → what each may do with the databases of all."""


AccountOf = Callable[[str], Account]
"""Holder → who it is to MongoDB."""


def ensure_users(client: Client, account_of: AccountOf) -> None:
    """Make all users, or give them their passwords; raises `PyMongoError`."""
    for holder, database, roles in _users():
        ensure_user(client, database, account_of(holder), roles)


def remove_former_users(client: Client, account_of: AccountOf) -> None:
    """Remove whoever these took turns with; raises `PyMongoError`."""
    for holder, database, _ in _users():
        remove_user(client, database, other_name(account_of(holder).name))


def ensure_user(client: Client, database: str, account: Account, roles: Mapping[str, str]) -> None:
    """Make a user with these roles (database → role), or give it its password; raises `PyMongoError`."""
    command = "updateUser" if _is_there(client, database, account.name) else "createUser"
    given = [{"role": role, "db": of} for of, role in roles.items()]
    client[database].command(command, account.name, pwd=account.password, roles=given)


def remove_user(client: Client, database: str, name: str) -> None:
    """Remove a user; nothing happens when there is none. Raises `PyMongoError`."""
    if _is_there(client, database, name):
        client[database].command("dropUser", name)


def _users() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Holder, the database that knows it, and its roles."""
    stores = [service for service in SERVICES if service.store]
    for service in stores:
        yield service.name, service.database, {service.database: "readWrite"}
    for name, role in OPERATORS.items():
        yield name, "admin", {service.database: role for service in stores}


def _is_there(client: Client, database: str, name: str) -> bool:
    return bool(client[database].command("usersInfo", name)["users"])
