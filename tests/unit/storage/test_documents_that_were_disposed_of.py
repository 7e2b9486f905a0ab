"""A document whose term was over: what is known of it stays, its bytes are not given to anybody."""

from uuid import uuid4

import httpx
import pytest

from services.storage.issuing import Issuing
from services.storage.service import Storage
from shared.contracts.base import Requester
from tests.unit.storage.fakes import NOW, PDF, World, as_, classified, cleared, issued
from tests.unit.storage.retention.fakes import FakeDisposedDocuments


@pytest.mark.parametrize(("language", "word"), [("ar", "أُتلفت"), ("en", "deleted")])
async def test_reading_it_is_answered_with_what_became_of_it(
    storage: Storage, client: httpx.AsyncClient, world: World, language: str, word: str
) -> None:
    read = world.read(world.attachment("a.pdf", PDF, "application/pdf"))
    await storage.record(read)
    await storage.classify(classified(read.submission_id))
    await FakeDisposedDocuments(world.documents).dispose([*world.documents.kept], "d-1", NOW)
    path = f"/api/v1/documents/{read.documents[0].document_id}"
    answer = await client.get(path, headers=as_("clerk") | {"Accept-Language": language})
    assert (answer.status_code, answer.json()["code"]) == (410, "document-disposed")
    assert word in answer.json()["title"]
    assert (await client.head(path, headers=as_("clerk"))).status_code == 410
    assert world.views.kept == []
    # Who might not see it is not told that it was there.
    assert (await client.get(path, headers=as_("officer", "elsewhere"))).status_code == 404
    listed = await client.get(f"/api/v1/submissions/{read.submission_id}/documents", headers=cleared("clerk"))
    assert [(one["sha256"], one["size"], one["disposed_at"]) for one in listed.json()][1] == (
        read.documents[0].sha256,
        len(PDF),
        NOW.isoformat().replace("+00:00", "Z"),
    )


async def test_the_holder_of_the_tracking_token_is_told_so_too(
    issuing: Issuing, client: httpx.AsyncClient, world: World
) -> None:
    home, token = uuid4(), "1" * 32
    letter = issued(
        world.attachment("letter.pdf", PDF, "application/pdf"),
        submission_id=home,
        requester=Requester(token=token),
    )
    await issuing.issued(letter)
    path = f"/api/v1/tracking/{token}/documents/{letter.document.document_id}"
    assert (await client.get(path)).status_code == 200
    await FakeDisposedDocuments(world.documents).dispose([*world.documents.kept], "d-1", NOW)
    assert [(await client.request(method, path)).status_code for method in ("GET", "HEAD")] == [410, 410]
    assert (await client.get(path.replace(token, "2" * 32))).status_code == 404
