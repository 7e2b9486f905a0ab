"""What registry adds to a matter by a number in the subject: intake could not know of it."""

import asyncio
from collections.abc import Sequence
from itertools import permutations
from uuid import UUID, uuid4

import pytest

from services.storage.model import StoredDocument
from services.storage.service import Storage
from shared.errors import NotFoundError
from shared.principal import Principal
from tests.unit.storage.fakes import (
    MAX_FILE_BYTES,
    PDF,
    FakeDocuments,
    TickingClock,
    World,
    routed,
    supplemented,
)

CLERK = Principal(person_id="clerk", name="", roles=frozenset({"clerk"}), units=frozenset(), clearance="confidential")
OFFICER = Principal(person_id="officer", name="", roles=frozenset({"officer"}), units=frozenset({"labour"}))


@pytest.mark.parametrize("order", [*permutations(("matter", "supplement", "told", "routed"))], ids="-".join)
async def test_the_unit_of_the_matter_sees_it_in_whatever_order_the_events_come(
    storage: Storage, world: World, order: tuple[str, ...]
) -> None:
    matter = world.read()
    document = world.attachment("a.pdf", PDF, "application/pdf")
    supplement = world.read(document)
    events = {
        "matter": lambda: storage.record(matter),
        "supplement": lambda: storage.record(supplement),
        "told": lambda: storage.supplement(supplemented(matter.submission_id, supplement.submission_id)),
        "routed": lambda: storage.grant(routed(matter.submission_id, "labour")),
    }
    for name in (*order, *order[::-1]):
        await events[name]()
    found = await storage.documents_of(OFFICER, matter.submission_id)
    assert {one.document_id for one in found} == {
        matter.submission_id,
        supplement.submission_id,
        document.document_id,
    }
    assert {one.brought_by for one in found} == {matter.submission_id, supplement.submission_id}
    assert (await storage.inspect(OFFICER, document.document_id)).submission_id == matter.submission_id
    with pytest.raises(NotFoundError):
        await storage.documents_of(CLERK, supplement.submission_id)


async def test_nobody_of_a_unit_sees_it_before_registry_has_said_so(storage: Storage, world: World) -> None:
    matter, supplement = world.read(), world.read(mentions=("IN-2026-000001-X",))
    await storage.grant(routed(matter.submission_id, "labour"))
    await storage.record(supplement)
    with pytest.raises(NotFoundError):
        await storage.inspect(OFFICER, supplement.submission_id)
    await storage.supplement(supplemented(matter.submission_id, supplement.submission_id))
    assert (await storage.inspect(OFFICER, supplement.submission_id)).brought_by == supplement.submission_id


async def test_what_registry_says_of_a_supplement_that_intake_knew_changes_nothing(
    storage: Storage, world: World
) -> None:
    matter = world.read()
    supplement = world.read(world.attachment("a.pdf", PDF, "application/pdf"), supplements=matter.submission_id)
    await storage.record(supplement)
    before = dict(world.documents.kept)
    await storage.supplement(supplemented(matter.submission_id, supplement.submission_id))
    assert world.documents.kept == before


@pytest.mark.parametrize("order", list(permutations(("first", "later", "told of the later", "told of the join"))))
async def test_a_matter_that_is_joined_to_another_one_takes_its_supplements_along(
    storage: Storage, world: World, order: Sequence[str]
) -> None:
    into, joined = world.read(), world.read()
    later = world.read(supplements=joined.submission_id)
    await storage.record(into)
    events = {
        "first": lambda: storage.record(joined),
        "later": lambda: storage.record(later),
        "told of the later": lambda: storage.supplement(supplemented(joined.submission_id, later.submission_id)),
        "told of the join": lambda: storage.supplement(supplemented(into.submission_id, joined.submission_id)),
    }
    for name in order:
        await events[name]()
    found = await storage.documents_of(CLERK, into.submission_id)
    assert {one.brought_by for one in found} == {into.submission_id, joined.submission_id, later.submission_id}


class SlowDocuments(FakeDocuments):
    """Stops before, or after, a write until it is told to go on."""

    def __init__(self, stops: str) -> None:
        super().__init__()
        self._stops = stops
        self.reached, self.go_on = asyncio.Event(), asyncio.Event()

    async def record(self, documents: Sequence[StoredDocument], *, urgent: bool = False) -> None:
        await self._at("before recording")
        await super().record(documents, urgent=urgent)
        await self._at("after recording")

    async def move(self, brought_by: UUID, submission_id: UUID) -> None:
        await self._at("before moving")
        await super().move(brought_by, submission_id)
        await self._at("after moving")

    async def _at(self, moment: str) -> None:
        if moment == self._stops and not self.reached.is_set():
            self.reached.set()
            await self.go_on.wait()


@pytest.mark.parametrize("stops", ["before recording", "after recording", "before moving", "after moving"])
async def test_both_events_at_the_same_moment_bring_the_documents_home(world: World, stops: str) -> None:
    documents = SlowDocuments(stops)
    storage = Storage(
        documents=documents,
        grants=world.grants,
        classifications=world.classifications,
        homes=world.homes,
        letters=world.letters,
        views=world.views,
        blobs=world.blobs,
        brought=world.brought,
        clock=TickingClock(),
        max_file_bytes=MAX_FILE_BYTES,
    )
    matter_id, read = uuid4(), world.read()
    record, told = storage.record(read), storage.supplement(supplemented(matter_id, read.submission_id))
    slow, quick = (record, told) if "recording" in stops else (told, record)
    waiting = asyncio.create_task(slow)
    await documents.reached.wait()
    await quick
    documents.go_on.set()
    await waiting
    assert [one.document_id for one in await storage.documents_of(CLERK, matter_id)] == [read.submission_id]


async def test_an_id_that_is_none_is_a_defect(storage: Storage, world: World) -> None:
    event = supplemented(uuid4(), uuid4()).model_copy(update={"supplement_id": "no id"})
    with pytest.raises(ValueError, match="UUID"):
        await storage.supplement(event)
    assert world.homes.kept == {}
