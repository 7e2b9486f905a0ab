"""What storage makes of what intake says."""

from typing import Any
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY

from services.storage.model import Grant
from services.storage.service import Storage
from shared.contracts import SubmissionReadV1
from shared.errors import NotFoundError, TransientError
from shared.principal import Principal
from tests.unit.storage.fakes import MAIL, NOW, PDF, PROGRAM, World, routed

CLERK = Principal(person_id="clerk", name="", roles=frozenset({"clerk"}), units=frozenset(), clearance="confidential")


def mismatches() -> float:
    return REGISTRY.get_sample_value("diwan_storage_mismatches_total") or 0.0


async def test_a_mail_is_recorded_with_its_raw_message_and_its_documents(storage: Storage, world: World) -> None:
    pdf = world.attachment("تصريح عمل.pdf", PDF, "application/pdf")
    read = world.read(pdf)
    await storage.record(read)
    raw, document = await storage.documents_of(CLERK, read.submission_id)
    assert (raw.document_id, raw.name) == (read.submission_id, f"{read.submission_id}.eml")
    assert (raw.sha256, raw.size) == (read.sha256, len(MAIL))
    assert (document.document_id, document.name, document.sha256) == (pdf.document_id, pdf.name, pdf.sha256)
    assert (document.media_type, document.size, document.agrees) == ("application/pdf", len(PDF), True)
    assert {raw.submission_id, raw.brought_by, document.brought_by} == {read.submission_id}
    assert raw.received_at == NOW


@pytest.mark.parametrize("channel", ["portal", "counter"])
async def test_the_raw_document_of_an_upload_is_its_manifest(storage: Storage, world: World, channel: str) -> None:
    read = world.read(channel=channel, sha256=world.blobs.put(b'{"documents":[],"statement":{}}'))
    await storage.record(read)
    (manifest,) = await storage.documents_of(CLERK, read.submission_id)
    assert (manifest.name, manifest.media_type) == (f"{read.submission_id}.json", "application/json")


async def test_a_delivery_that_is_repeated_changes_nothing(storage: Storage, world: World) -> None:
    read = world.read(world.attachment("a.pdf", PDF, "application/pdf"))
    await storage.record(read)
    once = dict(world.documents.kept)
    await storage.record(read)
    assert world.documents.kept == once


async def test_what_a_supplement_brings_belongs_to_the_matter_it_completes(storage: Storage, world: World) -> None:
    matter = world.read()
    supplement = world.read(world.attachment("a.pdf", PDF, "application/pdf"), supplements=matter.submission_id)
    await storage.record(supplement)
    await storage.record(matter)
    found = await storage.documents_of(CLERK, matter.submission_id)
    assert {one.brought_by for one in found} == {matter.submission_id, supplement.submission_id}
    assert len(found) == 3


async def test_what_intake_saw_of_a_document_is_recorded_without_asking_the_vault(
    storage: Storage, world: World
) -> None:
    before = mismatches()
    document = world.attachment("invoice.pdf", PROGRAM, "application/x-elf", agrees=False)
    read = world.read(document)
    world.blobs.down = True
    await storage.record(read)
    recorded = await world.documents.get(document.document_id)
    assert recorded is not None
    assert (recorded.media_type, recorded.agrees, recorded.size) == ("application/x-elf", False, len(PROGRAM))
    assert mismatches() == before + 1
    raw = await world.documents.get(read.submission_id)
    assert raw is not None
    assert (raw.media_type, raw.agrees) == ("message/rfc822", True)


@pytest.mark.parametrize("seen", [{"size": None}, {"readable": False}], ids=["of an earlier version", "unreadable"])
async def test_of_a_raw_message_that_nobody_has_read_the_bytes_say_what_it_is(
    storage: Storage, world: World, seen: dict[str, Any]
) -> None:
    read = world.read(sha256=world.blobs.put(PROGRAM), **{"size": len(PROGRAM)} | seen)
    await storage.record(read)
    (raw,) = await storage.documents_of(CLERK, read.submission_id)
    assert (raw.size, raw.agrees) == (len(PROGRAM), False)
    assert raw.media_type != "message/rfc822"


async def test_an_unreadable_message_that_is_lost_is_a_defect(storage: Storage, world: World) -> None:
    read = world.read(readable=False)
    world.blobs.kept.clear()
    with pytest.raises(NotFoundError):
        await storage.record(read)
    assert world.documents.kept == {}


async def test_a_vault_that_must_be_asked_and_is_down_may_be_asked_again(storage: Storage, world: World) -> None:
    read = world.read(readable=False)
    world.blobs.down = True
    with pytest.raises(TransientError):
        await storage.record(read)
    assert world.documents.kept == {}


async def test_a_grant_may_come_before_the_documents(storage: Storage, world: World) -> None:
    read: SubmissionReadV1 = world.read()
    officer = Principal(person_id="o", name="", roles=frozenset({"officer"}), units=frozenset({"labour"}))
    await storage.grant(routed(read.submission_id, "labour"))
    with pytest.raises(NotFoundError):
        await storage.documents_of(officer, read.submission_id)
    await storage.record(read)
    assert len(await storage.documents_of(officer, read.submission_id)) == 1


async def test_a_unit_that_gave_the_matter_away_no_longer_sees_it(storage: Storage, world: World) -> None:
    matter = uuid4()
    await storage.grant(routed(matter, "trade", version=2))
    await storage.grant(routed(matter, "labour", version=1))
    assert await world.grants.get(matter) == Grant(submission_id=matter, units=frozenset({"trade"}), version=2)
