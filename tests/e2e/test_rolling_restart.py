"""Every process of every service is restarted in turn while people go on: nobody notices more than a second try."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deploy.local.restarting import restart
from deploy.local.services import NAMES
from deploy.local.settings import Settings
from deploy.local.stack import Stack
from shared.messaging import topology
from shared.messaging.dead_letters.box import DeadLetterBox
from tests.e2e.going_on import BROKEN, People
from tests.e2e.outside import Outside, wait_for

PATHS = ("/", "/en/register", "/register/general-correspondence", "/api/v1/request-types", "/readyz")
BOUND_SECONDS = 28.0
"""What a service may take to end (`drain_seconds`, and 8)."""


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """The whole stack, with two processes of every service."""
    stack = Stack(replace(Settings.private(tmp_path_factory.mktemp("two")), replicas=2))
    stack.start()
    outside = Outside(stack)
    yield outside
    outside.http.close()
    stack.stop()


def test_a_rolling_restart_under_load_loses_nothing_and_nobody_sees_more_than_a_second_try(outside: Outside) -> None:
    stack, year = outside.stack, datetime.now(UTC).year
    with People(stack, writers=3, uploaders=2, readers=2, paths=PATHS) as people:
        wait_for(lambda: len(people.told.accepted) >= 10)
        # One process of each: the other has all the work meanwhile. `make restart` goes on with that one.
        restarted = list(restart(stack, NAMES))
        enough = len(people.told.accepted) + 10
        wait_for(lambda: len(people.told.accepted) >= enough)
    told = people.told

    assert told.wrong == []
    assert told.come_again[BROKEN] == 0
    assert max(told.tries) <= 2, (told.tries, told.come_again)
    assert told.read.keys() == set(PATHS)
    assert [(one.process, one.exit_status) for one in restarted] == [(name, 0) for name in NAMES]
    assert all(one.seconds_to_end < BOUND_SECONDS for one in restarted), restarted

    wait_for(lambda: len(outside.book(year)) >= len(told.accepted))
    assert [entry["sequence"] for entry in outside.book(year)] == list(range(1, len(told.accepted) + 1))
    # What notify could not hand over within its time goes out when its lease is over, a minute later.
    wait_for(lambda: len(outside.notices(kind="registered")) >= len(told.accepted), seconds=120)
    assert sorted(one.recipient for one in outside.notices(kind="registered")) == sorted(told.accepted)
    assert asyncio.run(dead_letters(stack)) == 0


async def dead_letters(stack: Stack) -> int:
    """How many there are, in all queues."""
    async with await DeadLetterBox.open(stack.amqp_operator_url) as box:
        return sum([await box.count(queue.name) for queue in topology.queues()])
