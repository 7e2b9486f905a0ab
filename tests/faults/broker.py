"""The broker as its administrator sees it: a user that may bind a queue of its own, and what every queue holds."""

import asyncio
import json
import os
from pathlib import Path
from urllib.parse import urlunsplit

from deploy.local import installed
from deploy.local.programs import all_programs
from deploy.local.stack import Stack
from shared.messaging.topology import MEMORY, VHOST

USER = "nemesis"
EVERYTHING = ".*"
SECONDS = 60.0


class BrokerError(RuntimeError):
    """The broker's own command did not succeed."""


async def admit(stack: Stack) -> str:
    """Make the user; returns the address under which it may do everything. No user of the product's may make a queue."""
    password = stack.credentials.token(f"amqp-{USER}")
    await _ctl(stack, "add_user", USER, password)
    await _ctl(stack, "set_permissions", "-p", VHOST, USER, EVERYTHING, EVERYTHING, EVERYTHING)
    at = stack.settings.ports.at("rabbitmq")
    return urlunsplit(("amqp", f"{USER}:{password}@{at}", f"/{VHOST}", "", ""))


async def queue_lengths(stack: Stack) -> dict[str, int]:
    """Messages in every queue, those included that a service holds and has not acknowledged; not what is only remembered."""
    said = await _ctl(stack, "list_queues", "-p", VHOST, "name", "messages", "--formatter", "json", "--quiet")
    return {one["name"]: int(one["messages"]) for one in json.loads(said) if one["name"] != MEMORY}


async def _ctl(stack: Stack, *arguments: str) -> str:
    programs = all_programs(stack.settings, stack.credentials)
    broker = next(program for program in programs if program.name == "rabbitmq")
    process = await asyncio.create_subprocess_exec(
        str(Path(installed.rabbitmq_server()).with_name("rabbitmqctl")),
        *arguments,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **broker.environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(SECONDS):
            output, complaint = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise BrokerError(f"rabbitmqctl {arguments[0]} did not end") from None
    if process.returncode != 0:
        raise BrokerError(f"rabbitmqctl {arguments[0]}: {output.decode()}{complaint.decode()}")
    return output.decode()
