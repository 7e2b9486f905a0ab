"""The whole stack, seen from outside: the SMTP door, the gateway and the mailbox only."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from deploy.local.settings import Settings
from deploy.local.stack import Stack
from tests.collector import Collector, collecting
from tests.e2e.outside import Outside
from tests.fuzz_http.askers import Asker, askers
from tests.fuzz_http.matters import Matter, hand_in


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    """Where the stack's traces and people's deeds go."""
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Stack]:
    """Everything, ready."""
    settings = Settings.private(tmp_path_factory.mktemp("stack"))
    settings = replace(settings, otlp_endpoint=collector.address, audit_url=collector.address)
    # Reminders come at any hour, and soon.
    settings = settings.with_overrides("routing", remind_from_hour="0", remind_poll_seconds="1")
    stack = Stack(settings.with_overrides("notify", reminders_gather_seconds="3"))
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture(scope="session")
def outside(stack: Stack) -> Iterator[Outside]:
    """What can be done from outside."""
    outside = Outside(stack)
    yield outside
    outside.http.close()


@pytest.fixture(scope="session")
def everybody(outside: Outside) -> list[Asker]:
    """Somebody of every role, and of none."""
    return askers(outside)


@pytest.fixture(scope="module")
def matters(outside: Outside) -> list[Matter]:
    """What an officer's unit has, what another unit has, what waits; a module may do with them what it wants."""
    return hand_in(outside, each=2)


@pytest.fixture
def somebody() -> Callable[[], str]:
    """Addresses of people who never wrote before."""
    return lambda: f"sender-{uuid.uuid4().hex[:12]}@company.example"
