"""MongoDB: one replica set (transactions need it), one user per service with its own database only."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy.local.credentials import Account, Credentials, other_name
from deploy.local.environment import mongo_url
from deploy.local.errors import StackError
from deploy.local.servers import replica_set
from deploy.local.servers.mongo_users import (
    OPERATORS,
    Client,
    ensure_user,
    ensure_users,
    remove_former_users,
    remove_user,
)
from deploy.local.servers.replica_set import ADMINISTRATOR
from deploy.local.services import SERVICES
from deploy.local.settings import Settings

HOLDERS = (*(service.name for service in SERVICES if service.store), *OPERATORS, ADMINISTRATOR)
"""Whoever has a user there."""


def initialise(settings: Settings, credentials: Credentials) -> bool:
    """Make the replica set and the users; of those there already the former ones go. Says whether the set is new.

    Raises `StackError` when MongoDB refuses.
    """
    try:
        is_new = replica_set.form(settings, _account(credentials, ADMINISTRATOR))
    except PyMongoError as error:
        raise StackError(f"MongoDB could not be set up: {error}") from error
    with _administrator(settings, credentials) as client:
        ensure_users(client, lambda holder: _account(credentials, holder))
    # An exchange may have been broken off.
    refuse_former(settings, credentials)
    return is_new


def accept_next(settings: Settings, credentials: Credentials) -> None:
    """Let everybody in as another user, too, who has the same rights; raises `StackError` when MongoDB refuses."""
    following = {holder: credentials.next_account("mongo", holder) for holder in HOLDERS}
    with _administrator(settings, credentials) as client:
        ensure_user(client, "admin", following[ADMINISTRATOR], {"admin": "root"})
        ensure_users(client, following.__getitem__)


def refuse_former(settings: Settings, credentials: Credentials) -> None:
    """Let nobody in any more who took turns with the users of now; raises `StackError` when MongoDB refuses."""
    with _administrator(settings, credentials) as client:
        remove_former_users(client, lambda holder: _account(credentials, holder))
        remove_user(client, "admin", other_name(_account(credentials, ADMINISTRATOR).name))


def _account(credentials: Credentials, holder: str) -> Account:
    return credentials.account("mongo", holder)


@contextmanager
def _administrator(settings: Settings, credentials: Credentials) -> Iterator[Client]:
    url = mongo_url(settings, _account(credentials, ADMINISTRATOR), "admin")
    client: Client
    try:
        with MongoClient(url, w="majority", journal=True) as client:
            yield client
    except PyMongoError as error:
        raise StackError(f"MongoDB could not be set up: {error}") from error
