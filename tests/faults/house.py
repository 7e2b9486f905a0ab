"""The whole stack with proxies between each service and each server, and an unreliable relay of our own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from deploy.local.installation import Installation
from deploy.local.services import SERVICES
from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.faults.nemesis.clock import Clock
from tests.faults.relay_sink import RelaySink
from tests.faults.wire.proxy import Proxy

ADDRESSES = {"MONGO_URL": "mongod", "AMQP_URL": "rabbitmq", "S3_ENDPOINT": "s3"}
"""Setting of a service → the server whose address it holds."""

# Short, so that what a killed notify had in hand goes out soon; the lease must be twice the time to hand over.
HASTE = {
    "relay_seconds": "10",
    "lease_seconds": "20",
    "poll_seconds": "0.5",
    "first_retry_seconds": "1",
    "longest_retry_seconds": "4",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the senders and the nemesis can reach. Proxies go by (service, server); the senders' door is ("intake", "door")."""

    stack: Stack
    proxies: Mapping[tuple[str, str], Proxy]
    sink: RelaySink
    clock: Clock

    def between(self, service: str, server: str) -> Proxy:
        """The proxy before one server of one service."""
        return self.proxies[service, server]

    async def kill(self, process: str) -> None:
        """`kill -9`."""
        await asyncio.to_thread(self.stack.kill_process, process)

    async def stop(self, process: str) -> None:
        """Stop in good order."""
        await asyncio.to_thread(self.stack.stop_process, process)

    async def start(self, process: str) -> None:
        """Start again, and wait until it is ready."""
        await asyncio.to_thread(self.stack.start_process, process)

    async def ready(self, process: str) -> None:
        """Wait until it is ready."""
        await asyncio.to_thread(self.stack.wait_for_process, process)


@asynccontextmanager
async def open_house(data: Path, *, members: int = 1) -> AsyncIterator[House]:
    """Everything, ready; stopped at the end. With three `members` of MongoDB no proxy stands before it."""
    async with AsyncExitStack() as everything:
        settings = replace(Settings.private(data), mongo_members=members)
        sink = await everything.enter_async_context(RelaySink())
        proxies = {
            ("notify", "relay"): await everything.enter_async_context(Proxy(sink.port)),
            ("intake", "door"): await everything.enter_async_context(Proxy(settings.smtp_port)),
        }
        settings = _with_relay(settings, proxies["notify", "relay"].port)
        plain = Installation(settings)
        for service in SERVICES:
            environment = plain.environment_of(service.name)
            for variable, server in ADDRESSES.items():
                address = environment.get(service.prefix + variable)
                # A driver that follows the members' names goes past any proxy.
                if address is None or (server == "mongod" and members > 1):
                    continue
                proxy = await everything.enter_async_context(Proxy(urlsplit(address).port or 0))
                proxies[service.name, server] = proxy
                settings = settings.with_overrides(service.name, **{variable: _through(address, proxy.port)})
        settings = settings.with_overrides("notify", **HASTE)
        clock = Clock(data / "clock")
        settings = clock.of_service(settings, "registry")
        stack = Stack(settings)
        starting = asyncio.create_task(asyncio.to_thread(stack.start))
        try:
            await asyncio.shield(starting)
            yield House(stack=stack, proxies=proxies, sink=sink, clock=clock)
        finally:
            # A start that is under way cannot be called back; it is waited for, and stopped.
            await asyncio.gather(starting, return_exceptions=True)
            if await asyncio.to_thread(stack.is_running):
                await asyncio.to_thread(stack.stop)


def _with_relay(settings: Settings, port: int) -> Settings:
    return replace(settings, smtp_relay=f"127.0.0.1:{port}")


def _through(address: str, port: int) -> str:
    """The same server by way of a proxy."""
    parts = urlsplit(address)
    user = parts.netloc.rpartition("@")[0]
    netloc = f"{user}@127.0.0.1:{port}" if user else f"127.0.0.1:{port}"
    return parts._replace(netloc=netloc).geturl().replace("replicaSet=rs0", "directConnection=true")
