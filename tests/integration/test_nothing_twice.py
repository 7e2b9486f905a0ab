"""Everything comes three times, in any order, while the store is killed; and yet everything is there exactly once."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from deploy.local.stack import Stack
from services.notify.adapters import MongoClassifications, MongoNotices
from services.notify.limiting import AddressLimit
from services.notify.model.telephone import Telephone
from services.notify.outbound import Outbound
from services.notify.rendering import Letterhead, Renderer
from services.notify.service import Limits, Notify, Terms, Way
from services.registry.adapters import MongoBooks, MongoUnits
from services.registry.committing import Commits
from services.registry.service import Registry
from services.routing.adapters import MongoRoutes, MongoUnitProjection
from services.routing.known_units import UnitWatch
from services.routing.rules import Rules
from services.routing.service import Routing
from shared.clock import SystemClock
from shared.contracts import (
    EVENTS,
    Event,
    MatterClassifiedV1,
    SubmissionIncompleteV1,
    SubmissionOpenedV1,
    SubmissionReadV1,
    SubmissionSupplementedV1,
    TransactionRegisteredV1,
    TransactionRoutedV1,
)
from shared.contracts.base import Requester
from shared.errors import TransientError
from shared.language import Text, catalogue
from shared.messaging.relay import Pending, Relay
from shared.mongo.connection import Client, Database
from shared.mongo.outbox import WAITING, MongoOutbox
from tests.unit.registry.examples import PERMIT_PAPERS, TYPES, read, sender
from tests.unit.routing.examples import unit
from tests.unit.routing.fakes import StandingRules

LETTERS = 60
TOPICS = {event.topic: event for event in EVENTS}


@dataclass
class UnreliableExchange:
    """Delivers everything three times, late and in no order; of its confirms every fifth is lost on the way."""

    hearers: dict[type[Event], list[Callable[..., Awaitable[None]]]] = field(default_factory=dict)
    heard: set[tuple[str, str]] = field(default_factory=set)
    under_way: set[asyncio.Task[None]] = field(default_factory=set)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    async def publish(self, events: Sequence[Pending]) -> None:
        for pending in events:
            self.send(TOPICS[pending.topic].model_validate_json(pending.body))
        if self.chance.random() < 0.2:
            raise TransientError("the confirm was lost")

    def send(self, event: Event) -> None:
        self.heard.add((event.topic, str(event.id)))
        for hear in self.hearers.get(type(event), []) * 3:
            task = asyncio.create_task(self._deliver(hear, event))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)

    async def _deliver(self, hear: Callable[..., Awaitable[None]], event: Event) -> None:
        while True:
            await asyncio.sleep(self.chance.random() * 0.2)
            try:
                await hear(event)
            except TransientError:
                continue
            return


@dataclass
class House:
    """Registry, routing and notify on a real MongoDB, without their processes."""

    exchange: UnreliableExchange
    databases: dict[str, Database]

    async def done(self) -> bool:
        """Nothing is under way, and nothing waits."""
        if self.exchange.under_way:
            return False
        waiting = [
            await self.databases["registry"]["matters"].count_documents(WAITING),
            await self.databases["routing"]["routes"].count_documents(WAITING),
        ]
        return waiting == [0, 0] and not self.exchange.under_way

    async def count(self, service: str, collection: str, **wanted: object) -> int:
        return await self.databases[service][collection].count_documents(wanted)


@pytest.fixture
async def house(mongo_client: Client, mongo_database: Database) -> AsyncIterator[House]:
    exchange, clock = UnreliableExchange(), SystemClock()
    databases = {
        name: mongo_client.get_database(f"{mongo_database.name}_{name}", codec_options=mongo_database.codec_options)
        for name in ("registry", "routing", "notify")
    }
    relays = [
        Relay(MongoOutbox(databases[name][collection]), exchange, pause_seconds=0.02, poll_seconds=0.05)
        for name, collection in (("registry", "matters"), ("routing", "routes"))
    ]
    books = MongoBooks(mongo_client, databases["registry"], relays[0], time_zone="Asia/Muscat")
    routes = MongoRoutes(databases["routing"], relays[1])
    projection = MongoUnitProjection(databases["routing"])
    notices = MongoNotices(databases["notify"])
    for store in (books, routes, notices):
        await store.create_indexes()
    for name in ("documents", "work-permits"):
        await projection.note(unit(name))
    watch = UnitWatch(projection)
    await watch.refresh()
    commits = Commits(books=books, clock=clock, max_batch=16)
    registry = Registry(books=books, units=MongoUnits(databases["registry"]), types=lambda: TYPES, commits=commits)
    rules = Rules.of([], certain_from=0.6, type_certainty=0.7)
    routing = Routing(routes=routes, units=watch, rules=StandingRules(rules), clock=clock)
    head = Letterhead(
        organisation=Text(ar="ديوان", en="Diwan"),
        public_url="http://localhost",
        mail_domain="diwan.example",
        zone=ZoneInfo("Asia/Muscat"),
    )
    notify = Notify(
        notices=notices,
        classifications=MongoClassifications(databases["notify"]),
        ways={"mail": Way(renderer=Renderer(head, catalogue()), outbound=Outbound(10_000))},
        telephone=Telephone(),
        # What is under way counts too, and each letter is under way three times.
        # Never reached: repeats count while they are under way, and a lost confirm repeats whole messages.
        limits=Limits(received=AddressLimit(100 * LETTERS), telephone=AddressLimit(100 * LETTERS)),
        clock=clock,
        terms=Terms(lease=timedelta(minutes=1), patience=timedelta(hours=48)),
    )
    exchange.hearers = {
        SubmissionReadV1: [registry.submission_read],
        TransactionRegisteredV1: [routing.transaction_registered],
        TransactionRoutedV1: [registry.routing_said, notify.hear],
        MatterClassifiedV1: [routing.matter_classified, notify.classify],
        SubmissionOpenedV1: [notify.hear],
        SubmissionIncompleteV1: [notify.hear],
        SubmissionSupplementedV1: [notify.hear],
    }
    running = [asyncio.create_task(relay.run()) for relay in relays]
    yield House(exchange, databases)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for one in databases.values():
        await mongo_client.drop_database(one.name)


@pytest.mark.parametrize("killed", [False, True])
async def test_everything_that_comes_three_times_in_any_order_is_there_once(
    house: House, servers: Stack, *, killed: bool
) -> None:
    # All from one address, so that counting tries as letters would be seen. Half lack papers, and get them by reply.
    requester = sender()
    complete = [read(*PERMIT_PAPERS, requester=_another(requester)) for _ in range(LETTERS // 2)]
    lacking = [read(PERMIT_PAPERS[0], requester=_another(requester)) for _ in range(LETTERS // 2)]
    replies = [read(*PERMIT_PAPERS[1:], supplements=one.submission_id, requester=requester) for one in lacking]
    for event in random.Random(11).sample([*complete, *lacking, *replies], LETTERS + len(replies)):
        house.exchange.send(event)
    if killed:
        await asyncio.sleep(0.3)
        await asyncio.to_thread(servers.kill_process, "mongod")
        await asyncio.sleep(0.5)
        await asyncio.to_thread(servers.wait_for_process, "mongod")
    async with asyncio.timeout(90):
        while not await _patiently(house.done):  # noqa: ASYNC110 - a database tells nobody
            await asyncio.sleep(0.1)

    lines = await house.databases["registry"]["entries"].find().sort("sequence", 1).to_list(None)
    assert [line["sequence"] for line in lines] == list(range(1, LETTERS + 1))
    assert {line["submission_id"] for line in lines} == {one.submission_id for one in (*complete, *lacking)}
    assert [line["registered_at"] for line in lines] == sorted(line["registered_at"] for line in lines)
    matters = await house.databases["registry"]["matters"].find().to_list(None)
    assert all(len(matter["documents"]) == len(PERMIT_PAPERS) and matter["routed"] for matter in matters)
    assert await house.count("routing", "routes") == LETTERS
    notices = await house.databases["notify"]["notices"].find().to_list(None)
    assert Counter((one["kind"], one["state"]) for one in notices) == {
        ("received", "pending"): LETTERS,
        ("incomplete", "pending"): LETTERS // 2,
        ("registered", "pending"): LETTERS,
    }
    told = Counter(topic for topic, _ in house.exchange.heard)
    assert told[TransactionRegisteredV1.topic] == told[TransactionRoutedV1.topic] == LETTERS


def _another(requester: Requester) -> Requester:
    """The same person, about another matter."""
    return requester.model_copy(update={"token": sender().token})


async def _patiently(is_so: Callable[[], Awaitable[bool]]) -> bool:
    try:
        return await is_so()
    except Exception:  # noqa: BLE001 - the store comes back
        return False
