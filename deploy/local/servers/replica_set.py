"""MongoDB's replica set: who its members are, and which of them leads."""

import time
from typing import Any

from pymongo import MongoClient
from pymongo.errors import AutoReconnect, OperationFailure, PyMongoError

from deploy.local.credentials import Account
from deploy.local.environment import REPLICA_SET
from deploy.local.errors import StackError
from deploy.local.servers.waiting import NotReadyError
from deploy.local.settings import Settings

ADMINISTRATOR = "admin"
ALREADY_INITIALISED = 23
FAILED_TO_LOG_IN = 18
SECONDS_TO_ELECT = 30

# MongoDB's own 10 s and 2 s allow for networks between the members. Here a member that says nothing for 2 s is gone, and
# until another leads, every sender is asked to come again.
ELECTION = {"electionTimeoutMillis": 2000, "heartbeatIntervalMillis": 500}

Client = MongoClient[dict[str, Any]]


def probe(settings: Settings, name: str) -> None:
    """A member is ready when it answers."""
    with member(settings, name) as client:
        try:
            client.admin.command("ping")
        except PyMongoError as error:
            raise NotReadyError(str(error)) from error


def form(settings: Settings, administrator: Account) -> bool:
    """Make the set and its administrator, and say whether it is new; an older one gets the members and ports set now.

    Raises `StackError` when the set has more members than are set, `PyMongoError` when MongoDB refuses.
    """
    known = _can_log_in(settings, administrator)
    if known:
        _follow(settings, administrator)
    else:
        _found(settings, administrator)
    wait_for_primary(settings)
    return not known


def wait_for_primary(settings: Settings) -> str:
    """The member that leads, by the name of its process; raises `StackError` when none comes to lead."""
    end = time.monotonic() + SECONDS_TO_ELECT
    while True:
        for name in settings.mongods:
            if _leads(settings, name):
                return name
        if time.monotonic() > end:
            raise StackError(f"MongoDB has not become writable within {SECONDS_TO_ELECT} s")
        time.sleep(0.05)


def member(settings: Settings, name: str, administrator: Account | None = None) -> Client:
    """One member itself, whether it leads or not; as its administrator if one is given."""
    return MongoClient(
        "127.0.0.1",
        settings.ports.of(name),
        directConnection=True,
        serverSelectionTimeoutMS=5000,
        connectTimeoutMS=2000,
        w="majority",
        journal=True,
        username=administrator.name if administrator else None,
        password=administrator.password if administrator else None,
    )


def _leads(settings: Settings, name: str) -> bool:
    with member(settings, name) as client:
        try:
            return bool(client.admin.command("hello").get("isWritablePrimary"))
        except PyMongoError:
            return False


def _can_log_in(settings: Settings, administrator: Account) -> bool:
    end = time.monotonic() + SECONDS_TO_ELECT
    while True:
        with member(settings, settings.mongods[0], administrator) as client:
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


def _found(settings: Settings, administrator: Account) -> None:
    # Before there is a first user, whoever comes from this machine may do these two things.
    with member(settings, settings.mongods[0]) as client:
        try:
            client.admin.command(
                "replSetInitiate", {"_id": REPLICA_SET, "members": _members(settings), "settings": ELECTION}
            )
        except OperationFailure as error:
            # a start that was cut off may have made the set and no user
            if error.code != ALREADY_INITIALISED:
                raise
    with member(settings, wait_for_primary(settings)) as client:
        client.admin.command("createUser", administrator.name, pwd=administrator.password, roles=["root"])


def _follow(settings: Settings, administrator: Account) -> None:
    """Tell the set when members have moved to other ports since (DIWAN_PORT_BASE), or become three of one."""
    with member(settings, settings.mongods[0], administrator) as client:
        known = client.admin.command("replSetGetConfig")["config"]
        wanted = _members(settings)
        if len(known["members"]) > len(wanted):
            # The others may have what this one has not.
            raise StackError(f"the data are kept by {len(known['members'])} members: set DIWAN_MONGO_MEMBERS so")
        if [one["host"] for one in known["members"]] != [one["host"] for one in wanted]:
            known |= {"members": wanted, "version": known["version"] + 1}
            known["settings"] |= ELECTION
            client.admin.command("replSetReconfig", known, force=True)


def _members(settings: Settings) -> list[dict[str, Any]]:
    return [{"_id": position, "host": settings.ports.at(name)} for position, name in enumerate(settings.mongods)]
