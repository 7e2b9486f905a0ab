"""Deeds in real MongoDB reach real receivers: in order, none left out, and again only when nobody can know better."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.audit import AuditExport, Line, sink_of
from shared.errors import TransientError
from shared.mongo.audit import MongoPlace, MongoTrail
from shared.mongo.connection import Database
from shared.mongo.deeds import Log, MongoDeeds
from tests.collector import Collector, collecting

START = datetime(2026, 11, 1, tzinfo=UTC)


class Then:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = START + timedelta(days=2)

    def now(self) -> datetime:
        return self.at


class Syslog:
    """A receiver of syslog over TCP: what it understood of each frame."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.facts: list[dict[str, str]] = []
        self.port = 0
        self._server: asyncio.Server | None = None

    async def listen(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server
        self._server.close()
        await self._server.wait_closed()

    async def until(self, count: int) -> None:
        """Wait for so many messages: the machine has them before the receiver has read them."""
        async with asyncio.timeout(30):
            while len(self.facts) < count:  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.01)
        assert len(self.facts) == count

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                length = int(await reader.readuntil(b" "))
                head, _, facts = (await reader.readexactly(length)).decode("ascii").partition(" {")
                self.heads.append(head)
                self.facts.append(json.loads("{" + facts))
        except asyncio.IncompleteReadError:
            writer.close()


@pytest.fixture
async def deeds(mongo_database: Database) -> MongoDeeds:
    """Two logs: steps inside of matters, some at the same moment, and views; 300 deeds in 50 hours."""
    steps: list[dict[str, Any]] = [
        {
            "_id": f"m-{matter}",
            "number": f"IN-{matter}",
            "history": [
                {"at": START + timedelta(minutes=matter * 7 + step % 2), "who": f"p-{step}", "what": f"step-{step}"}
                for step in range(4)
            ],
        }
        for matter in range(60)
    ]
    await mongo_database["matters"].insert_many([*steps, {"_id": "without", "history": []}])
    await mongo_database["views"].insert_many(
        [{"_id": number, "person_id": "p-9", "at": START + timedelta(hours=number / 2)} for number in range(60)]
    )
    return MongoDeeds(
        Log(
            collection=mongo_database["matters"],
            array="history",
            who="who",
            at="at",
            what="what",
            ids={"number": "number"},
        ),
        Log(collection=mongo_database["views"], who="person_id", at="at", named="seen", ids={"about": "_id"}),
    )


@pytest.fixture
async def trail(deeds: MongoDeeds) -> MongoTrail:
    trail = MongoTrail("registry", deeds)
    await trail.create_indexes()
    return trail


@pytest.fixture
async def syslog() -> AsyncIterator[Syslog]:
    syslog = Syslog()
    await syslog.listen()
    yield syslog
    await syslog.stop()


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


def export(url: str, trail: MongoTrail, database: Database, clock: Then) -> AuditExport:
    place, sink = MongoPlace(database), sink_of(url, None)
    return AuditExport(service="registry", trail=trail, place=place, sink=sink, clock=clock)


async def send_all(export: AuditExport) -> None:
    while await export.export_once():
        pass


async def close(export: AuditExport) -> None:
    await export._sink.close()


@pytest.mark.parametrize("most", [1, 7, 1000])
async def test_all_that_was_done_is_found_once_and_in_order(trail: MongoTrail, most: int) -> None:
    place, until = START - timedelta(days=9), START + timedelta(hours=29)
    found: list[Line] = []
    while place < until:
        lines, upto = await trail.following(place, until, most)
        assert place < upto <= until
        assert all(place < line.deed.at <= upto for line in lines)
        found += lines
        place = upto
    # The view of the 29th hour is the 59th.
    assert len(found) == 60 * 4 + 59
    assert [line.deed.at for line in found] == sorted(line.deed.at for line in found)
    assert len({line.facts["id"] for line in found}) == len(found)


async def test_a_syslog_receiver_gets_well_formed_messages_and_later_only_what_is_new(
    trail: MongoTrail, mongo_database: Database, syslog: Syslog
) -> None:
    clock = Then()
    sending = export(f"syslog://127.0.0.1:{syslog.port}", trail, mongo_database, clock)
    await send_all(sending)
    await syslog.until(300)
    assert syslog.heads[0].startswith("<110>1 2026-11-01T00:00:00.000Z ")
    assert syslog.heads[0].split(" ")[3:] == ["diwan-registry", "-", "step-0", "-"]
    assert syslog.facts[0].items() >= {"who": "p-0", "what": "step-0", "number": "IN-0", "service": "registry"}.items()

    await mongo_database["views"].insert_one({"_id": 99, "person_id": "p-9", "at": clock.at})
    await send_all(sending)
    assert len(syslog.facts) == 300, "it is not settled yet"
    clock.at += timedelta(minutes=2)
    await close(sending)
    # Another process goes on where this one was: its lease is over.
    again = export(f"syslog://127.0.0.1:{syslog.port}", trail, mongo_database, clock)
    await send_all(again)
    await close(again)
    await syslog.until(301)
    assert [one["about"] for one in syslog.facts[300:]] == ["99"]


async def test_what_a_receiver_did_not_take_is_sent_again_when_it_is_back(
    trail: MongoTrail, mongo_database: Database, syslog: Syslog
) -> None:
    sending = export(f"syslog://127.0.0.1:{syslog.port}", trail, mongo_database, Then())
    assert await sending.export_once()
    await close(sending)
    await syslog.stop()
    with pytest.raises(TransientError):
        await sending.export_once()
    await syslog.listen()
    await send_all(sending)
    await close(sending)
    await syslog.until(300)
    assert [one["at"] for one in syslog.facts] == sorted(one["at"] for one in syslog.facts)


async def test_a_collector_answers_for_what_it_got(
    trail: MongoTrail, mongo_database: Database, collector: Collector
) -> None:
    sending = export(collector.address, trail, mongo_database, Then())
    collector.status = 503
    with pytest.raises(TransientError):
        await sending.export_once()
    collector.status = 200
    await send_all(sending)
    await close(sending)
    assert collector.paths == {"/v1/logs"}
    assert {service for service, _ in collector.records} == {"diwan-registry"}
    records = [record for _, record in collector.records]
    assert len(records) == 300
    assert [one.time_unix_nano for one in records] == sorted(one.time_unix_nano for one in records)
    assert {one.key: one.value.string_value for one in records[0].attributes}["diwan.number"] == "IN-0"


async def test_one_replica_sends_at_a_time(trail: MongoTrail, mongo_database: Database, collector: Collector) -> None:
    clock = Then()
    first, second = (export(collector.address, trail, mongo_database, clock) for _ in range(2))
    assert await first.export_once()
    assert not await second.export_once()
    there = len(collector.records)
    clock.at += timedelta(minutes=5)
    assert await second.export_once()
    assert len(collector.records) > there
    await close(first)
    await close(second)
