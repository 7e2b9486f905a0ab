"""Everybody's users, keys and passwords at the stores and the broker are exchanged while everything goes on.

First the next ones are let in, then the services are restarted with them, one after another, then the former ones are let
in no more. At any point it may be broken off and begun again.
"""

import json
from collections.abc import Iterator

from deploy.local import certificate
from deploy.local.credentials import write_private
from deploy.local.environment import CONNECTIONS
from deploy.local.restarting import restart
from deploy.local.servers import mongo, rabbit, weed
from deploy.local.services import SERVICES
from deploy.local.stack import Stack
from deploy.local.vault_keys import ADMINISTRATOR, Key, key_of, vault_key


def exchange(stack: Stack) -> Iterator[str]:
    """Exchange them all; says what is done. Raises `StackError`."""
    certificate.check(stack.settings)
    accept_next(stack)
    yield "MongoDB and the vault let in the next users, too"
    former = take_next(stack)
    yield "RabbitMQ has new passwords"
    for one in restart(stack):
        yield str(one)
    refuse(stack, former)
    yield "MongoDB and the vault refuse the former users"


def accept_next(stack: Stack) -> None:
    """Let everybody in as another user, too."""
    credentials = stack.credentials
    mongo.accept_next(stack.settings, credentials)
    following = {holder: key_of(credentials.next_account("s3", holder)) for holder in weed.HOLDERS}
    weed.write_configuration(credentials, stack.layout, beside=following)
    stack.read_anew("weed", lambda: weed.probe(stack.settings.ports, following[ADMINISTRATOR]))


def take_next(stack: Stack) -> Key:
    """Give everybody the other user from the next start on; returns the vault's former key of the administrator.

    The broker knows one password of each user: whoever loses his connection before he is restarted has to wait for that.
    """
    credentials = stack.credentials
    former = vault_key(credentials, ADMINISTRATOR)
    for store, holders in (("mongo", mongo.HOLDERS), ("s3", weed.HOLDERS)):
        for holder in holders:
            credentials.take_next(store, holder)
    rabbit.exchange_passwords(stack.settings, credentials, stack.layout)
    for service in SERVICES:
        path = stack.layout.environment(service.name)
        given, now = json.loads(path.read_text(encoding="utf-8")), stack.environment_of(service.name)
        # Nothing else: what it was started with may have been said in another shell.
        names = [service.prefix + name for name in CONNECTIONS]
        write_private(path, json.dumps(given | {name: now[name] for name in names if name in given}))
    return former


def refuse(stack: Stack, former: Key) -> None:
    """Let nobody in as a former user any more."""
    mongo.refuse_former(stack.settings, stack.credentials)
    weed.write_configuration(stack.credentials, stack.layout)
    stack.read_anew("weed", lambda: weed.refuses(stack.settings.ports, former))
