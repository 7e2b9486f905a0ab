"""MongoDB: one replica set (transactions need it), one user per service with its own database only."""

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from deploy.local.credentials import Credentials
from deploy.local.environment import mongo_url
from deploy.local.errors import StackError
from deploy.local.servers import replica_set
from deploy.local.servers.mongo_users import Client, ensure_users
from deploy.local.servers.replica_set import ADMINISTRATOR
from deploy.local.settings import Settings


def initialise(settings: Settings, credentials: Credentials) -> bool:
    """Make the replica set and the users; what is there already stays. Says whether it is new.

    Raises `StackError` when MongoDB refuses.
    """
    password = credentials.token("mongo-admin")
    client: Client
    try:
        is_new = replica_set.form(settings, password)
        with MongoClient(mongo_url(settings, ADMINISTRATOR, password, "admin"), w="majority", journal=True) as client:
            ensure_users(client, lambda name: credentials.token(f"mongo-{name}"))
    except PyMongoError as error:
        raise StackError(f"MongoDB could not be set up: {error}") from error
    return is_new
