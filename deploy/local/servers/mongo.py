"""MongoDB: one member of one replica set (transactions need it), one user per service with its own database only."""

import time
from typing import Any

from pymongo import MongoClient
from pymongo.errors import AutoReconnect, OperationFailure, PyMongoError

from deploy.local.credentials import Credentials
from deploy.local.environment import REPLICA_SET
from deploy.local.errors import StackError
from deploy.local.ports import Ports
from deploy.local.servers.waiting import NotReadyError
from deploy.local.services import SERVICES

ADMINISTRATOR = "admin"
ALREADY_INITIALISED = 23
FAILED_TO_LOG_IN = 18
SECONDS_TO_ELECT = 30

Client = MongoClient[dict[str, Any]]


def probe(ports: Ports) -> None:
    """Ready when it answers."""
    with _client(ports) as client:
        try:
            client.admin.command("ping")
        except PyMongoError as error:
            raise NotReadyError(str(error)) from error


def initialise(ports: Ports, credentials: Credentials) -> None:
    """Make the replica set and the users; what is there already stays. Raises `StackError` when MongoDB refuses."""
    password = credentials.token("mongo-admin")
    try:
        if not _can_log_in(ports, password):
            _found(ports, password)
        with _client(ports, password) as client:
            _follow_port(client, ports)
            _wait_for_primary(client)
            for service in SERVICES:
                _ensure_user(client, service.database, service.name, credentials.token(f"mongo-{service.name}"))
    except PyMongoError as error:
        raise StackError(f"MongoDB could not be set up: {error}") from error


def _client(ports: Ports, password: str | None = None) -> Client:
    return MongoClient(
        "127.0.0.1",
        ports.of("mongod"),
        directConnection=True,
        serverSelectionTimeoutMS=5000,
        connectTimeoutMS=2000,
        w="majority",
        journal=True,
        username=ADMINISTRATOR if password else None,
        password=password,
    )


def _can_log_in(ports: Ports, password: str) -> bool:
    end = time.monotonic() + SECONDS_TO_ELECT
    while True:
        with _client(ports, password) as client:
            try:
                client.admin.command("ping")
            except OperationFailure as error:
                if error.code == FAILED_TO_LOG_IN:
                    return False
                raise
            except AutoReconnect:
                # not a member of its set yet, so that it cannot read who its users are
                if time.monotonic() > end:
                    raise
            else:
                return True
        time.sleep(0.1)


def _found(ports: Ports, password: str) -> None:
    # Before there is a first user, whoever comes from this machine may do these two things.
    with _client(ports) as client:
        try:
            client.admin.command(
                "replSetInitiate", {"_id": REPLICA_SET, "members": [{"_id": 0, "host": ports.at("mongod")}]}
            )
        except OperationFailure as error:
            # a start that was cut off may have made the set and no user
            if error.code != ALREADY_INITIALISED:
                raise
        _wait_for_primary(client)
        client.admin.command("createUser", ADMINISTRATOR, pwd=password, roles=["root"])


def _follow_port(client: Client, ports: Ports) -> None:
    """Tell the set when its only member has moved to another port since (DIWAN_PORT_BASE was changed)."""
    known = client.admin.command("replSetGetConfig")["config"]
    if known["members"][0]["host"] != ports.at("mongod"):
        known["members"][0]["host"] = ports.at("mongod")
        known["version"] += 1
        client.admin.command("replSetReconfig", known, force=True)


def _wait_for_primary(client: Client) -> None:
    end = time.monotonic() + SECONDS_TO_ELECT
    while not client.admin.command("hello").get("isWritablePrimary"):
        if time.monotonic() > end:
            raise StackError(f"MongoDB has not become writable within {SECONDS_TO_ELECT} s")
        time.sleep(0.05)


def _ensure_user(client: Client, database: str, name: str, password: str) -> None:
    command = "updateUser" if client[database].command("usersInfo", name)["users"] else "createUser"
    client[database].command(command, name, pwd=password, roles=[{"role": "readWrite", "db": database}])
